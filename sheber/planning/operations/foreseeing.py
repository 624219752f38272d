"""A solved plan is tried in scenarios, beside the site: asked for, done by a worker, kept."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from sheber.kernel import jobs
from sheber.kernel.access import Actor, require
from sheber.kernel.jobs import Work
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused
from sheber.planning import engine_io, rules
from sheber.planning.engine_io import Wish
from sheber.planning.models import Ensemble, Plan
from sheber.planning.operations.records import record

FORESEE = "planning.ensemble.make"
SUBJECT = "planning.ensemble"
MOST_SCENARIOS = 1000
SHARES = {"planning": (0, 60), "trying": (60, 95)}
"""Where each stage begins and ends, in hundredths of the whole."""


def ask_scenarios(plan: Plan, wish: Wish, *, actor: Actor, now: datetime) -> Job:
    """Ask for a plan to be tried in scenarios; what does not fit it is refused at once."""
    require(rules.can_plan(actor), "planning.plan.foresee")
    if plan.made_by_hand:
        raise Refused("plan_is_by_hand", plan=plan.code)
    if not 1 <= wish.scenarios <= MOST_SCENARIOS:
        raise Refused("too_many_scenarios", most=MOST_SCENARIOS)
    engine_io.check_wish(plan, wish)
    with transaction.atomic():
        row = jobs.ask(FORESEE, (SUBJECT, plan.pk), asdict(wish), actor=actor, now=now)
        record(plan, "ask_scenarios", {"job": row.pk, "scenarios": wish.scenarios}, actor, now)
    return row


def scenarios_asked(plan: Plan) -> Job | None:
    """The last time that somebody asked for scenarios of a plan, if ever."""
    return jobs.latest((SUBJECT, plan.pk))


def end_scenarios(plan: Plan, *, actor: Actor, now: datetime) -> bool:
    """End the work on a plan's scenarios: nothing of it is kept. False if none goes on."""
    require(rules.can_plan(actor), "planning.plan.end_scenarios")
    job = scenarios_asked(plan)
    return job is not None and jobs.cancel(job, now=now)


def foresee(work: Work, now: datetime) -> None:
    """Try the plan that a job is about in scenarios, and keep what was found."""
    require(rules.can_plan(work.actor), "planning.plan.foresee")
    plan = Plan.objects.get(pk=work.job.subject_key)
    last = [-1]

    def told(stage: str, done: int, of: int) -> None:
        begin, end = SHARES[stage]
        share = begin + (end - begin) * done // of
        if share > last[0]:
            last[0] = share
            work.progress(stage, share)

    found = engine_io.foresee(plan, Wish(**work.job.given), told)
    with work.settled():
        keep_ensemble(plan, found, actor=work.actor, now=now)


def keep_ensemble(
    plan: Plan, found: engine_io.Foreseen, *, actor: Actor, now: datetime
) -> Ensemble:
    """Keep an ensemble beside its plan; those kept before stay."""
    require(rules.can_plan(actor), "planning.plan.foresee")
    with transaction.atomic():
        row = Ensemble.objects.create(
            plan=plan, problem_digest=found.problem_sha256, content=found.content, made_at=now
        )
        record(plan, "keep_scenarios", {"ensemble": row.pk}, actor, now)
    return row
