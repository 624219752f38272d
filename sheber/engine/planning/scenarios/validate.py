"""What makes shocks unsound for a problem: every fault, with its place."""

from collections.abc import Iterator
from fractions import Fraction

from sheber.engine.errors import Fault, InvalidProblem
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.scenarios.shocks import (
    CLOSED,
    FACTORS,
    LATER,
    OPENINGS,
    Factor,
    Opening,
    Shocks,
    countries,
    groups,
)

LARGEST_FACTOR = 10
LONGEST = 12
"""The longest programme that a problem may hold; one that opens later must still fit."""


def require_sound_shocks(problem: Problem, shocks: Shocks) -> None:
    """Raise InvalidProblem, with all faults in its facts, if there is any."""
    found = shock_faults(problem, shocks)
    if found:
        raise InvalidProblem("shocks_have_faults", {"faults": found})


def shock_faults(problem: Problem, shocks: Shocks) -> tuple[Fault, ...]:
    """Every fault of the shocks, in the order of the file."""
    return tuple(_all(problem, shocks))


def _all(problem: Problem, shocks: Shocks) -> Iterator[Fault]:
    if not (shocks.factors or shocks.openings):
        yield Fault("no_shocks")
    seen: set[str] = set()
    placed: list[tuple[str, Factor | Opening]] = [
        *((f"factors[{position}]", row) for position, row in enumerate(shocks.factors)),
        *((f"openings[{position}]", row) for position, row in enumerate(shocks.openings)),
    ]
    for path, row in placed:
        if row.id in seen:
            yield Fault("shock_repeated", {"id": row.id}, f"{path}.id")
        seen.add(row.id)
        if not row.source.strip():
            yield Fault("no_source", {}, f"{path}.source")
        yield from _factor(row, path) if isinstance(row, Factor) else _opening(row, path)
        yield from _meant(problem, row, path)


def _factor(row: Factor, path: str) -> Iterator[Fault]:
    if row.of not in FACTORS:
        yield _not_one_of(f"{path}.of", row.of, tuple(FACTORS))
    elif row.by not in FACTORS[row.of]:
        yield _not_one_of(f"{path}.by", row.by, tuple(FACTORS[row.of]))
    for name, value in (("low", row.low), ("high", row.high)):
        if not 0 <= value <= LARGEST_FACTOR:
            limits = {"value": str(value), "lowest": 0, "highest": LARGEST_FACTOR}
            yield Fault("out_of_range", limits, f"{path}.{name}")
    middle = row.low if row.likely is None else row.likely
    if not row.low <= middle <= row.high:
        named = {"low": str(row.low), "likely": str(row.likely), "high": str(row.high)}
        yield Fault("not_in_order", named, path)


def _opening(row: Opening, path: str) -> Iterator[Fault]:
    if row.of not in (LATER, CLOSED):
        yield _not_one_of(f"{path}.of", row.of, (LATER, CLOSED))
    if row.by not in OPENINGS:
        yield _not_one_of(f"{path}.by", row.by, tuple(OPENINGS))
    if not Fraction(0) <= row.chance <= 1:
        yield Fault("not_a_share", {"value": str(row.chance)}, f"{path}.chance")


def _meant(problem: Problem, row: Factor | Opening, path: str) -> Iterator[Fault]:
    """What a shock names, the problem must have; a whole shock without a row is a mistake too."""
    known = FACTORS.get(row.of, {}) if isinstance(row, Factor) else OPENINGS
    if row.by not in known:
        return
    found = groups(problem, row)
    for position, name in enumerate(row.only):
        if name not in found:
            facts = {"value": name, "by": row.by}
            yield Fault("unknown_group", facts, f"{path}.only[{position}]")
    if not found and not row.only:
        yield Fault("nothing_to_shock", {"of": row.of}, f"{path}.of")
    if isinstance(row, Opening) and row.of == LATER:
        country, meant = countries(problem), set(found)
        late = [one for one in problem.intakes if OPENINGS[row.by](one, country) in meant]
        if any(one.duration >= LONGEST for one in late):
            yield Fault("too_long_to_be_late", {"longest": LONGEST}, f"{path}.of")


def _not_one_of(path: str, value: str, allowed: tuple[str, ...]) -> Fault:
    return Fault("not_one_of", {"value": value, "allowed": allowed}, path)
