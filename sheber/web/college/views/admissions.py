"""The admissions office: applications to verify, return or reject; facts recorded and refuted."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sheber.admissions import operations, queries, rules
from sheber.admissions.models import Application, VerifiedFact
from sheber.admissions.operations import NewFact
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.registry.enums import Role
from sheber.web.college import acting, words
from sheber.web.college.acting import Chosen, Given, Page
from sheber.web.college.forms import FactForm, ReasonForm
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task

MOST = 500


@require_safe
@needs_role(Role.ADMISSIONS)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the office, then the applications of the home country by state."""
    chosen = request.GET.get("state", "submitted")
    rows = own(actor(request)).filter(state=chosen).select_related("campaign")
    table = _table(list(rows.order_by("submitted_at", "pk")[:MOST]))
    waiting = own(actor(request)).filter(state="submitted").count()
    task = Task(
        _("Verify applications whose scores are recorded"), reverse("admissions_verify"), waiting
    )
    context = {
        "tasks": [task] if waiting else [],
        "table": table,
        "chosen": chosen,
        "states": [(code, word) for code, (word, _tone) in words.APPLICATIONS.items()],
    }
    return tables.requested(request, [table]) or render(request, "college/admissions.html", context)


def own(who: Actor) -> QuerySet[Application]:
    """Applications of people whose documents are in the office's country."""
    return rules.visible(who).filter(person__home_region__country_id=who.country)


def _table(rows: list[Application]) -> Table:
    columns = (Column(_("Person")), Column(_("Campaign")), Column(_("State")))
    lines = [
        (
            Cell(str(one.person_id), reverse("admissions_application", args=[one.pk])),
            one.campaign.name,
            words.word(words.APPLICATIONS, one.state),
        )
        for one in rows
    ]
    return Table(_("Applications"), columns, lines, "applications")


@require_safe
@needs_role(Role.ADMISSIONS)
def application(request: HttpRequest, key: int) -> HttpResponse:
    """One application: its wishes in order, and the facts that were checked."""
    row = _application(request, key)
    context = {
        "application": row,
        "state": words.word(words.APPLICATIONS, row.state),
        "tone": words.tone(words.APPLICATIONS, row.state),
        "wishes": queries.contracts_of([row])[row.pk],
        "facts": queries.facts_of(row.person_id, row.campaign),
    }
    return render(request, "college/application.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.ADMISSIONS)
def verify(request: HttpRequest) -> HttpResponse:
    """Verify several applications at once: every score that is needed must be recorded."""
    waiting = own(actor(request)).filter(state="submitted").order_by("submitted_at", "pk")
    rows = {one.pk: one for one in waiting[:MOST]}
    options = [(pk, f"{one.person_id} — {one.campaign.name}") for pk, one in rows.items()]

    def act(given: Given) -> str:
        chosen = [rows[pk] for pk in given["rows"]]
        done = operations.verify_many(chosen, actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s application was verified.",
            "%(count)s applications were verified.",
            len(done),
        ) % {"count": len(done)}

    page = Page(
        _("Verify applications whose scores are recorded"),
        _("Verify them"),
        reverse("admissions_home"),
        _("Applications to check"),
    )
    return acting.ask(request, page, Chosen(**acting.data(request), options=options), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.ADMISSIONS)
def record(request: HttpRequest, key: int) -> HttpResponse:
    """Record what was checked today; the document stays where it was shown."""
    row = _application(request, key)

    def act(given: Given) -> str:
        new = NewFact(row.person, given["kind"], given["scale"], given["points"])
        operations.record_facts_many(row.campaign, [new], actor=actor(request), now=clock.now())
        return _("The fact was recorded.")

    page = _page(
        row,
        _("Record a fact"),
        _("Record it"),
        notes=(_("A document is looked at and given back; only what it says is recorded."),),
    )
    return acting.ask(request, page, FactForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.ADMISSIONS)
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    """Return an application: the person mends it and submits it again in time."""
    row = _application(request, key)

    def act(given: Given) -> str:
        operations.send_back(row, reason=given["reason"], actor=actor(request), now=clock.now())
        return _("The application was returned to the person.")

    page = _page(row, _("Return the application"), _("Return it"))
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.ADMISSIONS)
def reject(request: HttpRequest, key: int) -> HttpResponse:
    """Reject an application."""
    row = _application(request, key)

    def act(given: Given) -> str:
        operations.reject(row, reason=given["reason"], actor=actor(request), now=clock.now())
        return _("The application was rejected.")

    page = _page(row, _("Reject the application"), _("Reject it"), danger=True)
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.ADMISSIONS)
def refute(request: HttpRequest, key: int) -> HttpResponse:
    """Take back what was checked, with the seats that rest on it."""
    facts = VerifiedFact.objects.filter(person__home_region__country_id=actor(request).country)
    fact = get_object_or_404(facts.select_related("person", "campaign"), pk=key)
    row = get_object_or_404(own(actor(request)), person=fact.person_id, campaign=fact.campaign_id)
    resting = queries.seats_resting_on(fact).count()

    def act(given: Given) -> str:
        seats = operations.refute_fact(
            fact, reason=given["reason"], actor=actor(request), now=clock.now()
        )
        return _("The fact was refuted. Seats taken back: %(count)s.") % {"count": len(seats)}

    page = _page(
        row,
        _("Refute: %(fact)s") % {"fact": fact.get_kind_display()},
        _("Refute it"),
        notes=(
            _("Seats that rest on it and are taken back: %(count)s") % {"count": resting},
            _("A further round fills them; a seat on which somebody is enrolled stays."),
        ),
        danger=True,
    )
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)


def _application(request: HttpRequest, key: int) -> Application:
    found: Application = get_object_or_404(own(actor(request)), pk=key)
    return found


def _page(
    row: Application, title: str, button: str, notes: tuple[str, ...] = (), danger: bool = False
) -> Page:
    return Page(
        title,
        button,
        reverse("admissions_application", args=[row.pk]),
        str(row.person_id),
        lede=f"{row.person_id} — {row.campaign.name}",
        notes=notes,
        danger=danger,
    )
