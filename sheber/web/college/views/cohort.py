"""One cohort: its people by pseudonym, how they stand, and the practice of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.web.college import reads, words
from sheber.web.college.reads import Standing
from sheber.web.partners import leaving
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table


@require_safe
@needs_role(Role.COLLEGE)
def cohort(request: HttpRequest, key: int) -> HttpResponse:
    """Everybody of the cohort, or those of one standing."""
    capacity = reads.cohort_for(actor(request), key)
    rows = list(reads.students(actor(request)).filter(capacity=capacity))
    found = reads.standings(rows, clock.now().date())
    chosen = request.GET.get("standing", "")
    if chosen in words.STANDINGS:
        found = [one for one in found if one.code == chosen]
    table = student_table(found)
    context = {
        "cohort": capacity,
        "name": words.cohort_name(capacity),
        "notice": leaving.suspended(capacity.programme, clock.now().date()),
        "table": table,
        "chosen": chosen,
        "standings": [(code, word) for code, (word, _tone) in words.STANDINGS.items()],
        "studying": any(one.enrolment.state == "enrolled" for one in found),
    }
    return tables.requested(request, [table]) or render(request, "college/cohort.html", context)


def student_table(found: list[Standing]) -> Table:
    columns = (
        Column(_("Student")),
        Column(_("Standing")),
        Column(_("Contract")),
        Column(_("Hours of practice done"), numeric=True),
        Column(_("Hours of practice planned"), numeric=True),
    )
    return Table(_("Students"), columns, [_row(one) for one in found], "students")


def _row(one: Standing) -> tuple[object, ...]:
    contract = one.enrolment.contract
    page = reverse("college_student", args=[one.enrolment.pk])
    return (
        Cell(words.student_name(one.enrolment), page),
        words.word(words.STANDINGS, one.code),
        words.word(words.CONTRACTS, contract.state) if contract else _("no service owed"),
        Cell(words.hours(one.done), f"{page}#practice"),
        Cell(words.hours(one.planned), f"{page}#practice"),
    )
