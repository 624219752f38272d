"""What is wrong with a study's files, in words; made here, late."""

from __future__ import annotations

from collections.abc import Iterator

from sheber.doors import faults as common
from sheber.engine.errors import Fault, InvalidAssumption

FAULTS = {
    "not_toml": "The file is not TOML: {why}.",
    "not_truth": "Here stands {value}: write true or false.",
    "unknown_kind": "{kind} is no kind of seats: known are {known}.",
    "unknown_spill": "The base spills as in “{name}”, and no table of that name stands under "
    "“spill”: add it or correct the name.",
    "unknown_assumption": "“{name}” is not a number that the market is made of: correct the name "
    "or take the row out.",
    "repeated_assumption": "“{name}” stands twice: keep one row.",
    "missing_assumption": "“{name}” is missing: add a row with its value, source and certainty.",
    "unknown_certainty": "“{mark}” is no mark of certainty: known are {known}.",
    "one_bound": "“{name}” has one bound: give both “low” and “high”, or neither.",
    "value_outside_bounds": "{value} is not between {low} and {high}: correct the value or "
    "a bound.",
    "outside": "“{name}” is {value}: it is 0 or more, and a share is at most 1.",
    "none_at_all": "“{name}” is 0: at least one is needed.",
    "pools_exceed_seats": "Target, special and separate seats are more than “{name}”: raise it or "
    "lower them.",
    "mean_outside_list": "The mean “{name}” is between 1 and “{most}”: correct one of them.",
    "offers_without_seats": "There are more “{name}” than target seats: each has at least "
    "one seat.",
    "more_filled_than_seats": "“{name}” is between 1 and the number of target seats.",
    "not_one_a_seed": "Here are {counts} counts for {seeds} seeds: one for each is needed.",
    "base_not_studied": "The base is not among the scenarios, so nothing can be held against it.",
}


def sentences(error: InvalidAssumption) -> Iterator[str]:
    """Every fault of an input in words, each with its place."""
    found = error.facts.get("faults", (Fault(error.code, error.facts),))
    assert isinstance(found, tuple)  # noqa: S101  (the door writes nothing else)
    for fault in found:
        words = {**common.SENTENCES, **FAULTS}[fault.code].format(**fault.facts)
        yield f"{fault.path}: {words}" if fault.path else words
