"""What a guardian of somebody under 18 sees: the child's list, seat, contract, costs and dates."""
