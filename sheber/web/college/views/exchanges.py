"""Exchanges: who is abroad, who is here; nominated, signed for, and each stay on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.kernel import clock
from sheber.mobility import operations
from sheber.mobility.operations import NewStay
from sheber.registry.enums import Role
from sheber.web.college import acting, reads, staying, words
from sheber.web.college.acting import Given, Page
from sheber.web.college.forms import StayForm
from sheber.web.college.staying import COLLEGE
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role


@require_safe
@needs_role(Role.COLLEGE)
def exchanges(request: HttpRequest) -> HttpResponse:
    """What is to be recognised first, then every stay from here and here, and the agreements."""
    who = actor(request)
    table = staying.stay_table(COLLEGE, _("All stays"), list(reads.stays(who)), "stays")
    over = list(reads.to_recognise(who))
    waiting = staying.stay_table(COLLEGE, _("To be recognised"), over, "recognise")
    agreements = staying.agreement_table(who, clock.now().date())
    context = {
        "table": table,
        "waiting": waiting,
        "agreements": agreements,
        "papers": len(reads.learning_to_sign(who)),
    }
    return tables.requested(request, [table, waiting, agreements]) or render(
        request, "college/exchanges.html", context
    )


@require_safe
@needs_role(Role.COLLEGE)
def stay(request: HttpRequest, key: int) -> HttpResponse:
    """One stay: dates, what is to be learned, who has signed, and what may be done."""
    return staying.show(request, COLLEGE, key)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def agree(request: HttpRequest) -> HttpResponse:
    """Enter an agreement with a partner of the other country."""
    return staying.agree(request, COLLEGE)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def nominate(request: HttpRequest, key: int) -> HttpResponse:
    """Nominate one student for a stay under an agreement of the institution."""
    one = reads.student_for(actor(request), key)
    home = one.capacity.provider
    found = staying.agreements(actor(request), clock.now().date())
    rows = {row.pk: row for row in found}

    def act(given: Given) -> str:
        agreement = rows[given["agreement"]]
        new = NewStay(
            person=one.person,
            agreement=agreement,
            kind=given["kind"],
            home=home,
            host=staying.partner(agreement, home.pk),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            enrolment=one,
        )
        operations.nominate(new, actor=actor(request), now=clock.now())
        return _("The student was nominated. Now say what is to be learned.")

    none = format_html(
        '{} <a href="{}">{}</a>',
        _("Your institution has no agreement in force with a partner."),
        reverse("college_agreement"),
        _("Enter an agreement"),
    )
    page = Page(
        _("Nominate for an exchange"),
        _("Nominate"),
        reverse("college_student", args=[key]),
        words.student_name(one),
        lede=f"{words.student_name(one)} — {words.cohort_name(one.capacity)}",
        notes=() if rows else (none,),
    )
    options = staying.agreement_options(found, home.pk)
    return acting.ask(request, page, StayForm(**acting.data(request), agreements=options), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign learning agreements for one's own side, in one press."""
    return staying.sign(request, COLLEGE)
