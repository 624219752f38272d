"""A plan tried in many scenarios: shocks, what each does to the problem, how fixed seats fare.

Seats are decided first and flows of graduates last, when the scenario is known. Everything here is
a pure function of its arguments, so that scenario number 17 is the same on every machine.
"""
