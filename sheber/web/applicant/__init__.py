"""What an applicant sees: what to do next, the list, the seat, the contract, the debt."""
