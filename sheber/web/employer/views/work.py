"""At work: what waits for the firm, jobs, what is still owed; a job is reported here."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.contracts.models import Contract
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.outcomes import operations
from sheber.outcomes.models import Employment
from sheber.registry.enums import Role
from sheber.training.models import Enrolment
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.employer import contracting, words, working
from sheber.web.employer.work_forms import ReportForm
from sheber.web.employer.working import Debt
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task


@require_safe
@needs_role(Role.EMPLOYER)
def work(request: HttpRequest) -> HttpResponse:
    """Jobs to report and confirm first; then every job, and every obligation in days."""
    who = actor(request)
    jobs = list(working.own_jobs(who))
    debts = working.debts(list(working.own_obligations(who)), clock.now().date())
    shown = [_jobs(jobs), _debts(debts)]
    tasks = [*_tasks(who, jobs), *_served(debts)]
    context = {"tables": [one for one in shown if one.rows], "tasks": tasks}
    return tables.requested(request, shown) or render(request, "employer/work.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def report(request: HttpRequest) -> HttpResponse:
    """Report that a graduate under contract has begun to work, on the contract's line."""
    who = actor(request)
    rows = {one.pk: one for one in working.graduates(who)}
    options = [(key, contracting.name(_contract(one))) for key, one in rows.items()]

    def act(given: Given) -> str:
        one = rows[given["graduate"]]
        new = working.new_job(one, _contract(one), given["starts_on"])
        operations.report(new, actor=who, now=clock.now())
        return _("The job is reported. Confirm it once the papers are in order.")

    page = Page(
        _("Report a job"),
        _("Report the job"),
        reverse("employer_work"),
        _("At work"),
        notes=(
            _("Graduates under a contract in force with your firm, for whom no job is reported."),
            _("The job stands on the line that the contract promises."),
        ),
    )
    form = ReportForm(request.POST if request.method == "POST" else None, options=options)
    return acting.ask(request, page, form, act)


def _contract(one: Enrolment) -> Contract:
    if one.contract is None:
        raise LookupError(f"enrolment {one.pk} has no contract")
    return one.contract


def _tasks(who: Actor, jobs: Sequence[Employment]) -> Iterator[Task]:
    """What waits for this firm, the most urgent first."""
    waiting = len(working.graduates(who))
    if waiting:
        yield Task(
            _("Report the jobs of graduates under contract"),
            reverse("employer_work_report"),
            waiting,
            detail=_("A job counts once it is reported and confirmed."),
        )
    for one in jobs:
        if one.state == "reported":
            yield Task(
                _("Confirm or dispute the job of %(person)s") % {"person": one.person_id},
                reverse("employer_job", args=[one.pk]),
            )
    for one in working.without_obligation(who):
        yield Task(
            _("Let the days owed by %(person)s begin to count") % {"person": one.person_id},
            reverse("employer_obligation_begin", args=[one.contract_id]),
            detail=_("Without it no day of this job is counted as served."),
        )


def _served(debts: Sequence[Debt]) -> Iterator[Task]:
    for one in debts:
        if one.state == "served":
            yield Task(
                _("Confirm that the time is served: %(person)s") % {"person": one.row.person_id},
                reverse("employer_obligation_fulfil", args=[one.row.pk]),
                detail=_("No day is owed any more."),
            )


def _jobs(jobs: Sequence[Employment]) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Line")),
        Column(_("Occupation")),
        Column(_("Works from")),
        Column(_("Until")),
        Column(_("State")),
    )
    rows = [
        (
            Cell(one.person_id, reverse("employer_job", args=[one.pk])),
            words.line_name(one.line) if one.line else str(one.get_no_line_display()),
            one.occupation.name,
            one.starts_on,
            one.ended_on or "…",
            words.state(working.JOBS, one.state)[0],
        )
        for one in jobs
    ]
    return Table(_("Jobs at your firm"), columns, rows, "jobs")


def _debts(debts: Sequence[Debt]) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Days of the term"), numeric=True),
        Column(_("Days served"), numeric=True),
        Column(_("Days still owed"), numeric=True),
        Column(_("Nothing is owed from")),
        Column(_("State")),
        Column(_("Counted by")),
    )
    return Table(
        _("What is owed under your contracts"), columns, [_debt(one) for one in debts], "owed"
    )


def _debt(one: Debt) -> tuple[object, ...]:
    person = Cell(one.row.person_id, reverse("employer_obligation", args=[one.row.pk]))
    word = words.state(working.DEBTS, one.state)[0]
    days = one.standing
    if days is None:
        return (person, "", "", "", "", word, one.refusal)
    return (
        person,
        days.term_days,
        days.served_days,
        days.owed_days,
        days.ends_on,
        word,
        days.rule_version,
    )
