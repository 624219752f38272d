from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.admissions import operations
from sheber.admissions.enums import TermsKind
from sheber.admissions.models import Application
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.models import Country
from sheber.web.applicant import seals, wishes
from sheber.web.applicant.mine import Mine
from sheber.web.applicant.order import NotOnList, moved
from sheber.web.applicant.shelf import Choice, choices
from sheber.web.applicant.views.reading import changed_meanwhile, reader
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.order import alphabetical

PER_PAGE = 20


@needs_role(Role.APPLICANT)
def ranked(request: HttpRequest) -> HttpResponse:
    """The list, best first, with what each wish means."""
    me = reader(request)
    context = {
        "me": me,
        "wishes": wishes.lines(me.application, me.wishes, me.zone) if me.application else [],
        "seal": seals.of_list(me.wishes),
        "terms_seal": seals.of_terms(me.amended),
        "full": me.campaign is not None and len(me.wishes) >= me.campaign.contracts_maximum,
    }
    return render(request, "applicant/list.html", context)


@needs_role(Role.APPLICANT)
def shelf(request: HttpRequest) -> HttpResponse:
    """What may be added to the list."""
    me = reader(request)
    if not me.writes or me.campaign is None:
        return redirect("applicant_list")
    country, kind = request.GET.get("country", ""), request.GET.get("kind", "")
    found = [
        one
        for one in choices(me.campaign, me.person, me.wishes)
        if _fits(one, country, kind, request.GET.get("offer", ""))
    ]
    context = {
        "me": me,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "seal": seals.of_list(me.wishes),
        "full": len(me.wishes) >= me.campaign.contracts_maximum,
        "countries": alphabetical(Country.objects.all()),
        "country": country,
        "kinds": TermsKind.choices,
        "kind": kind,
    }
    return render(request, "applicant/shelf.html", context)


@require_POST
@needs_role(Role.APPLICANT)
def change(request: HttpRequest) -> HttpResponse:
    """Add, move or remove one wish; the whole list is written anew."""
    me = reader(request)
    if request.POST.get("seal") != seals.of_list(me.wishes):
        return changed_meanwhile(request, "applicant_list")
    act, key = request.POST.get("act", ""), request.POST.get("key", "")
    try:
        wanted = moved(me.wishes, act, key)
    except NotOnList as wrong:
        raise Http404 from wrong
    _refuse_unread(me, wanted)
    operations.rank_contracts(_own(me), wanted, actor=actor(request), now=clock.now())
    said = {
        "add": _("Added at the end of your list."),
        "remove": _("Removed from your list."),
    }
    messages.success(request, said.get(act, _("Your list stands in its new order.")))
    return redirect("applicant_list")


@require_POST
@needs_role(Role.APPLICANT)
def note_terms(request: HttpRequest) -> HttpResponse:
    """Take note of amended terms: exactly those that were shown."""
    me = reader(request)
    back = "applicant_result" if me.seat and me.seat.state == "offered" else "applicant_list"
    if request.POST.get("seal") != seals.of_terms(me.amended):
        return changed_meanwhile(request, back)
    operations.acknowledge_terms(_own(me), actor=actor(request), now=clock.now())
    messages.success(request, _("Noted: you have read the new terms."))
    return redirect(back)


def _own(me: Mine) -> Application:
    if me.application is None:
        raise Http404
    return me.application


def _fits(choice: Choice, country: str, kind: str, offer: str) -> bool:
    in_country = not country or choice.offering.capacity.provider.country_id == country
    of_offer = not offer or (choice.offer is not None and choice.offer.code == offer)
    return in_country and of_offer and (not kind or choice.terms_kind == kind)


def _refuse_unread(me: Mine, wanted: list[operations.NewWish]) -> None:
    """A list written anew is on the newest terms: nobody gets there without having read them."""
    stay = {wish.offer.pk for wish in wanted if wish.offer}
    for one in me.amended:
        if one.offer is not None and one.offer.pk in stay:
            raise Refused("terms_changed", offer=one.offer.code)
