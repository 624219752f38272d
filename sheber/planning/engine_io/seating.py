"""Expected graduates for lines → whole seats meant for them, fund by fund.

A plan says how many of an intake's graduates are expected to fill a line; a row says for how many
seats of an allocation that is. Whole seats are found by the largest remainder, the lines of a
fund that pays for its own ones apart, so that no fund is promised more than its seats.
"""

from collections import Counter, defaultdict
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from math import floor

from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem

TOLERANCE = 1e-5
"""The engine's tolerance on flows: so near below a whole number is that number."""

OTHERS = ""
"""Lines that no fund calls its own."""


@dataclass(frozen=True)
class Meant:
    """Seats of an intake, paid by a fund, that are meant for a line."""

    intake: str
    fund: str
    line: str
    seats: int


def seated(problem: Problem, plan: Plan) -> Iterator[Meant]:
    """Whole seats for lines, of every intake that has both."""
    own = {fund.id for fund in problem.funds if fund.own_lines}
    payer = {line.id: line.payer if line.payer in own else OTHERS for line in problem.lines}
    completion = {intake.id: intake.completion.share for intake in problem.intakes}
    wanted: dict[str, dict[str, float]] = defaultdict(dict)
    for flow in plan.flows:
        if flow.kind == "intake":
            wanted[flow.source][flow.line] = flow.graduates / float(completion[flow.source])
    seats: dict[str, dict[str, int]] = defaultdict(dict)
    for row in plan.seats:
        seats[row.intake][row.fund] = row.number
    for intake in sorted(wanted):
        groups: dict[str, dict[str, float]] = defaultdict(dict)
        for line, number in wanted[intake].items():
            groups[payer[line] or OTHERS][line] = number
        yield from _of_intake(intake, seats[intake], groups)


def _of_intake(
    intake: str, seats: Mapping[str, int], groups: Mapping[str, Mapping[str, float]]
) -> Iterator[Meant]:
    """First each fund's own lines on its own seats, then what is left on everybody else's."""
    left: Counter[str] = Counter()
    free = {fund: number for fund, number in sorted(seats.items()) if fund not in groups}
    for group in sorted(groups):
        whole = _whole(groups[group])
        if group in seats and group != OTHERS:
            whole = yield from _hand_out(intake, {group: seats[group]}, whole)
        left.update(whole)
    yield from _hand_out(intake, free, left)


def _hand_out(
    intake: str, free: dict[str, int], wanted: Mapping[str, int]
) -> Generator[Meant, None, dict[str, int]]:
    """Seats of these funds to these lines, in order; returns what finds no seat."""
    rest = {line: number for line, number in sorted(wanted.items()) if number}
    for fund in free:
        for line in list(rest):
            seats = min(free[fund], rest[line])
            if seats:
                yield Meant(intake, fund, line, seats)
                free[fund] -= seats
                rest[line] -= seats
            if not rest[line]:
                del rest[line]
    return rest


def _whole(numbers: Mapping[str, float]) -> dict[str, int]:
    """Whole numbers that add up to the whole part of the sum, by the largest remainder."""
    below = {line: floor(number + TOLERANCE) for line, number in numbers.items()}
    spare = floor(sum(numbers.values()) + TOLERANCE) - sum(below.values())
    by_remainder = sorted(numbers, key=lambda line: (below[line] - numbers[line], line))
    for line in by_remainder[: max(0, spare)]:
        below[line] += 1
    return below
