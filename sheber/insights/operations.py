"""Verbs of insights: publish what was counted as it stood on a day; score what plans foretold."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import rfc8785
from django.db import transaction

from sheber.insights import queries, rules
from sheber.insights.enums import Foretold
from sheber.insights.models import ForecastScore, Snapshot
from sheber.insights.queries import Scope
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning.models import Plan

RIVER = "river"
LAB = "lab:"
"""What the name of a study begins with; the campaign's code follows."""
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
    return _publish(RIVER, content, {"year": year}, actor=actor, now=now)


def publish_study(
    campaign: str, content: Mapping[str, Any], *, actor: Actor, now: datetime
) -> Snapshot:
    """Publish a study of a campaign; whoever calls has seen to it that it shows nobody."""
    require(rules.can_publish(actor), "insights.snapshot.publish")
    indicator = LAB + campaign
    if Snapshot.objects.filter(indicator=indicator, as_of=now.date()).exists():
        raise Refused("lab_published_already", campaign=campaign)
    return _publish(indicator, content, {"campaign": campaign}, actor=actor, now=now)


def score_forecasts(plan: Plan, *, actor: Actor, now: datetime) -> list[ForecastScore]:
    """Hold a plan to what happened, and keep its scores as dated rows.

    Only what has come to its day is scored; what has no case gets no row.
    """
    require(rules.can_score(actor), "insights.forecast.score")
    if ForecastScore.objects.filter(plan=plan, as_of=now.date()).exists():
        raise Refused("scored_already", plan=plan.code)
    rows = list(_scores(plan, now))
    if not rows:
        raise Refused("nothing_to_score", plan=plan.code)
    with transaction.atomic():
        ForecastScore.objects.bulk_create(rows)
        facts = {one.kind: one.cases for one in rows}
        entry = events.Entry("insights.forecast.score", ("planning.plan", plan.pk), facts=facts)
        events.record(entry, actor=actor, now=now)
    return rows


def _scores(plan: Plan, now: datetime) -> Iterable[ForecastScore]:
    day = {"plan": plan, "as_of": now.date(), "made_at": now}
    for kind, cases in queries.forecast_cases(plan, now.date()).items():
        if cases:
            yield ForecastScore(kind=kind, **asdict(queries.score(cases)), **day)
    kept = queries.kept(plan, now.date())
    if kept:
        yield ForecastScore(
            kind=Foretold.CONFIDENCE,
            cases=sum(one.lines for one in kept),
            groups=[asdict(one) for one in kept],
            **day,
        )


def _publish(
    indicator: str,
    content: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> Snapshot:
    with transaction.atomic():
        row = Snapshot.objects.create(
            indicator=indicator,
            as_of=now.date(),
            counts=content,
            digest=hashlib.sha256(rfc8785.dumps(dict(content))).hexdigest(),
            made_at=now,
        )
        stated = {**facts, "digest": row.digest}
        entry = events.Entry(
            "insights.snapshot.publish", ("insights.snapshot", row.pk), facts=stated
        )
        events.record(entry, actor=actor, now=now)
    return row
