"""People at work by region and occupation, as a source counted them: stocks rest on these rows.

The same count again enters nothing twice: it is known by its region, occupation, year, source and
day. Another source, or a later day, is a count of its own and stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data import names, reading
from sheber.flows.own_data.kind import Column, Fault, Finding, Kind, Row, Values
from sheber.kernel.access import Actor
from sheber.planning import operations, rules
from sheber.planning.models import Workforce

CODE = "workforce"
EARLIEST, LATEST, MOST = 2000, 2100, 100_000_000
SOURCE_LENGTH = 300
THOUSAND = 1000
Known = tuple[str, str, int, str, date]
NUMBERS = ("people", "retire", "leave", "join")


@dataclass
class Facts:
    """What is looked up once for a file. `seen`: a count → the first line of the file with it."""

    actor: Actor
    now: datetime
    regions: names.Names
    occupations: names.Names
    standing: dict[Known, Workforce]
    seen: dict[Known, int] = field(default_factory=dict)


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    return Facts(
        actor=actor,
        now=now,
        regions=names.regions(),
        occupations=names.occupations(),
        standing={
            (one.region_id, one.occupation_id, one.year, one.source, one.as_of): one
            for one in Workforce.objects.all()
        },
    )


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    return [_look(row, facts) for row in rows]


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    counted = operations.count(
        [
            operations.Count(
                region_id=row["region"],
                occupation_id=row["occupation"],
                year=row["year"],
                people=row["people"],
                retire_thousandths=row["retire"],
                leave_thousandths=row["leave"],
                join=row["join"],
                source=row["source"],
                as_of=row["as_of"],
            )
            for row in rows
        ],
        actor=facts.actor,
        now=facts.now,
    )
    return [str(one.pk) for one in counted]


def _look(row: Row, facts: Facts) -> Finding:
    values = row.values
    key: Known = (
        values["region"],
        values["occupation"],
        values["year"],
        values["source"],
        values["as_of"],
    )
    content = " ".join(map(str, (*key[:3], key[4].isoformat())))
    standing = facts.standing.get(key)
    if standing is not None:
        return _beside(values, standing, content)
    return Finding(tuple(_faults(row, key, facts)), content)


def _faults(row: Row, key: Known, facts: Facts) -> list[Fault]:
    found: list[Fault] = []
    first = facts.seen.setdefault(key, row.number)
    if first != row.number:
        found.append(("", "count_twice_in_file", {"line": first}))
    if row.values["retire"] + row.values["leave"] > THOUSAND:
        found.append(("leave", "more_leave_than_work", {}))
    if row.values["as_of"] > facts.now.date():
        found.append(("as_of", "count_of_the_future", {"day": row.values["as_of"].isoformat()}))
    return found


def _beside(values: Values, standing: Workforce, content: str) -> Finding:
    """The same numbers are nothing new; others of the same source and day are a fault."""
    stated = (
        standing.people,
        standing.retire_thousandths,
        standing.leave_thousandths,
        standing.join,
    )
    if stated == tuple(values[name] for name in NUMBERS):
        return Finding((("", "count_stands", {}),), content, became=str(standing.pk))
    return Finding((("people", "count_differs", {"people": standing.people}),), content)


KIND = Kind(
    code=CODE,
    title=_("People at work"),
    about=_(
        "How many people work in an occupation of a region when a year begins, as a register or a "
        "survey counted them. Who will be where by a plan is projected from the latest count."
    ),
    may=rules.can_count,
    prepare=prepare,
    look=look,
    write=write,
    columns=(
        Column(
            "region",
            _("Region"),
            _("By its ISO 3166-2 code or its name in any of the three languages."),
            lambda text, facts: facts.regions.find(text),
            choices=lambda facts: facts.regions.choices,
            picked=True,
        ),
        Column(
            "occupation",
            _("Occupation"),
            _("By its ISCO-08 code or its name in any of the three languages."),
            lambda text, facts: facts.occupations.find(text),
            choices=lambda facts: facts.occupations.choices,
            picked=True,
        ),
        Column(
            "year",
            _("Year"),
            _("The year that begins with these people."),
            reading.whole(EARLIEST, LATEST),
        ),
        Column("people", _("People at work"), _("When the year begins."), reading.whole(0, MOST)),
        Column(
            "retire",
            _("Retire in a year, %"),
            _("Of those at work when a year begins; one decimal at most, like 2,5."),
            reading.per_cent,
        ),
        Column(
            "leave",
            _("Leave in a year, %"),
            _("Those who go to work elsewhere or otherwise. May stay empty."),
            reading.per_cent,
            required=False,
            absent=0,
        ),
        Column(
            "join",
            _("Join in a year, people"),
            _("Those who come and are no graduates of the plan. May stay empty."),
            reading.whole(0, 1_000_000),
            required=False,
            absent=0,
        ),
        Column(
            "source",
            _("Source"),
            _("Who counted, and where it can be read."),
            reading.words(SOURCE_LENGTH),
        ),
        Column("as_of", _("Counted on"), _("A day like 2026-12-31."), reading.day),
    ),
)
