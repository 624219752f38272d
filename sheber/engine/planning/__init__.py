"""Seat planning: how many seats, where, paid by whom, for which lines of demand.

``solve`` finds a checked plan, ``check`` checks one apart, ``prices`` says what one more of
something would add, ``reasons`` says what limits each line that lacks people.
"""
