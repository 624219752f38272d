"""Matching with contracts: who gets which seat, under which terms, and the proof of it."""

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.explain import explain
from sheber.engine.clearing.keys import Ranking
from sheber.engine.clearing.market import Market
from sheber.engine.clearing.solve import ENGINE, Outcome, solve, verify

__all__ = [
    "ENGINE",
    "Certificate",
    "Draft",
    "Market",
    "Outcome",
    "Ranking",
    "assemble",
    "explain",
    "solve",
    "verify",
]
