"""What the stages of the demo share: the size, the rates, the seed, who acts, what stands."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sheber.accords.models import Project
from sheber.admissions.models import Campaign
from sheber.credentials.models import Award
from sheber.demand.models import Line
from sheber.kernel.access import Acting, Actor, each
from sheber.mobility.models import Agreement
from sheber.offers.models import ClauseTemplate, Offer
from sheber.outcomes.models import Obligation
from sheber.programmes.models import Capacity, Cluster, Programme
from sheber.registry.models import Membership, Organisation, Person
from sheber.registry.queries import actor_of
from sheber.training.models import Enrolment

Item = TypeVar("Item")
Done = TypeVar("Done")

SHOWN_AS_OF = datetime(2031, 2, 1, 9, tzinfo=UTC)
STARTED = datetime(2025, 12, 1, 6, tzinfo=UTC)
# The intake that is being prepared on the demo's day.
COMING = SHOWN_AS_OF.year


@dataclass(frozen=True)
class ClusterPlan:
    """Where a cluster stands and for what."""

    home: str
    partner: str
    sector: str


@dataclass(frozen=True)
class Size:
    """How much of everything: read from `seeds/demo/sizes.toml`.

    `wishes`: lengths of lists, drawn at equal odds. `people_of_a_line`: from, and up to without.
    `shown`: the demo's day. `last_stage`: where this size ends, if it does not go down the whole
    river. `batch`: so many people are entered and checked in one transaction, 0 for all.
    `scenarios`: in so many the engine's draft of the coming intake is tried; 0: it makes none.
    """

    name: str
    seats_of_a_group: int
    groups: int
    solved_plans: tuple[int, ...]
    programmes: tuple[str, ...]
    institutions: tuple[str, ...]
    employers_at_home: int
    employers_at_partner: int
    applicants: dict[int, int]
    clusters: tuple[ClusterPlan, ...]
    wishes: tuple[int, ...] = (3, 4, 4, 5, 5)
    people_of_a_line: tuple[int, int] = (2, 5)
    shown: datetime = SHOWN_AS_OF
    last_stage: str = ""
    batch: int = 0
    scenarios: int = 0

    @property
    def is_national(self) -> bool:
        """Whether lists are handed in by offices, batch by batch, and nothing comes after them."""
        return bool(self.batch)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.applicants))


@dataclass
class ClusterRows:
    """A cluster with everybody in it."""

    plan: ClusterPlan
    manager: Organisation
    employers: list[Organisation] = field(default_factory=list)
    institutions: dict[str, Organisation] = field(default_factory=dict)
    cluster: Cluster | None = None
    programmes: dict[str, Programme] = field(default_factory=dict)

    @property
    def founded(self) -> Cluster:
        """The cluster, from the stage of programmes on."""
        if self.cluster is None:
            raise LookupError("the cluster has not been founded yet")
        return self.cluster


@dataclass
class World:
    """The state of a demo while it is built."""

    size: Size
    rates: dict[str, int]
    random: Random
    one_by_one: bool = False
    offices: dict[str, Organisation] = field(default_factory=dict)
    regional: dict[str, Organisation] = field(default_factory=dict)
    project: Project | None = None
    clusters: list[ClusterRows] = field(default_factory=list)
    capacities: list[Capacity] = field(default_factory=list)
    occupations: dict[int, str] = field(default_factory=dict)
    lines: dict[int, list[Line]] = field(default_factory=dict)
    clauses: tuple[ClauseTemplate, ...] = ()
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    applicants: dict[int, list[Person]] = field(default_factory=dict)
    guardians: dict[str, str] = field(default_factory=dict)
    second_guardians: dict[str, str] = field(default_factory=dict)
    campaigns: dict[int, Campaign] = field(default_factory=dict)
    enrolments: dict[int, list[Enrolment]] = field(default_factory=dict)
    away: set[int] = field(default_factory=set)
    agreements: dict[tuple[int, int], Agreement] = field(default_factory=dict)
    awards: dict[int, Award] = field(default_factory=dict)
    without_job: list[Enrolment] = field(default_factory=list)
    obligations: dict[int, Obligation] = field(default_factory=dict)
    actors: dict[int, Actor] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    def act(
        self,
        verb: Callable[..., list[Done]],
        rows: Sequence[Item],
        *,
        actor: Acting,
        now: datetime,
        **given: Any,
    ) -> list[Done]:
        """Call a many-row verb: once for all rows, or once a row where the demo is built so.

        Both ways give the same rows and events, which a test holds.
        """
        if not self.one_by_one:
            return verb(rows, actor=actor, now=now, **given)
        done: list[Done] = []
        for row, who in zip(rows, each(actor, len(rows)), strict=True):
            done += verb([row], actor=who, now=now, **given)
        return done

    def happens(self, rate: str) -> bool:
        """Whether something happens this time, at its rate."""
        return self.random.randrange(1000) < self.rates[rate]

    def some(self, items: Sequence[Item], rate: str) -> list[Item]:
        """Those of the items to which it happens."""
        return [item for item in items if self.happens(rate)]

    def few(self, items: Sequence[Item], rate: str) -> list[Item]:
        """Those of the items to which it happens; somebody at least, where there is anybody.

        For what waits on the demo's day: a small demo shows it as well.
        """
        return self.some(items, rate) or list(items[:1])

    def of(self, organisation: Organisation) -> Actor:
        """Who acts for an organisation."""
        return self.actors[organisation.pk]

    def office(self, country: str) -> Actor:
        return self.of(self.offices[country])

    def calendar(self) -> Actor:
        return Actor.calendar()


def at(year: int, month: int, day: int, hour: int = 6, minute: int = 0) -> datetime:
    """A moment in UTC; 6:00 is working time from Kaliningrad's morning to Vladivostok's evening."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def later(moment: datetime) -> bool:
    """Whether a moment lies after the day as of which the demo is shown."""
    return moment > SHOWN_AS_OF


def date_later(day: date) -> bool:
    return day > SHOWN_AS_OF.date()


def read_size(folder: Path, name: str) -> Size:
    """The size of that name, from `sizes.toml`."""
    given: dict[str, Any] = tomllib.loads((folder / "sizes.toml").read_text())[name]
    return Size(
        name=name,
        seats_of_a_group=given["seats_of_a_group"],
        groups=given["groups"],
        solved_plans=tuple(given["solved_plans"]),
        programmes=tuple(given["programmes"]),
        institutions=tuple(given["institutions"]),
        employers_at_home=given["employers_at_home"],
        employers_at_partner=given["employers_at_partner"],
        applicants={int(year): number for year, number in given["applicants"].items()},
        clusters=_clusters(given),
        **_further(given),
    )


def _further(given: dict[str, Any]) -> dict[str, Any]:
    """What only some sizes state."""
    found: dict[str, Any] = {}
    for name in ("shown", "last_stage", "batch", "scenarios"):
        if name in given:
            found[name] = given[name]
    for name in ("wishes", "people_of_a_line"):
        if name in given:
            found[name] = tuple(given[name])
    return found


def _clusters(given: dict[str, Any]) -> tuple[ClusterPlan, ...]:
    """The clusters as they are listed; copies stand in the same regions for other sectors."""
    listed = [ClusterPlan(**one) for one in given["clusters"]]
    sectors = sorted({one.sector for one in listed})
    return tuple(
        replace(one, sector=sectors[(sectors.index(one.sector) + copy) % len(sectors)])
        for copy in range(given.get("copies", 1))
        for one in listed
    )


def read_rates(folder: Path) -> dict[str, int]:
    """Shares of 1,000 by name, from `rates.toml`."""
    given = tomllib.loads((folder / "rates.toml").read_text())
    return {name: one["of_1000"] for name, one in given.items()}


def actors(memberships: Sequence[Membership]) -> dict[int, Actor]:
    """One actor an organisation: its first account, in all roles it holds there."""
    held: dict[int, list[Membership]] = {}
    for one in memberships:
        if one.organisation_id is None:
            continue
        group = held.setdefault(one.organisation_id, [])
        if not group or group[0].account_id == one.account_id:
            group.append(one)
    return {organisation: actor_of(group[0].account, group) for organisation, group in held.items()}
