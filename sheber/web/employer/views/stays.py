"""Across the border: specialists who are seconded, students who practise here, agreements."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.mobility import operations
from sheber.mobility.enums import StayKind
from sheber.mobility.operations import NewStay
from sheber.outcomes.models import Employment
from sheber.registry.enums import Role
from sheber.web.college import acting, reads, staying
from sheber.web.college.acting import Given, Page
from sheber.web.college.staying import EMPLOYER
from sheber.web.employer import working
from sheber.web.employer.work_forms import SecondForm
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role


@require_safe
@needs_role(Role.EMPLOYER)
def stays(request: HttpRequest) -> HttpResponse:
    """What waits first, then everybody from here and here, and the agreements in force."""
    who, today = actor(request), clock.now().date()
    table = staying.stay_table(EMPLOYER, _("All stays"), list(reads.stays(who)), "stays")
    agreements = staying.agreement_table(who, today)
    context = {
        "tasks": list(staying.tasks(EMPLOYER, who, today)),
        "table": table,
        "agreements": agreements,
    }
    return tables.requested(request, [table, agreements]) or render(
        request, "employer/stays.html", context
    )


@require_safe
@needs_role(Role.EMPLOYER)
def stay(request: HttpRequest, key: int) -> HttpResponse:
    """One stay from the firm or at it."""
    return staying.show(request, EMPLOYER, key)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def second(request: HttpRequest) -> HttpResponse:
    """Second a specialist of the firm to a partner across the border."""
    who, today = actor(request), clock.now().date()
    jobs = {one.pk: one for one in _at_work(who, today)}
    found = staying.agreements(who, today)
    agreements = {one.pk: one for one in found}

    def act(given: Given) -> str:
        job, agreement = jobs[given["job"]], agreements[given["agreement"]]
        new = NewStay(
            person=job.person,
            agreement=agreement,
            kind=StayKind.SECONDMENT,
            home=job.employer,
            host=staying.partner(agreement, job.employer_id),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )
        operations.nominate(new, actor=who, now=clock.now())
        return _("The secondment is recorded. It begins once you or the host agree to it.")

    page = Page(
        _("Second a specialist"),
        _("Record the secondment"),
        reverse(EMPLOYER.every),
        EMPLOYER.label,
        lede=_("Somebody who works at your firm goes to a partner for a time and comes back."),
        notes=_missing(bool(jobs), bool(found)),
    )
    form = SecondForm(
        **acting.data(request),
        jobs=[(key, f"{one.person_id} — {one.occupation.name}") for key, one in jobs.items()],
        agreements=staying.agreement_options(found, reads.house(who)),
    )
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def agree(request: HttpRequest) -> HttpResponse:
    """Enter an agreement with a partner of the other country."""
    return staying.agree(request, EMPLOYER)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign, as the host, what students are to learn at the firm."""
    return staying.sign(request, EMPLOYER)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def end_early(request: HttpRequest, key: int) -> HttpResponse:
    """End a stay before its time."""
    return staying.end_early(request, EMPLOYER, key)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Take a stay back before the person has left."""
    return staying.cancel(request, EMPLOYER, key)


@require_POST
@needs_role(Role.EMPLOYER)
def move(request: HttpRequest, key: int, move: str) -> HttpResponse:
    """Agree to a stay, record the arrival or the return: one press each."""
    return staying.move(request, EMPLOYER, key, move)


def _at_work(who: Actor, on: date) -> list[Employment]:
    """Those whose job at the firm runs; each person once, by the latest job."""
    running = working.own_jobs(who).filter(state__in=("reported", "confirmed"), starts_on__lte=on)
    latest: dict[str, Employment] = {}
    for one in running.filter(ended_on__isnull=True):
        latest.setdefault(one.person_id, one)
    return sorted(latest.values(), key=lambda one: one.person_id)


def _missing(has_jobs: bool, has_agreements: bool) -> tuple[str, ...]:
    """What has to be there first, with the page on which it is done."""
    notes = []
    if not has_jobs:
        notes.append(
            _link(
                _("Nobody is entered as working at your firm."),
                reverse("employer_work"),
                _("At work"),
            )
        )
    if not has_agreements:
        notes.append(
            _link(
                _("Your firm has no agreement in force with a partner."),
                reverse("employer_agreement"),
                _("Enter an agreement"),
            )
        )
    return tuple(notes)


def _link(said: str, url: str, label: str) -> str:
    return format_html('{} <a href="{}">{}</a>', said, url, label)
