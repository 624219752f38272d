"""How many people are at work, entered as a source counted them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning import rules
from sheber.planning.models import Workforce
from sheber.planning.operations.records import BATCH

SUBJECT = "planning.workforce"
THOUSAND = 1000


@dataclass(frozen=True)
class Count:
    """People at work when a year begins, by the codes of their region and occupation.

    Shares are in thousandths of those at work when a year begins; `join` is people a year.
    """

    region_id: str
    occupation_id: str
    year: int
    people: int
    retire_thousandths: int
    source: str
    as_of: date
    leave_thousandths: int = 0
    join: int = 0


def count(counts: Sequence[Count], *, actor: Actor, now: datetime) -> list[Workforce]:
    """Enter counts of people at work; earlier ones stay beside them."""
    require(rules.can_count(actor), f"{SUBJECT}.count")
    for one in counts:
        if one.retire_thousandths + one.leave_thousandths > THOUSAND:
            raise Refused("more_leave_than_work")
        if one.as_of > now.date():
            raise Refused("count_of_the_future", day=one.as_of)
    with transaction.atomic():
        rows = Workforce.objects.bulk_create(
            [Workforce(**asdict(one)) for one in counts], batch_size=BATCH
        )
        events.record_many(
            [
                events.Entry(f"{SUBJECT}.count", (SUBJECT, row.pk), facts={"people": row.people})
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return rows
