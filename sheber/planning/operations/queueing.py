"""A plan is searched for beside the site, where it can be watched and ended.

Asked for here, with the checks of the verb, and done by a worker with the same checks once more.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from sheber.kernel import jobs
from sheber.kernel.access import Actor, require
from sheber.kernel.jobs import Work
from sheber.kernel.models import Job
from sheber.planning import engine_io, rules
from sheber.planning.engine_io import Inputs, Search, Tell
from sheber.planning.models import Plan
from sheber.planning.operations.drafting import check_new
from sheber.planning.operations.records import record
from sheber.planning.operations.solving import (
    find_again,
    keep_again,
    refuse_unsolvable,
)
from sheber.planning.states import PLAN

DRAFT, SOLVE = f"{PLAN.subject}.draft", f"{PLAN.subject}.solve"
OFTEN = timedelta(seconds=1)
"""A search that improves more often than this is written down only so often."""


def ask_draft(
    code: str,
    first_year: int,
    last_year: int,
    inputs: Inputs,
    *,
    search: Search | None = None,
    use_measured: bool = False,
    actor: Actor,
    now: datetime,
) -> Job:
    """Ask the engine for a draft; until it is kept there is no plan, only the work.

    If asked, what was measured on enough cases takes the place of what the inputs assume.
    """
    require(rules.can_plan(actor), "planning.plan.begin")
    check_new(code, first_year, last_year)
    engine_io.read(first_year, last_year)  # refuses what cannot be planned, before anybody waits
    given = {
        "years": [first_year, last_year],
        "inputs": engine_io.kept(inputs),
        "search": asdict(search or Search()),
        "use_measured": use_measured,
    }
    return jobs.ask(DRAFT, (DRAFT, code), given, actor=actor, now=now)


def ask_solve(plan: Plan, *, search: Search | None = None, actor: Actor, now: datetime) -> Job:
    """Ask the engine to solve a draft again with what offices have fixed since."""
    refuse_unsolvable(plan, actor=actor)
    given = {"search": asdict(search or Search())}
    with transaction.atomic():
        row = jobs.ask(SOLVE, (PLAN.subject, plan.pk), given, actor=actor, now=now)
        record(plan, "ask_solve", {"job": row.pk}, actor, now)
    return row


def solve_for(work: Work, now: datetime) -> None:
    """Solve again the draft that a job is about."""
    plan = Plan.objects.get(pk=work.job.subject_key)
    search = Search(**work.job.given["search"])
    found = find_again(plan, search=search, tell=telling(work), actor=work.actor)
    work.progress("keeping", 95, work.job.told)
    with work.settled():
        keep_again(found, actor=work.actor, now=now)


def end_search(job: Job, *, actor: Actor, now: datetime) -> bool:
    """End a search that goes on: nothing of it is kept. False if it has ended already."""
    require(rules.can_plan(actor), "planning.plan.end_search")
    return jobs.cancel(job, now=now)


def searches() -> QuerySet[Job]:
    """Drafts that are searched for, and those that came to nothing, the latest first."""
    return Job.objects.filter(kind=DRAFT).exclude(outcome=jobs.DONE).order_by("-pk")


def telling(work: Work) -> Tell:
    """What tells of a search as the progress of its job: each stage with the numbers last heard.

    `told` is {"stages": [{"stage", "value", "bound", …}, …]}; a stage begun is told at once, its
    improvements once a second at most.
    """
    stages: list[dict[str, Any]] = []
    last: list[datetime] = []

    def tell(stage: str, share: int, numbers: Any) -> None:
        row = {"stage": stage, **numbers}
        begun = not stages or stages[-1]["stage"] != stage
        if begun:
            stages.append(row)
        stages[-1] = row
        now = work.clock()
        if begun or now - last[-1] >= OFTEN:
            last[:] = [now]
            work.progress(stage[:40], share, {"stages": stages})

    return tell
