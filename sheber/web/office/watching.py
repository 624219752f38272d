"""A search for a plan on its way: how far it is, what is in hand, and why it came to nothing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sheber.kernel import jobs
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused, Sentence
from sheber.planning import phrases
from sheber.planning.models import Plan
from sheber.planning.operations import DRAFT
from sheber.planning.states import PLAN
from sheber.web.office import limits
from sheber.web.office.stages import Stage, stage

REASONS, KEEPING = "reasons", "keeping"


@dataclass(frozen=True)
class Watched:
    """How far a search is: `stages` are those begun, the last one first in the making.

    `trouble`: a sentence once it was refused, failed or was ended.
    """

    job: Job
    code: str
    said: Sentence
    stages: list[Stage]
    trouble: Sentence
    clashes: list[list[str]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return self.job.ended_at is None

    @property
    def share(self) -> int:
        return self.job.share


def watched(job: Job) -> Watched:
    """A search in words."""
    rows = [one for one in job.told.get("stages", []) if one["stage"] != REASONS]
    code = job.subject_key if job.kind == DRAFT else _code(job.subject_key)
    stages = [_stage(one) for one in rows]
    refusal = jobs.refusal_of(job)
    if refusal is not None and refusal.code == "rows_clash":
        said = _("No plan holds all limits together. Relax at least one limit of each list.")
        clashes = phrases.Clash(refusal.facts["rows"]).sets(limits.named)
        return Watched(job, code, _said(job), stages, said, clashes)
    ended = _("The search was ended, and nothing of it was kept.")
    return Watched(job, code, _said(job), stages, trouble(job, ended))


def of_plan(plan: Plan) -> Watched | None:
    """The search for a draft that is to be solved again: on its way, or come to nothing."""
    job = jobs.latest((PLAN.subject, plan.pk)) if plan.state == "draft" else None
    return None if job is None or job.outcome == jobs.DONE else watched(job)


def _code(key: str) -> str:
    return str(Plan.objects.get(pk=key))


def _said(job: Job) -> Sentence:
    if not job.worker:
        return _("It waits until the worker takes it up, which is a matter of seconds.")
    if job.stage == REASONS:
        return _("A plan is in hand and checked. Why people are lacking is found out now.")
    if job.stage == KEEPING:
        return _("The plan is written down.")
    if not job.stage:
        return _("Demand, capacities and money are read, and a first plan is searched for.")
    return _("Searched: %(stage)s.") % {"stage": str(phrases.Stage(job.stage))}


def _stage(told: dict[str, Any]) -> Stage:
    return stage(told["stage"], told["value"], told["bound"])


def trouble(job: Job, ended: Sentence) -> Sentence:
    """Why work on a plan came to nothing; `ended` is said where somebody ended it."""
    refusal = jobs.refusal_of(job)
    if refusal is not None:
        facts = phrases.spoken(refusal.code, refusal.facts)
        return str(Refused(refusal.code, **facts))
    if job.outcome == jobs.FAILED:
        return _(
            "The work broke off, and nothing of it was kept. Ask for it again; if it breaks off "
            "once more, show the log of the worker to whoever keeps the site."
        )
    return ended if job.outcome == jobs.CANCELLED else ""
