"""Where planned seats were lost and why: arithmetic on counts, without a database.

A seat goes from the plan to an offer, to somebody who takes it, to a signed contract, to study, to
graduation, to work. At each place as many are lost as do not get to the next one; a gain at one
place never makes up for a loss at another. What is lost is shared out among its causes in the
order of `REASONS`, each up to what was counted for it, and what no cause explains is `other`. So
the seats that arrive, those lost and those not yet due always add up to those planned.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sheber.insights.enums import Place, Reason

STAGES = (
    "planned",
    "offered",
    "applied",
    "seated",
    "signed",
    "studied",
    "graduated",
    "at_line",
    "in_region",
    "elsewhere",
)
"""`at_line`, `in_region` and `elsewhere` are graduates by where they took up work."""

Cause = tuple[Place, Reason]

FOR_LINES = (
    (Place.OFFER, "offered"),
    (Place.ADMISSION, "seated"),
    (Place.CONTRACT, "signed"),
    (Place.BEGINNING, "studied"),
    (Place.TRAINING, "graduated"),
    (Place.WORK, "at_line"),
)
"""The way of a seat that is meant for a line of demand: it arrives at the line's work."""

FOR_ANYBODY = (
    (Place.OFFER, "offered"),
    (Place.ADMISSION, "seated"),
    (Place.BEGINNING, "studied"),
    (Place.TRAINING, "graduated"),
    (Place.WORK, "employed"),
)
"""The way of a seat that is meant for no line: no contract, and work anywhere is arriving."""

REASONS: Mapping[Place, tuple[Reason, ...]] = {
    Place.OFFER: (
        Reason.TAKEN_BACK,
        Reason.STOPPED,
        Reason.OFFER_WITHDRAWN,
        Reason.NOT_DUE,
        Reason.NEVER_OFFERED,
    ),
    Place.ADMISSION: (
        Reason.NOT_DUE,
        Reason.OFFERED_LATE,
        Reason.TOO_FEW,
        Reason.NOT_TAKEN_UP,
        Reason.PREFERRED,
    ),
    Place.CONTRACT: (
        Reason.CITIZEN_REFUSED,
        Reason.EMPLOYER_REFUSED,
        Reason.UNSIGNED,
        Reason.NOT_DUE,
    ),
    Place.BEGINNING: (Reason.NOT_DUE, Reason.NEVER_BEGAN),
    Place.TRAINING: (Reason.LEFT, Reason.FAILED, Reason.LATE, Reason.NOT_DUE),
    Place.WORK: (
        Reason.NOT_HIRED,
        Reason.CONTRACT_ENDED,
        Reason.MOVED_AWAY,
        Reason.ANOTHER_EMPLOYER,
        Reason.NO_JOB,
        Reason.NOT_DUE,
    ),
}
"""Which reasons there are at a place, in the order in which they explain what was lost there."""


@dataclass(frozen=True)
class Loss:
    """So many planned seats were lost here for this reason, or are not yet due."""

    place: Place
    reason: Reason
    number: int


@dataclass(frozen=True)
class Fate:
    """What became of some planned seats: how many came to each stage, and what was lost."""

    counts: Mapping[str, int] = field(default_factory=dict)
    losses: Mapping[Cause, int] = field(default_factory=dict)

    def __getitem__(self, stage: str) -> int:
        if stage == "employed":
            return self["at_line"] + self["in_region"] + self["elsewhere"]
        if stage not in STAGES:
            raise KeyError(stage)
        return self.counts.get(stage, 0)

    def __add__(self, other: "Fate") -> "Fate":
        return Fate(
            Counter(self.counts) + Counter(other.counts),
            Counter(self.losses) + Counter(other.losses),
        )

    @property
    def lost(self) -> int:
        """Planned seats that were lost; what is not yet due is not among them."""
        return sum(one.number for one in self.by_size)

    @property
    def not_due(self) -> int:
        """Planned seats of which nobody can say yet whether they arrive."""
        return sum(n for (_, reason), n in self.losses.items() if reason == Reason.NOT_DUE)

    @property
    def arrived(self) -> int:
        """Planned seats that were lost nowhere."""
        return self["planned"] - self.lost - self.not_due

    @property
    def by_size(self) -> tuple[Loss, ...]:
        """Every loss, the largest first; of equal ones the one that comes first on the way."""
        return tuple(one for one in self._sorted if one.reason != Reason.NOT_DUE)

    @property
    def largest(self) -> Loss | None:
        """The largest loss; where nothing was lost and something is not yet due, that; or None."""
        return next(iter((*self.by_size, *self._sorted)), None)

    @property
    def _sorted(self) -> list[Loss]:
        rows = [Loss(*cause, number) for cause, number in self.losses.items() if number]
        return sorted(rows, key=lambda one: (-one.number, _order(one)))

    @property
    def share_of_other(self) -> float | None:
        """Of what was lost, the share that no reason of the list explains; None without losses."""
        if not self.lost:
            return None
        other = sum(one.number for one in self.by_size if one.reason == Reason.OTHER)
        return other / self.lost


def fate(
    counts: Mapping[str, int],
    causes: Mapping[Cause, int],
    course: Iterable[tuple[Place, str]] = FOR_LINES,
) -> Fate:
    """The losses on a way, of what was counted at each stage and for each cause."""
    found: Counter[Cause] = Counter()
    reached = Fate(dict(counts))
    carried = reached["planned"]
    for place, stage in course:
        arriving = min(carried, reached[stage])
        found.update(_shared(place, carried - arriving, causes))
        carried = arriving
    return Fate(dict(counts), found)


def _shared(place: Place, lost: int, causes: Mapping[Cause, int]) -> dict[Cause, int]:
    found: dict[Cause, int] = {}
    for reason in REASONS[place]:
        taken = min(lost, causes.get((place, reason), 0))
        if taken:
            found[place, reason] = taken
            lost -= taken
    if lost:
        found[place, Reason.OTHER] = lost
    return found


def _order(one: Loss) -> tuple[int, int]:
    """The place on the way, then the reason in the order of the list."""
    return list(Place).index(one.place), list(Reason).index(one.reason)
