"""Contracts: what waits for the firm first, then every contract; signing in one press."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sheber.contracts import operations
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.offers.queries import rests_on_assumption
from sheber.registry.enums import Role
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.college.reads import texts_of
from sheber.web.employer import contracting, words
from sheber.web.employer.contract_forms import SignForm
from sheber.web.employer.contracting import Waiting
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task


@require_safe
@needs_role(Role.EMPLOYER)
def contracts(request: HttpRequest) -> HttpResponse:
    """To sign, late, amended; then everybody by pseudonym and whose turn it is."""
    who, today = actor(request), clock.now().date()
    rows = contracting.waiting(contracting.own(who), who, today)
    table = _table(rows)
    tasks = [*_tasks(rows), *_expelled(who)]
    context = {"table": table, "tasks": tasks}
    return tables.requested(request, [table]) or render(request, "employer/contracts.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign every contract and amendment that waits for the firm, or those that are ticked."""
    who, now = actor(request), clock.now()
    rows = {one.key: one for one in contracting.to_sign(who, now.date())}
    options = [(key, _line(one)) for key, one in rows.items()]

    def act(given: Given) -> str:
        chosen = [rows[key].contract for key in given["rows"]]
        done = operations.sign_many(chosen, actor=who, now=now)
        return ngettext(
            "%(count)s contract was signed.", "%(count)s contracts were signed.", len(done)
        ) % {"count": len(done)}

    page = Page(
        _("Sign the contracts that wait for your firm"),
        _("Sign them"),
        reverse("employer_contracts"),
        _("Contracts"),
        notes=(
            _("Person, line, the day until which it is to be signed, the document's fingerprint."),
            _("What you sign is the document with this fingerprint and no other."),
        ),
        texts=tuple(texts_of((one.contract for one in rows.values()), now.date())),
        assumed=rests_on_assumption(one.contract.terms.offer_id for one in rows.values()),
    )
    return acting.ask(request, page, SignForm(**_posted(request), options=options), act)


def _posted(request: HttpRequest) -> Given:
    return {"data": request.POST if request.method == "POST" else None}


def _line(one: Waiting) -> str:
    parts = [
        contracting.name(one.contract),
        f"{one.contract.sign_by:%Y-%m-%d}",
        one.sides.document[: contracting.SHOWN_OF_DOCUMENT],
    ]
    if one.contract.state == "amended":
        parts.append(_("amendment, version %(version)s") % {"version": one.sides.terms.version})
    return " — ".join(parts)


def _tasks(rows: list[Waiting]) -> Iterator[Task]:
    """What waits for this firm, the most urgent first."""
    today = clock.now().date()
    for one in rows:
        if one.contract.state == "intended" and one.contract.sign_by < today:
            yield Task(
                _("Not signed in time: %(contract)s. Sign, wait or refuse")
                % {"contract": contracting.name(one.contract)},
                reverse("employer_contract", args=[one.contract.pk]),
                due=one.contract.sign_by,
                detail=_("Waits for: %(sides)s") % {"sides": one.turn},
                urgent=True,
            )
    new = [one for one in rows if one.own_turn and one.contract.state == "intended"]
    if new:
        yield Task(
            _("Sign the contracts that wait for your firm"),
            reverse("employer_contracts_sign"),
            len(new),
            due=min(one.contract.sign_by for one in new),
        )
    for one in rows:
        if one.own_turn and one.contract.state == "amended":
            yield Task(
                _("Sign or refuse the amendment: %(contract)s")
                % {"contract": contracting.name(one.contract)},
                reverse("employer_contract", args=[one.contract.pk]),
                detail=_("Until all have signed it, the terms that were signed stand."),
            )


def _expelled(who: Actor) -> Iterator[Task]:
    """Whoever was expelled while the contract stands: the customer decides what becomes of it."""
    for one in contracting.expelled(who):
        contract = one.enrolment.contract
        if contract is None:
            continue
        yield Task(
            _("Expelled: decide about the contract of %(person)s") % {"person": contract.person_id},
            reverse("employer_contract", args=[contract.pk]),
            detail=_("Wait for a reinstatement, release the person, or record the breach."),
            urgent=True,
        )


def _table(rows: list[Waiting]) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Line")),
        Column(_("Offer")),
        Column(_("To be signed by")),
        Column(_("State")),
        Column(_("Whose turn")),
    )
    lines = [
        (
            Cell(one.contract.person_id, reverse("employer_contract", args=[one.contract.pk])),
            words.line_name(one.contract.terms.offer.line),
            one.contract.terms.offer.code,
            one.contract.sign_by,
            words.state(contracting.STATES, one.contract.state)[0],
            one.turn or _("nobody’s"),
        )
        for one in rows
    ]
    return Table(_("Contracts of your firm"), columns, lines, "contracts")
