"""An admissions office checks: scores and entitlements, then applications; and refutes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import queries, rules
from sheber.admissions.enums import FactKind
from sheber.admissions.models import (
    Application,
    Campaign,
    Pool,
    RankedContract,
    Seat,
    VerifiedFact,
)
from sheber.admissions.operations.applications import refuse_holders
from sheber.admissions.states import APPLICATION, SEAT
from sheber.kernel import columns, events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.models import Person

BATCH = 1000
FACT = "admissions.fact"


@dataclass(frozen=True)
class NewFact:
    """What was checked. A score has a scale, points and its tie-breaks, the higher the better;
    an entitlement or a recognised diploma has none of them."""

    person: Person
    kind: str
    scale: str = ""
    points: int | None = None
    ties: tuple[float, ...] = ()


def record_facts_many(
    campaign: Campaign, facts: Sequence[NewFact], *, actor: Acting, now: datetime
) -> list[VerifiedFact]:
    """Record what an admissions office has checked today; the documents stay at home."""
    actors = each(actor, len(facts))
    prefetch([one.person for one in facts], "home_region")
    for one, who in zip(facts, actors, strict=True):
        require(rules.can_check(who, one.person) and bool(who.organisation), f"{FACT}.record")
        _check(one)
    if campaign.state not in ("open", "closed"):
        raise Refused("facts_closed", campaign=campaign.code)
    _refuse_known(campaign, facts)
    with transaction.atomic():
        rows = columns.save(
            [
                VerifiedFact(
                    person=one.person,
                    campaign=campaign,
                    kind=one.kind,
                    scale=one.scale,
                    points=one.points,
                    ties=list(one.ties),
                    checked_by_id=int(who.organisation),
                    checked_at=now,
                )
                for one, who in zip(facts, actors, strict=True)
            ],
        )
        events.record_many(
            [
                events.Entry(f"{FACT}.record", (FACT, row.pk), facts={"person": row.person_id})
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return rows


def verify(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Verify one application."""
    return verify_many([application], actor=actor, now=now)[0]


def verify_many(
    applications: Sequence[Application], *, actor: Acting, now: datetime
) -> list[Application]:
    """Verify applications: every wish that is decided here has a score on its scale."""
    _may(applications, "verify", actor)
    _refuse_missing_scores(applications)
    return states.move_many(APPLICATION, applications, "verify", actor=actor, now=now)


def send_back(application: Application, *, reason: str, actor: Actor, now: datetime) -> Application:
    """Return an application with what is missing; it can be submitted again in time."""
    _may([application], "return", actor)
    return states.move(APPLICATION, application, "return", actor=actor, now=now, reason=reason)


def reject(application: Application, *, reason: str, actor: Actor, now: datetime) -> Application:
    """Reject an application; whoever holds a seat on it has that seat refuted instead."""
    _may([application], "reject", actor)
    refuse_holders([application])
    return states.move(APPLICATION, application, "reject", actor=actor, now=now, reason=reason)


def refute_fact(fact: VerifiedFact, *, reason: str, actor: Actor, now: datetime) -> list[Seat]:
    """Take back what was checked, and every seat, not yet taken up by enrolling, that rests on it.

    A seat in a pool that needs the entitlement rests on it, and on a score every seat on its
    scale. Returns the refuted seats: a further round fills them.
    """
    prefetch([fact], "person__home_region")
    require(rules.can_check(actor, fact.person), f"{FACT}.refute")
    if not reason:
        raise Refused("missing_reason", act=f"{FACT}.refute")
    with transaction.atomic():
        standing = VerifiedFact.objects.filter(pk=fact.pk, refuted_at__isnull=True)
        if not standing.update(refuted_at=now):
            raise Refused("fact_refuted_already", person=fact.person_id)
        fact.refuted_at = now
        entry = events.Entry(
            f"{FACT}.refute", (FACT, fact.pk), facts={"person": fact.person_id}, reason=reason
        )
        events.record(entry, actor=actor, now=now)
        seats = list(queries.seats_resting_on(fact))
        return states.move_many(SEAT, seats, "refute", actor=actor, now=now, reason=reason)


def _check(one: NewFact) -> None:
    if one.kind not in FactKind.values:
        raise Refused("fact_kind_unknown", kind=one.kind)
    is_score = one.kind == FactKind.SCORE
    if is_score and (not one.scale or one.points is None or one.points < 0):
        raise Refused("score_incomplete", person=one.person.pk)
    if not is_score and (one.scale or one.points is not None or one.ties):
        raise Refused("entitlement_has_no_points", person=one.person.pk)


def _refuse_known(campaign: Campaign, facts: Sequence[NewFact]) -> None:
    known = set(
        VerifiedFact.objects.filter(
            campaign=campaign, refuted_at__isnull=True, person__in=[one.person for one in facts]
        ).values_list("person_id", "kind", "scale")
    )
    for one in facts:
        key = (one.person.pk, one.kind, one.scale)
        if key in known:
            raise Refused("fact_recorded_already", person=one.person.pk, kind=one.kind)
        known.add(key)


def _may(applications: Sequence[Application], move: str, actor: Acting) -> None:
    prefetch(list(applications), "person__home_region")
    for one, who in zip(applications, each(actor, len(applications)), strict=True):
        allowed = rules.can_move_application(who, one, move)
        require(allowed, f"{APPLICATION.subject}.{move}")


def _refuse_missing_scores(applications: Sequence[Application]) -> None:
    campaigns = {one.campaign_id for one in applications}
    scales: dict[int, set[str]] = defaultdict(set)
    elsewhere: set[int] = set()
    for campaign in Campaign.objects.filter(pk__in=campaigns):
        elsewhere |= set(queries.pools_decided_elsewhere(campaign).values_list("pk", flat=True))
    pools = Pool.objects.filter(offering__campaign__in=campaigns).values_list(
        "pk", "offering_id", "scale"
    )
    for pool, offering, scale in pools:
        if pool not in elsewhere:
            scales[offering].add(scale)
    people = {one.pk: one.person_id for one in applications}
    scores = set(
        VerifiedFact.objects.filter(
            campaign__in=campaigns, kind=FactKind.SCORE, refuted_at__isnull=True
        ).values_list("person_id", "scale")
    )
    wishes = RankedContract.objects.filter(application__in=list(people))
    for application, offering in wishes.values_list("application_id", "offering_id"):
        for scale in scales[offering]:
            if (people[application], scale) not in scores:
                raise Refused("score_missing", person=people[application], scale=scale)
