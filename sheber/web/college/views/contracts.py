"""People take up their seats, and the institution signs: each in one press."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sheber.contracts import operations
from sheber.flows.seats import take_up_many
from sheber.kernel import clock
from sheber.offers.queries import rests_on_assumption
from sheber.registry.enums import Role
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Chosen, Given, Page
from sheber.web.college.forms import EnrolForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def enrol(request: HttpRequest) -> HttpResponse:
    """Enrol those who consented; a target seat gets its contract, to be signed in time."""
    rows = {one.pk: one for one in reads.seats(actor(request))}
    options = [
        (
            key,
            f"{one.person_id} — {words.cohort_name(one.pool.offering.capacity)}"
            f" — {one.contract.get_terms_kind_display()}",
        )
        for key, one in rows.items()
    ]

    def act(given: Given) -> str:
        chosen = [rows[key] for key in given["rows"]]
        done = take_up_many(chosen, sign_by=given["sign_by"], actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s person was enrolled.", "%(count)s people were enrolled.", len(done)
        ) % {"count": len(done)}

    page = Page(
        _("Enrol those who consented to a seat"),
        _("Enrol them"),
        reverse("college_home"),
        _("My cohorts"),
        notes=(
            _("A target seat gets its contract, on exactly the terms that the person ranked."),
            _("Somebody under 18 signs with a guardian."),
        ),
    )
    return acting.ask(request, page, EnrolForm(**acting.data(request), options=options), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def sign(request: HttpRequest) -> HttpResponse:
    """Sign as the institution every contract that waits for it."""
    rows = {one.pk: one for one in reads.to_sign(actor(request), clock.now().date())}
    options = [
        (
            key,
            f"{one.person_id} — {one.terms.offer.code} — {one.sign_by:%Y-%m-%d}"
            f" — {one.document_sha256[:12]}",
        )
        for key, one in rows.items()
    ]

    def act(given: Given) -> str:
        chosen = [rows[key] for key in given["rows"]]
        done = operations.sign_many(chosen, actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s contract was signed.", "%(count)s contracts were signed.", len(done)
        ) % {"count": len(done)}

    page = Page(
        _("Sign the contracts that wait for your institution"),
        _("Sign them"),
        reverse("college_home"),
        _("My cohorts"),
        notes=(
            _("Person, offer, the day until which it is to be signed, the document's fingerprint."),
            _("What you sign is the document with this fingerprint and no other."),
        ),
        texts=tuple(reads.texts_of(rows.values(), clock.now().date())),
        assumed=rests_on_assumption(one.terms.offer_id for one in rows.values()),
    )
    return acting.ask(request, page, Chosen(**acting.data(request), options=options), act)
