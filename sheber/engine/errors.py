"""What the engine says when it cannot answer: a code and facts, never a sentence.

Sentences for people are written late, by doors and pages, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with an input.

    `code` is a stable word, `facts` are plain values, and `path` is where it stands in a file
    (`applicants[3].contracts[0]`), empty while no file is known.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    path: str = ""


class EngineError(Exception):
    """Base of everything that the engine raises on purpose."""


class CodedError(EngineError):
    """An error that is a code and facts."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.facts: Mapping[str, object] = dict(facts or {})
        super().__init__(code, self.facts)

    def __str__(self) -> str:
        stated = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}: {stated}" if stated else self.code


class InvalidMarket(EngineError):
    """The market is not one that the engine may clear; `faults` says why, all of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "; ".join(f"{fault.code} {dict(fault.facts)}" for fault in self.faults)


class PropertyViolated(CodedError):
    """A numbered property (C1, L1, Q1, R1, X1, …) does not hold for a result."""


class InvalidDraw(CodedError):
    """What was given to a lottery cannot be drawn from."""


class InvalidRound(CodedError):
    """What was confirmed or withdrawn does not fit the round before."""


class InvalidProblem(CodedError):
    """The planning problem is not well formed."""


class InvalidAssumption(CodedError):
    """A number from which a market would be made is not one that it can be made from."""


class Infeasible(CodedError):
    """No plan satisfies every row; the facts name a smallest set of rows that clash."""
