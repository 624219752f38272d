"""Lives as tables. A move is one conditional UPDATE and one event; nobody sets a state by hand.

A stage writes its table in `states.py`; diagrams and the permission matrix are drawn from it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from sheber.kernel import columns, events
from sheber.kernel.access import Acting, Actor
from sheber.kernel.refusals import Refused

BATCH = 500
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Move:
    """One arrow: from any of `sources` to `target`, by somebody who has one of the roles `who`."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    needs_reason: bool = False


@dataclass(frozen=True)
class Life:
    """The life of one kind of row. `subject` is its label in the log, like ``demand.line``."""

    subject: str
    start: str
    moves: tuple[Move, ...]
    by_name: Mapping[str, Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {move.name: move for move in self.moves})

    def __getitem__(self, name: str) -> Move:
        return self.by_name[name]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of the table."""
        found = dict.fromkeys([self.start])
        for move in self.moves:
            found.update(dict.fromkeys((*move.sources, move.target)))
        return tuple(found)

    def moves_from(self, state: str) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if state in move.sources)


def move(
    life: Life,
    row: Row,
    name: str,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Row:
    """Make one move of one row; refuse it if the row is not where the caller saw it."""
    return move_many(life, [row], name, actor=actor, now=now, facts=[facts or {}], reason=reason)[0]


def move_many(
    life: Life,
    rows: Sequence[Row],
    name: str,
    *,
    actor: Acting,
    now: datetime,
    facts: Sequence[Mapping[str, Any]] | None = None,
    reason: str = "",
) -> list[Row]:
    """Make the same move of many rows, all or none; `facts` stands beside `rows`."""
    step = life[name]
    if step.needs_reason and not reason:
        raise Refused("missing_reason", act=f"{life.subject}.{name}")
    seen = [_state(row) for row in rows]
    with transaction.atomic():
        for state, group in _by_state(rows).items():
            if state not in step.sources:
                raise Refused("wrong_state", subject=life.subject, state=state, act=name)
            _update(life, group, state, step.target)
        events.record_many(
            [
                events.Entry(
                    verb=f"{life.subject}.{name}",
                    subject=(life.subject, row.pk),
                    from_state=state,
                    to_state=step.target,
                    facts=given,
                    reason=reason,
                )
                for row, state, given in zip(rows, seen, facts or [{}] * len(rows), strict=True)
            ],
            actor=actor,
            now=now,
        )
    for row in rows:
        row.state = step.target  # type: ignore[attr-defined]
    return list(rows)


def begin_many(
    life: Life,
    rows: Sequence[Row],
    *,
    actor: Acting,
    now: datetime,
    facts: Sequence[Mapping[str, Any]] | None = None,
    reason: str = "",
) -> list[Row]:
    """Save new rows in the state in which their life starts, with one event each."""
    if not rows:
        return []
    with transaction.atomic():
        for row in rows:
            row.state = life.start  # type: ignore[attr-defined]
        saved = columns.save(rows)
        events.record_many(
            [
                events.Entry(
                    verb=f"{life.subject}.begin",
                    subject=(life.subject, row.pk),
                    to_state=life.start,
                    facts=given,
                    reason=reason,
                )
                for row, given in zip(saved, facts or [{}] * len(saved), strict=True)
            ],
            actor=actor,
            now=now,
        )
    return saved


def begin(
    life: Life,
    row: Row,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Row:
    """Save one new row in the state in which its life starts, with one event."""
    return begin_many(life, [row], actor=actor, now=now, facts=[facts or {}], reason=reason)[0]


def _state(row: models.Model) -> str:
    return str(row.state)  # type: ignore[attr-defined]


def _by_state(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_state(row)].append(row)
    return groups


def _update(life: Life, rows: Sequence[Row], state: str, target: str) -> None:
    manager = type(rows[0])._default_manager
    for start in range(0, len(rows), BATCH):
        keys = [row.pk for row in rows[start : start + BATCH]]
        if manager.filter(pk__in=keys, state=state).update(state=target) != len(keys):
            raise Refused("changed_meanwhile", subject=life.subject)
