"""Offers for everybody: what an employer offers and what is owed for it, in plain words."""
