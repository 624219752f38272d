"""Verbs of insights: publish what was counted, as it stood on a day."""

import hashlib
from datetime import datetime

import rfc8785
from django.db import transaction

from sheber.insights import queries, rules
from sheber.insights.models import Snapshot
from sheber.insights.queries import Scope
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused

RIVER = "river"
PEOPLE = ("signed", "studied", "at_work")


def publish_river(year: int, *, actor: Actor, now: datetime) -> Snapshot:
    """Publish the river of a year as it stands; what would show few people is kept back.

    `counts` holds the year and, in the order of the river: asked, seats, signed, studied, at_work.
    A stage that is kept back is None.
    """
    require(rules.can_publish(actor), "insights.snapshot.publish")
    counted = queries.river(Scope(year, now.date()))
    if not counted["asked"]:
        raise Refused("river_is_dry", year=year)
    if Snapshot.objects.filter(indicator=RIVER, as_of=now.date()).exists():
        raise Refused("river_published_already")
    posts = {"asked": counted["asked"], "seats": counted["planned"]}
    people = queries.along({stage: counted[stage] for stage in PEOPLE})
    content = {"year": year, **posts, **people}
    with transaction.atomic():
        row = Snapshot.objects.create(
            indicator=RIVER,
            as_of=now.date(),
            counts=content,
            digest=hashlib.sha256(rfc8785.dumps(content)).hexdigest(),
            made_at=now,
        )
        facts = {"year": year, "digest": row.digest}
        entry = events.Entry(
            "insights.snapshot.publish", ("insights.snapshot", row.pk), facts=facts
        )
        events.record(entry, actor=actor, now=now)
    return row
