"""My cohorts: what needs doing first, then every cohort and how it stands."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.credentials import rules as recognitions
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.registry.enums import Role
from sheber.training.models import Enrolment
from sheber.training.queries import Cohort
from sheber.training.queries import cohort as count
from sheber.web.college import reads, staying, words
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task


@require_safe
@needs_role(Role.COLLEGE)
def home(request: HttpRequest) -> HttpResponse:
    """The work list, and the cohorts with their counts as of the site's date."""
    who, today = actor(request), clock.now().date()
    table = cohort_table(who, today)
    context = {"tasks": list(tasks(who, today)), "table": table}
    return tables.requested(request, [table]) or render(request, "college/home.html", context)


def cohort_table(who: Actor, on: date) -> Table:
    """Each cohort: enrolled, studying, on leave, left, graduated, practice."""
    columns = (
        Column(_("Cohort")),
        Column(_("Seats"), numeric=True),
        Column(_("Enrolled"), numeric=True),
        *(Column(words.word(words.STANDINGS, code).capitalize(), numeric=True) for code in SHOWN),
        Column(_("Hours of practice done"), numeric=True),
        Column(_("Hours of practice planned"), numeric=True),
    )
    rows = []
    for one in reads.cohorts(who):
        page = reverse("college_cohort", args=[one.pk])
        name = Cell(words.cohort_name(one), page)
        rows.append((name, one.seats_maximum, *_counts(count(one, on), page)))
    return Table(_("Cohorts"), columns, rows, "cohorts")


SHOWN = ("studying", "on_leave", "expelled", "graduated")


def _counts(found: Cohort, page: str) -> Iterator[Cell]:
    yield Cell(found.enrolled, page)
    for code in SHOWN:
        yield Cell(found.by_standing.get(code, 0), f"{page}?standing={code}")
    yield Cell(words.hours(found.done_minutes), page)
    yield Cell(words.hours(found.planned_minutes), page)


def tasks(who: Actor, on: date) -> Iterator[Task]:
    """What waits for this institution, the most urgent first."""
    yield from _refused(who)
    yield from _entering(who, on)
    yield from _broken(who)
    yield from _practice(who)
    yield from _by_cohort(
        reads.due(who, on), "college_graduation", _("Graduation is due: %(cohort)s")
    )
    if waiting := reads.unawarded(who, on):
        yield Task(_("Give the document to graduates"), reverse("college_award"), len(waiting))
    unmarked = reads.unmarked(who, on)
    near = [one for one in reads.students(who) if one.pk in unmarked]
    yield from _by_cohort(near, "college_results", _("Results are missing: %(cohort)s"))
    yield from _exchange(who, on)


def _refused(who: Actor) -> Iterator[Task]:
    for one in reads.refused(who):
        yield Task(
            _("A contract came to nothing: expel or keep %(student)s")
            % {"student": words.student_name(one)},
            reverse("college_student", args=[one.pk]),
            detail=words.word(words.CONTRACTS, one.contract.state if one.contract else ""),
            urgent=True,
        )


def _entering(who: Actor, on: date) -> Iterator[Task]:
    if seats := reads.seats(who).count():
        yield Task(_("Enrol those who consented to a seat"), reverse("college_enrol"), seats)
    if contracts := reads.to_sign(who, on):
        first = contracts[0].sign_by
        yield Task(
            _("Sign the contracts that wait for your institution"),
            reverse("college_sign"),
            len(contracts),
            due=first,
            urgent=first < on,
        )


def _broken(who: Actor) -> Iterator[Task]:
    for one in reads.breaches(who):
        customer = one.contract.terms.offer.line.call.employer.name
        yield Task(
            _("Compute what the breach costs: %(student)s") % {"student": one.contract.person_id},
            reverse("college_breach", args=[one.pk]),
            detail=f"{one.get_ground_display()} · {customer}",
        )


def _practice(who: Actor) -> Iterator[Task]:
    yield from _by_cohort(reads.unplaced(who), "college_practice", _("Plan practice: %(cohort)s"))
    if closing := reads.to_close(who).count():
        yield Task(_("Close practice whose hours are confirmed"), reverse("college_close"), closing)


def _exchange(who: Actor, on: date) -> Iterator[Task]:
    yield from staying.tasks(staying.COLLEGE, who, on)
    if over := reads.to_recognise(who).count():
        yield Task(
            _("Recognise what was learned abroad"),
            reverse("college_exchanges") + "#recognise",
            over,
        )
    if asked := recognitions.waiting(who).count():
        yield Task(_("Requests to recognise an award, and appeals"), reverse("recognitions"), asked)


def _by_cohort(rows: list[Enrolment], view: str, title: str) -> Iterator[Task]:
    """One task for each cohort in which somebody waits."""
    cohorts = {one.capacity_id: one.capacity for one in rows}
    counts = Counter(one.capacity_id for one in rows)
    for key, cohort in cohorts.items():
        name = words.cohort_name(cohort)
        yield Task(title % {"cohort": name}, reverse(view, args=[key]), counts[key])
