"""Stays across the border as two rooms work on them: a college's, and an employer's.

Home and host do the same acts in both; what differs is the addresses, which a `Room` knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Sentence
from sheber.mobility import operations
from sheber.mobility.enums import Side, StayKind
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.mobility.queries import learning
from sheber.mobility.rules import can_move
from sheber.mobility.states import STAY
from sheber.registry.enums import TRAINING_KINDS, OrganisationKind, OrganisationStatus
from sheber.registry.models import Organisation
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Chosen, Given, Page
from sheber.web.college.forms import AgreementForm, EarlyForm, ReasonForm
from sheber.web.shared.actors import actor
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task

PARTNERS = (OrganisationKind.ENTERPRISE, *TRAINING_KINDS)
OPEN = ("nominated", "agreed", "on_site")
PRESSED = {
    "agree": operations.confirm_many,
    "arrive": operations.arrive_many,
    "return": operations.return_many,
}


@dataclass(frozen=True)
class Room:
    """Whose pages these are: the prefix of the addresses' names, and the page of all stays."""

    prefix: str
    every: str
    label: Sentence
    is_college: bool = False

    def page(self, of: Stay) -> str:
        return reverse(f"{self.prefix}_stay", args=[of.pk])


COLLEGE = Room("college", "college_exchanges", gettext_lazy("Exchanges"), is_college=True)
EMPLOYER = Room("employer", "employer_stays", gettext_lazy("Across the border"))


def stay_table(room: Room, caption: str, rows: list[Stay], name: str) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Kind of stay")),
        Column(_("Home")),
        Column(_("Host")),
        Column(_("First day")),
        Column(_("First day after it")),
        Column(_("State")),
    )
    return Table(caption, columns, [_row(room, one) for one in rows], name)


def _row(room: Room, one: Stay) -> tuple[object, ...]:
    return (
        Cell(one.person_id, room.page(one)),
        one.get_kind_display(),
        one.home.name,
        one.host.name,
        one.starts_on,
        one.ended_early_on or one.ends_on,
        words.stay_state(one)[0],
    )


def agreements(who: Actor, on: date) -> list[Agreement]:
    """Agreements of the organisation that are still in force."""
    house = reads.house(who)
    rows = Agreement.objects.filter(Q(first=house) | Q(second=house), valid_to__gt=on)
    return list(rows.select_related("first", "second").order_by("valid_to", "pk"))


def partner(agreement: Agreement, home: int) -> Organisation:
    return agreement.second if agreement.first_id == home else agreement.first


def agreement_options(rows: list[Agreement], home: int) -> list[tuple[int, str]]:
    """Agreements to choose from: with whom, by which document, until when."""
    return [
        (row.pk, f"{partner(row, home).name} — {row.document}, {row.valid_to:%Y-%m-%d}")
        for row in rows
    ]


def agreement_table(who: Actor, on: date) -> Table:
    columns = (
        Column(_("Partner")),
        Column(_("First day")),
        Column(_("First day after it")),
        Column(_("Document")),
    )
    rows = [
        (partner(one, reads.house(who)).name, one.valid_from, one.valid_to, one.document)
        for one in agreements(who, on)
    ]
    return Table(_("Agreements in force"), columns, rows, "agreements")


def tasks(room: Room, who: Actor, on: date) -> Iterator[Task]:
    """What waits for home and host: signatures, a word, an arrival, a return."""
    if papers := reads.learning_to_sign(who):
        yield Task(
            _("Sign learning agreements"), reverse(f"{room.prefix}_learning_sign"), len(papers)
        )
    rows = list(reads.stays(who).filter(state__in=OPEN))
    found = learning(rows, on)
    for one in reversed(rows):
        paper = found.get(one.pk)
        ready = one.kind == StayKind.SECONDMENT or (paper is not None and not paper.missing)
        if one.state == "nominated" and ready:
            yield _task(room, one, _("Agree to the stay of %(person)s"), one.starts_on, on)
        elif one.state == "agreed" and one.starts_on <= on:
            yield _task(room, one, _("Record the arrival of %(person)s"), one.starts_on, on)
        elif one.state == "on_site" and one.ends_on <= on:
            yield _task(room, one, _("Record the return of %(person)s"), one.ends_on, on)


def _task(room: Room, one: Stay, title: str, due: date, on: date) -> Task:
    return Task(
        title % {"person": one.person_id},
        room.page(one),
        due=due,
        detail=f"{one.home.name} — {one.host.name}",
        urgent=due < on,
    )


def show(request: HttpRequest, room: Room, key: int) -> HttpResponse:
    """One stay: dates, what is to be learned, who has signed, and what may be done."""
    who = actor(request)
    row = reads.stay_for(who, key)
    found = learning([row], clock.now().date()).get(row.pk)
    state, tone = words.stay_state(row)
    moves = {move.name for move in STAY.moves_from(row.state) if can_move(who, row, move.name)}
    seconded = row.kind == StayKind.SECONDMENT
    context = {
        "room": room,
        "stay": row,
        "state": state,
        "tone": tone,
        "learning": found,
        "missing": [Side(one).label for one in found.missing] if found else [],
        "papers": LearningAgreement.objects.filter(stay=row).order_by("-version"),
        "moves": moves - {"recognise"} if seconded else moves,
        "is_home": who.acts_for(row.home_id),
        "may_draw_up": room.is_college and not seconded and row.state in OPEN,
        "may_sign": found is not None
        and row.state in OPEN
        and getattr(found.latest, f"{reads.side(who, row)}_signed_at") is None,
    }
    return render(request, "college/stay.html", context)


def move(request: HttpRequest, room: Room, key: int, name: str) -> HttpResponse:
    """Agree to a stay, record the arrival or the return: one press each."""
    if name not in PRESSED:
        raise Http404
    row = reads.stay_for(actor(request), key)
    PRESSED[name]([row], actor=actor(request), now=clock.now())
    said = {
        "agree": _("The stay is agreed."),
        "arrive": _("The arrival was recorded."),
        "return": _("The return was recorded."),
    }
    messages.success(request, said[name])
    return redirect(room.page(row))


def end_early(request: HttpRequest, room: Room, key: int) -> HttpResponse:
    """End a stay before its time."""
    row = reads.stay_for(actor(request), key)

    def act(given: Given) -> str:
        operations.end_early(row, **given, actor=actor(request), now=clock.now())
        return _("The stay ended early.")

    note = _("What was learned so far can still be recognised: you say how many hours.")
    if row.kind == StayKind.SECONDMENT:
        note = _("The specialist is back at work at home from that day on.")
    elif not room.is_college:
        note = _("The college at home says how many hours of what was learned count.")
    page = act_page(room, row, _("End the stay early"), _("End it"), notes=(note,), danger=True)
    form = EarlyForm(**acting.data(request), initial={"on": clock.now().date()})
    return acting.ask(request, page, form, act)


def cancel(request: HttpRequest, room: Room, key: int) -> HttpResponse:
    """Take a nomination back before the person has left."""
    row = reads.stay_for(actor(request), key)

    def act(given: Given) -> str:
        operations.cancel(row, reason=given["reason"], actor=actor(request), now=clock.now())
        return _("The stay was called off.")

    page = act_page(room, row, _("Call the stay off"), _("Call it off"), danger=True)
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)


def sign(request: HttpRequest, room: Room) -> HttpResponse:
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
        reverse(room.every),
        room.label,
        notes=(_("Compare the fingerprint with that of the paper in your hands."),),
        signs=True,
    )
    return acting.ask(request, page, Chosen(**acting.data(request), options=options), act)


def agree(request: HttpRequest, room: Room) -> HttpResponse:
    """Enter an agreement that one's own organisation and a partner have signed on paper."""
    own = Organisation.objects.get(pk=reads.house(actor(request)))
    found = Organisation.objects.filter(
        kind__in=PARTNERS, status=OrganisationStatus.OPERATING, demo=own.demo
    ).exclude(country=own.country_id)
    partners = {one.pk: one for one in sorted(found, key=lambda one: str(one.name))}

    def act(given: Given) -> str:
        operations.agree(
            own,
            partners[given["partner"]],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            document=given["document"],
            actor=actor(request),
            now=clock.now(),
        )
        return _("The agreement is entered. Stays within its dates can be nominated for.")

    page = Page(
        _("Enter an agreement"),
        _("Enter the agreement"),
        reverse(room.every),
        room.label,
        lede=_("Your organisation and one of the other country send people to each other."),
        notes=(_("Enter what both have signed on paper; one of the two enters it for both."),),
    )
    options = [(key, str(one.name)) for key, one in partners.items()]
    form = AgreementForm(
        **acting.data(request), partners=options, initial={"valid_from": clock.now().date()}
    )
    return acting.ask(request, page, form, act)


def act_page(
    room: Room,
    row: Stay,
    title: str,
    button: str,
    notes: tuple[str, ...] = (),
    danger: bool = False,
) -> Page:
    """The page of an act on one stay."""
    return Page(
        title,
        button,
        room.page(row),
        str(row.person_id),
        lede=f"{row.person_id}: {row.home.name} — {row.host.name}",
        notes=notes,
        danger=danger,
    )
