"""Exchanges: who is abroad, who is here; nominated, signed for, and each stay on a page."""

from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.mobility import operations
from sheber.mobility.enums import Side
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.mobility.operations import NewStay
from sheber.mobility.queries import learning
from sheber.mobility.rules import can_move
from sheber.mobility.states import STAY
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Chosen, Given, Page
from sheber.web.college.forms import StayForm
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table


@require_safe
@needs_role(Role.COLLEGE)
def exchanges(request: HttpRequest) -> HttpResponse:
    """What is to be recognised first, then every stay from here and here."""
    who = actor(request)
    table = stay_table(_("All stays"), list(reads.stays(who)), "stays")
    waiting = stay_table(_("To be recognised"), list(reads.to_recognise(who)), "recognise")
    context = {"table": table, "waiting": waiting, "papers": len(reads.learning_to_sign(who))}
    return tables.requested(request, [table, waiting]) or render(
        request, "college/exchanges.html", context
    )


def stay_table(caption: str, rows: list[Stay], name: str) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Kind of stay")),
        Column(_("Home")),
        Column(_("Host")),
        Column(_("First day")),
        Column(_("First day after it")),
        Column(_("State")),
    )
    return Table(caption, columns, [_row(one) for one in rows], name)


def _row(one: Stay) -> tuple[object, ...]:
    return (
        Cell(one.person_id, reverse("college_stay", args=[one.pk])),
        one.get_kind_display(),
        one.home.name,
        one.host.name,
        one.starts_on,
        one.ended_early_on or one.ends_on,
        words.word(words.STAYS, one.state),
    )


@require_safe
@needs_role(Role.COLLEGE)
def stay(request: HttpRequest, key: int) -> HttpResponse:
    """One stay: dates, what is to be learned, who has signed, and what may be done."""
    row = reads.stay_for(actor(request), key)
    found = learning([row], clock.now().date()).get(row.pk)
    papers = LearningAgreement.objects.filter(stay=row).order_by("-version")
    moves = {
        move.name for move in STAY.moves_from(row.state) if can_move(actor(request), row, move.name)
    }
    context = {
        "stay": row,
        "state": words.word(words.STAYS, row.state),
        "tone": words.tone(words.STAYS, row.state),
        "learning": found,
        "missing": [Side(one).label for one in found.missing] if found else [],
        "papers": papers,
        "moves": moves,
        "is_home": actor(request).acts_for(row.home_id),
        "may_draw_up": row.kind != "secondment" and row.state in ("nominated", "agreed", "on_site"),
    }
    return render(request, "college/stay.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def nominate(request: HttpRequest, key: int) -> HttpResponse:
    """Nominate one student for a stay under an agreement of the institution."""
    one = reads.student_for(actor(request), key)
    home = one.capacity.provider
    rows = {row.pk: row for row in agreements(actor(request), clock.now().date())}
    options = [
        (pk, f"{_other(row, home).name} — {row.document}, {row.valid_to:%Y-%m-%d}")
        for pk, row in rows.items()
    ]

    def act(given: Given) -> str:
        agreement = rows[given["agreement"]]
        new = NewStay(
            person=one.person,
            agreement=agreement,
            kind=given["kind"],
            home=home,
            host=_other(agreement, home),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            enrolment=one,
        )
        operations.nominate(new, actor=actor(request), now=clock.now())
        return _("The student was nominated. Now say what is to be learned.")

    page = Page(
        _("Nominate for an exchange"),
        _("Nominate"),
        reverse("college_student", args=[key]),
        words.student_name(one),
        lede=f"{words.student_name(one)} — {words.cohort_name(one.capacity)}",
        notes=() if rows else (_("Your institution has no agreement in force with a partner."),),
    )
    return acting.ask(request, page, StayForm(**acting.data(request), agreements=options), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign learning agreements for one's own side, in one press."""
    rows = {row.pk: (row, side) for row, side in reads.learning_to_sign(actor(request))}
    options = [
        (
            pk,
            f"{row.stay.person_id} — {Side(side).label} — {row.hours} {_('h')}"
            f" — {row.content_sha256[:12]}",
        )
        for pk, (row, side) in rows.items()
    ]

    def act(given: Given) -> str:
        chosen = [rows[pk] for pk in given["rows"]]
        done = operations.sign_many(chosen, actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s learning agreement was signed.",
            "%(count)s learning agreements were signed.",
            len(done),
        ) % {"count": len(done)}

    page = Page(
        _("Sign learning agreements"),
        _("Sign them"),
        reverse("college_exchanges"),
        _("Exchanges"),
        notes=(_("Compare the fingerprint with that of the paper in your hands."),),
        signs=True,
    )
    return acting.ask(request, page, Chosen(**acting.data(request), options=options), act)


def agreements(who: Actor, on: date) -> list[Agreement]:
    """Agreements of the institution that are still in force."""
    house = reads.house(who)
    rows = Agreement.objects.filter(Q(first=house) | Q(second=house), valid_to__gt=on)
    return list(rows.select_related("first", "second").order_by("valid_to", "pk"))


def _other(agreement: Agreement, home: Organisation) -> Organisation:
    return agreement.second if agreement.first_id == home.pk else agreement.first
