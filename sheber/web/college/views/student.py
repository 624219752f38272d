"""One student: standing, contract, practice, marks, exchange; and what becomes of the study."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.credentials.models import Award
from sheber.flows import keeping
from sheber.kernel import clock
from sheber.mobility.queries import of_person
from sheber.registry.enums import Role
from sheber.training import operations
from sheber.training.models import Enrolment, Expulsion, Leave, ModuleResult, Placement
from sheber.training.queries import practice_hours, standing
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Given, Page
from sheber.web.college.forms import DayForm, ExpelForm, LeaveForm, ReasonForm, ReinstateForm
from sheber.web.shared.actors import actor, needs_role


@require_safe
@needs_role(Role.COLLEGE)
def student(request: HttpRequest, key: int) -> HttpResponse:
    """Everything that the institution knows of one student, by pseudonym."""
    one = reads.student_for(actor(request), key)
    return render(request, "college/student.html", _context(request, one))


def _context(request: HttpRequest, one: Enrolment) -> dict[str, Any]:
    today = clock.now().date()
    code = standing(one, today)
    hours = practice_hours([one])[one.pk]
    contract = one.contract
    placements = Placement.objects.filter(enrolment=one).select_related("host")
    award = Award.objects.filter(enrolment=one).select_related("awarding").first()
    return {
        "one": one,
        "cohort": words.cohort_name(one.capacity),
        "standing": words.word(words.STANDINGS, code),
        "tone": words.tone(words.STANDINGS, code),
        "away": _open_leave(one),
        "contract": contract,
        "contract_state": words.word(words.CONTRACTS, contract.state) if contract else "",
        "contract_tone": words.tone(words.CONTRACTS, contract.state) if contract else "plain",
        "award": award,
        "award_state": words.word(words.AWARDS, award.state) if award else "",
        "award_tone": words.tone(words.AWARDS, award.state) if award else "plain",
        "is_awarding": award is not None and actor(request).acts_for(award.awarding_id),
        "refused": one in reads.refused(actor(request)),
        "done": words.hours(hours.done_minutes),
        "planned": words.hours(hours.planned_minutes),
        "placements": [
            (row, words.word(words.PLACEMENTS, row.state), words.tone(words.PLACEMENTS, row.state))
            for row in placements.order_by("starts_on", "pk")
        ],
        "results": ModuleResult.objects.filter(enrolment=one)
        .select_related("module")
        .order_by("module__order", "dated"),
        "leaves": Leave.objects.filter(enrolment=one).order_by("starts_on"),
        "expulsions": Expulsion.objects.filter(enrolment=one).order_by("on"),
        "stays": [
            (row, *words.stay_state(row)) for row in of_person(one.person_id).filter(enrolment=one)
        ],
    }


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def begin_leave(request: HttpRequest, key: int) -> HttpResponse:
    """Let a student pause."""
    one = reads.student_for(actor(request), key)

    def act(given: Given) -> str:
        operations.begin_leave(one, **given, actor=actor(request), now=clock.now())
        return _("The leave was entered.")

    page = _page(
        one,
        _("Begin a leave"),
        _("Enter the leave"),
        notes=(
            _("Days of leave do not count, and nobody practises on them."),
            _("The seat stays the student's own."),
        ),
    )
    return acting.ask(request, page, LeaveForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def end_leave(request: HttpRequest, key: int) -> HttpResponse:
    """Let a student come back."""
    one = reads.student_for(actor(request), key)
    leave = get_object_or_404(Leave, pk=getattr(_open_leave(one), "pk", None))
    leave.enrolment = one

    def act(given: Given) -> str:
        operations.end_leave(leave, on=given["on"], actor=actor(request), now=clock.now())
        return _("The student is back.")

    page = _page(one, _("End the leave"), _("The student is back"))
    form = DayForm(**acting.data(request), initial={"on": clock.now().date()})
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def expel(request: HttpRequest, key: int) -> HttpResponse:
    """Expel from a day on, with ground and reason."""
    one = reads.student_for(actor(request), key)

    def act(given: Given) -> str:
        operations.expel(one, **given, actor=actor(request), now=clock.now())
        return _("The student was expelled.")

    notes = [_("The person may be reinstated later; the days between stay on record.")]
    if one.contract is not None and one.contract.state in ("signed", "amended", "suspended"):
        notes.append(_("A target contract is in force: its customer decides whether it is broken."))
    page = _page(one, _("Expel"), _("Expel the student"), notes=tuple(notes), danger=True)
    initial = {"on": clock.now().date()}
    if one.contract is not None and one.contract.state == "refused_by_citizen":
        initial["ground"] = "contract_refused"
    return acting.ask(request, page, ExpelForm(**acting.data(request), initial=initial), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def reinstate(request: HttpRequest, key: int) -> HttpResponse:
    """Take an expelled person back."""
    one = reads.student_for(actor(request), key)

    def act(given: Given) -> str:
        operations.reinstate(one, **given, actor=actor(request), now=clock.now())
        return _("The student was reinstated.")

    page = _page(one, _("Reinstate"), _("Reinstate the student"))
    form = ReinstateForm(**acting.data(request), initial={"on": clock.now().date()})
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def keep(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody study on whose contract came to nothing."""
    one = reads.student_for(actor(request), key)

    def act(given: Given) -> str:
        keeping.keep(one, reason=given["reason"], actor=actor(request), now=clock.now())
        return _("The student studies on without this contract.")

    page = _page(
        one,
        _("Keep without a contract"),
        _("Keep the student"),
        notes=(_("No work is owed under a contract that was never signed by everybody."),),
    )
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)


def _page(
    one: Enrolment,
    title: str,
    button: str,
    notes: tuple[str, ...] = (),
    danger: bool = False,
) -> Page:
    return Page(
        title,
        button,
        reverse("college_student", args=[one.pk]),
        words.student_name(one),
        lede=f"{words.student_name(one)} — {words.cohort_name(one.capacity)}",
        notes=notes,
        danger=danger,
    )


def _open_leave(one: Enrolment) -> Leave | None:
    return Leave.objects.filter(enrolment=one, ends_on__isnull=True).first()
