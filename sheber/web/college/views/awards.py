"""Documents that the institution gave: found by number, and revoked with a reason."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.credentials import operations
from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Given, Page
from sheber.web.college.forms import ReasonForm
from sheber.web.shared.actors import actor, needs_role

PER_PAGE = 50


@require_safe
@needs_role(Role.COLLEGE)
def awards(request: HttpRequest) -> HttpResponse:
    """Every document with its state, a page at a time; `number` finds those that contain it."""
    number = request.GET.get("number", "").strip()
    rows = reads.awards(actor(request)).filter(number__icontains=number)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [
        (one, words.word(words.AWARDS, one.state), words.tone(words.AWARDS, one.state))
        for one in page
    ]
    context = {"page": page, "shown": shown, "number": number}
    return render(request, "college/awards.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke a document that should not have been given."""
    row = get_object_or_404(reads.awards(actor(request)), pk=key)

    def act(given: Given) -> str:
        operations.revoke(row, reason=given["reason"], actor=actor(request), now=clock.now())
        return _("The document was revoked.")

    page = Page(
        _("Revoke the document %(number)s") % {"number": row.number},
        _("Revoke it"),
        reverse("college_awards"),
        _("Documents given"),
        lede=f"{row.person_id}: {row.programme.name}",
        notes=(
            _("It no longer counts anywhere, and no body can recognise it any more."),
            _("This cannot be taken back."),
        ),
        danger=True,
    )
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)
