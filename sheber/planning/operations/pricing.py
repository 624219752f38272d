"""What would help a plan most is found out beside the site: asked for, watched, ended, kept."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from sheber.kernel import jobs
from sheber.kernel.access import Actor, require
from sheber.kernel.jobs import Work
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused
from sheber.planning import engine_io, rules
from sheber.planning.engine_io import Care, Priced
from sheber.planning.models import Plan, Pricing
from sheber.planning.operations.records import record

SUBJECT = "planning.pricing"
PRICE = f"{SUBJECT}.make"
BEGUN, PRICED = 5, 95
"""Hundredths of the whole that lie behind when the first price is searched, and after the last."""


def ask_prices(plan: Plan, *, care: Care | None = None, actor: Actor, now: datetime) -> Job:
    """Ask what would help a solved plan most."""
    _refuse_unpriced(plan, actor)
    with transaction.atomic():
        given = asdict(care or Care())
        row = jobs.ask(PRICE, (SUBJECT, plan.pk), given, actor=actor, now=now)
        record(plan, "ask_prices", {"job": row.pk}, actor, now)
    return row


def prices_asked(plan: Plan) -> Job | None:
    """The last time that somebody asked for prices of a plan, if ever."""
    return jobs.latest((SUBJECT, plan.pk))


def end_prices(plan: Plan, *, actor: Actor, now: datetime) -> bool:
    """End the work on a plan's prices: nothing of it is kept. False if none goes on."""
    require(rules.can_plan(actor), "planning.plan.end_prices")
    job = prices_asked(plan)
    return job is not None and jobs.cancel(job, now=now)


def price_for(work: Work, now: datetime) -> None:
    """Find and keep the prices of the plan that a job is about; each one found is told."""
    plan = Plan.objects.get(pk=work.job.subject_key)
    _refuse_unpriced(plan, work.actor)

    def told(done: int, of: int) -> None:
        share = BEGUN + (PRICED - BEGUN) * done // max(1, of)
        work.progress("pricing", share, {"done": done, "of": of})

    found = engine_io.price(plan, Care(**work.job.given), told)
    with work.settled():
        keep_prices(plan, found, actor=work.actor, now=now)


def price(plan: Plan, *, care: Care | None = None, actor: Actor, now: datetime) -> Pricing:
    """Find and keep the prices of a plan at once."""
    _refuse_unpriced(plan, actor)
    return keep_prices(plan, engine_io.price(plan, care or Care()), actor=actor, now=now)


def keep_prices(plan: Plan, found: Priced, *, actor: Actor, now: datetime) -> Pricing:
    """Keep prices beside their plan; those kept before stay."""
    require(rules.can_plan(actor), "planning.plan.price")
    with transaction.atomic():
        row = Pricing.objects.create(
            plan=plan, problem_digest=found.problem_sha256, content=found.content, made_at=now
        )
        record(plan, "keep_prices", {"pricing": row.pk, "number": found.number}, actor, now)
    return row


def _refuse_unpriced(plan: Plan, actor: Actor) -> None:
    require(rules.can_plan(actor), "planning.plan.price")
    if plan.made_by_hand:
        raise Refused("plan_is_by_hand", plan=plan.code)
