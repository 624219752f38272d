"""Regions and employers say what they think of a plan that touches them; an office answers.

An opinion is no vote: an adverse one does not forbid a plan. It asks for an answer with a reason
before the plan is put before the offices or approved, and both stay in the log.
"""

from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning import queries, rules
from sheber.planning.enums import Moment, View
from sheber.planning.models import Opinion, Plan
from sheber.planning.operations.records import hold
from sheber.registry.models import Organisation

OPINION = "planning.opinion"


def give_opinion(
    plan: Plan,
    *,
    organisation: Organisation,
    moment: str,
    view: str,
    words: str,
    digest: str,
    actor: Actor,
    now: datetime,
) -> Opinion:
    """Say what a region or an employer thinks of the plan with this digest.

    `digest` is of the numbers that were seen; before the numbers it may be any. A later opinion
    at the same moment takes the place of the earlier one, and of the answer to it.
    """
    require(rules.can_opine(actor, organisation), f"{OPINION}.give")
    _refuse_unfit(plan, organisation, moment, view, words)
    with transaction.atomic():
        hold(plan, plan.state, "opine")
        found = queries.digest(plan)
        if moment != Moment.PRIOR and digest != found:
            raise Refused("stale_opinion", plan=plan.code)
        row, _new = Opinion.objects.update_or_create(
            plan=plan,
            organisation=organisation,
            moment=moment,
            defaults={
                "view": view,
                "digest": found,
                "given_at": now,
                "answered_by": None,
                "answered_at": None,
            },
        )
        _record(row, "give", words, actor, now)
    return row


def withdraw_opinion(row: Opinion, *, actor: Actor, now: datetime) -> Plan:
    """Take an opinion back while another could still be given in its place."""
    require(rules.can_opine(actor, row.organisation), f"{OPINION}.withdraw")
    if row.moment not in queries.moments(row.plan):
        raise Refused("opinion_not_now", plan=row.plan.code)
    with transaction.atomic():
        hold(row.plan, row.plan.state, "opine")
        _record(row, "withdraw", "", actor, now)
        row.delete()
    return row.plan


def answer_opinion(
    row: Opinion, *, office: Organisation, reason: str, actor: Actor, now: datetime
) -> Opinion:
    """An office says why the plan is as it is, or what was changed; one answer is enough."""
    may = rules.can_plan(actor) and actor.acts_for(office.pk)
    require(may, f"{OPINION}.answer")
    if not reason.strip():
        raise Refused("missing_reason", act=f"{OPINION}.answer")
    with transaction.atomic():
        free = Opinion.objects.filter(pk=row.pk, answered_at=None, given_at=row.given_at)
        if not free.update(answered_by=office, answered_at=now):
            raise Refused("opinion_changed_meanwhile")
        _record(row, "answer", reason, actor, now)
    row.refresh_from_db()
    return row


def refuse_unanswered(plan: Plan) -> None:
    """Refuse while somebody's adverse opinion has no answer."""
    number = queries.unanswered(plan).count()
    if number:
        raise Refused("adverse_opinions_unanswered", plan=plan.code, number=number)


def _refuse_unfit(
    plan: Plan, organisation: Organisation, moment: str, view: str, words: str
) -> None:
    if not queries.touches(plan, organisation):
        raise Refused("plan_does_not_concern", plan=plan.code)
    if moment not in queries.moments(plan):
        raise Refused("opinion_not_now", plan=plan.code)
    if view not in View.values:
        raise Refused("opinion_without_view")
    if view != View.FAVOURABLE and not words.strip():
        raise Refused("opinion_without_words")


def _record(row: Opinion, act: str, words: str, actor: Actor, now: datetime) -> None:
    facts = {"plan": row.plan_id, "moment": row.moment, "view": row.view, "digest": row.digest}
    entry = events.Entry(f"{OPINION}.{act}", (OPINION, row.pk), facts=facts, reason=words.strip())
    events.record(entry, actor=actor, now=now)
