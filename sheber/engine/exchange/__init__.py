"""Balanced exchange: who goes where for a term, so that every home hosts as many as it sends."""

from sheber.engine.exchange.assemble import Draft, Institution, Person, assemble
from sheber.engine.exchange.market import LARGEST, TRADING_CYCLES, Round, Stays
from sheber.engine.exchange.solve import Outcome, solve

__all__ = [
    "LARGEST",
    "TRADING_CYCLES",
    "Draft",
    "Institution",
    "Outcome",
    "Person",
    "Round",
    "Stays",
    "assemble",
    "solve",
]
