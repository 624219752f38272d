"""Rounds of exchange and their results, as files."""
