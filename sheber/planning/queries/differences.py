"""How two plans differ, and how a plan differs from what was seen of it before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sheber.kernel.refusals import Refused
from sheber.planning.models import Plan
from sheber.planning.queries.plans import content, proposed_content


@dataclass(frozen=True)
class CapacityChange:
    """Seats of one capacity from one fund; 0 where a plan gives none."""

    capacity_id: int
    fund: str
    before: int
    after: int


@dataclass(frozen=True)
class LineChange:
    """Seats meant for one line of demand; 0 where a plan means none."""

    line_id: int
    before: int
    after: int


@dataclass(frozen=True)
class Difference:
    """What changed from one content to another; empty if they say the same.

    `input_changed` tells that the problem differs: demand, capacities, money or assumptions.
    `overrides` names (capacity, fund) of those set, changed or lifted.
    """

    capacities: tuple[CapacityChange, ...]
    lines: tuple[LineChange, ...]
    overrides: tuple[tuple[int, str], ...]
    input_changed: bool

    def __bool__(self) -> bool:
        return bool(self.capacities or self.lines or self.overrides or self.input_changed)


def compare(first: Plan, second: Plan) -> Difference:
    """How the second plan differs from the first, by capacity and by line."""
    return difference(content(first), content(second))


def difference_from_before(plan: Plan) -> Difference | None:
    """What a new search changed; None if the plan was never solved again.

    Of its input only what offices have fixed can have changed, and that is named.
    """
    if not plan.before:
        return None
    return replace(difference(plan.before["content"], content(plan)), input_changed=False)


def difference_since(plan: Plan, digest: str) -> Difference:
    """What has changed since the plan was proposed with this digest."""
    before = proposed_content(plan, digest)
    if before is None:
        raise Refused("digest_unknown", plan=plan.code)
    return difference(before, content(plan))


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """How two contents differ; `queries.content` says what stands in one."""
    seats = _both(_seats(before), _seats(after))
    lines = _both(_lines(before), _lines(after))
    fixed = _both(_fixed(before), _fixed(after), missing=None)
    return Difference(
        capacities=tuple(
            CapacityChange(capacity, fund, was, is_) for (capacity, fund), was, is_ in seats
        ),
        lines=tuple(LineChange(key, was, is_) for key, was, is_ in lines),
        overrides=tuple(key for key, _, _ in fixed),
        input_changed=before["problem_sha256"] != after["problem_sha256"],
    )


def _both(
    before: Mapping[Any, Any], after: Mapping[Any, Any], missing: int | None = 0
) -> list[tuple[Any, Any, Any]]:
    """(key, before, after) of every key whose value differs, in order of keys."""
    return [
        (key, before.get(key, missing), after.get(key, missing))
        for key in sorted(before.keys() | after.keys())
        if before.get(key, missing) != after.get(key, missing)
    ]


def _seats(stated: Mapping[str, Any]) -> dict[tuple[int, str], int]:
    return {(capacity, fund): seats for capacity, fund, _, seats in stated["allocations"]}


def _lines(stated: Mapping[str, Any]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for _, _, line, seats in stated["coverages"]:
        found[line] += seats
    return found


def _fixed(stated: Mapping[str, Any]) -> dict[tuple[int, str], int]:
    return {(capacity, fund): seats for capacity, fund, seats, _ in stated["overrides"]}
