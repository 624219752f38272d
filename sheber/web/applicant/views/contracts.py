from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.contracts import operations, rules
from sheber.contracts.models import Contract
from sheber.flows import applying
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.applicant import papers, standing
from sheber.web.applicant.forms import Refusal, Scan
from sheber.web.applicant.papers import Paper
from sheber.web.applicant.views.reading import changed_meanwhile, reader
from sheber.web.shared.actors import actor, needs_role

VIEW = "applicant_contract"


@needs_role(Role.APPLICANT)
def contracts(request: HttpRequest) -> HttpResponse:
    """All contracts of a person; a single one opens at once."""
    me = reader(request)
    if len(me.contracts) == 1:
        return redirect(VIEW, me.contracts[0].pk)
    rows = [
        (row, standing.CONTRACTS[row.state], standing.TONES.get(row.state, "done"))
        for row in me.contracts
    ]
    return render(request, "applicant/contracts.html", {"me": me, "rows": rows})


@needs_role(Role.APPLICANT)
def contract(request: HttpRequest, key: int) -> HttpResponse:
    """What the contract says, who has signed, whose turn it is; sign it, or refuse."""
    return page(request, own(request, key), "applicant/contract.html")


@require_POST
@needs_role(Role.APPLICANT)
def sign(request: HttpRequest, key: int) -> HttpResponse:
    """Sign exactly the document that was shown."""
    return signed(request, own(request, key), "applicant/contract.html", VIEW)


@require_POST
@needs_role(Role.APPLICANT)
def scan(request: HttpRequest, key: int) -> HttpResponse:
    """Hand in the page that was signed by hand."""
    return scanned(request, own(request, key), "applicant/contract.html", VIEW)


@require_POST
@needs_role(Role.APPLICANT)
def refuse(request: HttpRequest, key: int) -> HttpResponse:
    """Not sign the contract, or not agree to newer terms."""
    row = own(request, key)
    verb = operations.refuse_amendment if row.state == "amended" else applying.refuse_contract
    return refused(request, row, verb, "applicant/contract.html", VIEW)


def own(request: HttpRequest, key: int) -> Contract:
    """A contract to which the reader is a party."""
    who = actor(request)
    row = rules.visible(who).filter(pk=key).first()
    if row is None or papers.paper(row, who, clock.now().date()).own is None:
        raise Http404
    return row


def page(
    request: HttpRequest,
    row: Contract,
    template: str,
    status: int = 200,
    **forms: object,
) -> HttpResponse:
    """The page of a contract; forms that were wrong are shown again."""
    shown = papers.paper(row, actor(request), clock.now().date())
    context = {
        "me": reader(request),
        "paper": shown,
        "standing": standing.CONTRACTS[row.state],
        "tone": standing.TONES.get(row.state, "done"),
        "amount": papers.amount(shown.breach) if shown.breach else "",
        "refusal_form": Refusal(),
        "scan_form": Scan(),
        **forms,
    }
    return render(request, template, context, status=status)


def signed(request: HttpRequest, row: Contract, template: str, view: str) -> HttpResponse:
    """Sign, if what stands there is what was shown."""
    if not _as_shown(request, row):
        return changed_meanwhile(request, view, row.pk)
    try:
        operations.sign(row, actor=actor(request), now=clock.now())
    except Refused as refusal:
        row.refresh_from_db()
        return page(request, row, template, 409, refusal=refusal)
    messages.success(request, _("Your signature is recorded."))
    return redirect(view, row.pk)


def scanned(request: HttpRequest, row: Contract, template: str, view: str) -> HttpResponse:
    """Record a hand-signed page by its fingerprint."""
    form = Scan(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, row, template, 400, scan_form=form)
    if not _as_shown(request, row):
        return changed_meanwhile(request, view, row.pk)
    who = actor(request)
    party = papers.paper(row, who, clock.now().date()).own
    if party is None:
        raise Http404
    try:
        operations.sign_scan(row, party=party, scan_sha256=form.sha256, actor=who, now=clock.now())
    except Refused as refusal:
        row.refresh_from_db()
        return page(request, row, template, 409, refusal=refusal)
    messages.success(request, _("Your hand-signed page is recorded. Keep the page itself."))
    return redirect(view, row.pk)


def refused(
    request: HttpRequest,
    row: Contract,
    verb: Callable[..., Contract],
    template: str,
    view: str,
) -> HttpResponse:
    """Refuse for a reason that is kept, if what stands there is what was shown."""
    form = Refusal(request.POST)
    if not form.is_valid():
        return page(request, row, template, 400, refusal_form=form)
    if not _as_shown(request, row):
        return changed_meanwhile(request, view, row.pk)
    try:
        verb(row, reason=form.text, actor=actor(request), now=clock.now())
    except Refused as refusal:
        row.refresh_from_db()
        return page(request, row, template, 409, refusal=refusal)
    messages.success(request, _("Your refusal is recorded."))
    return redirect(view, row.pk)


def _as_shown(request: HttpRequest, row: Contract) -> bool:
    shown: Paper = papers.paper(row, actor(request), clock.now().date())
    return request.POST.get("document") == shown.sides.document
