"""The employer's room: lines of demand, what each person costs, offers, and who comes."""
