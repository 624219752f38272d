from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.kernel.trilingual import reader_language, sort_key
from sheber.offers import queries
from sheber.offers.models import Offer, Terms
from sheber.registry.models import Organisation
from sheber.web.offers import summaries
from sheber.web.offers.forms import Filter, years

PER_PAGE = 20


def offers(request: HttpRequest) -> HttpResponse:
    """Offers on show, found by what matters to a person; the latest year if none is chosen."""
    given = request.GET.copy()
    latest = years()
    if "year" not in given and latest:
        given["year"] = str(latest[0])
    form = Filter(given)
    wanted = form.cleaned_data if form.is_valid() else {}
    codes = _in_order(_found(wanted))
    page = Paginator(codes, PER_PAGE).get_page(request.GET.get("page"))
    shown = {row.code: row for row in queries.published().filter(code__in=page.object_list)}
    cards = queries.cards(shown[code] for code in page.object_list)
    kept = queries.published().filter(code=request.GET.get("compare", "")).first()
    context = {
        "kept": queries.card(kept) if kept else None,
        "form": form,
        "page": page,
        "total": len(codes),
        "organisation": Organisation.objects.filter(code=wanted.get("organisation", "")).first(),
        "summaries": [summaries.of(card) for card in cards],
        "assumed": any(card.assumed for card in cards),
    }
    return render(request, "offers/offers.html", context)


def _in_order(found: QuerySet[Offer]) -> list[str]:
    """Codes by occupation in the reader's alphabet; only names are read, not whole rows."""
    name = f"line__occupation__name_{reader_language()}"
    pairs = found.order_by().values_list(name, "code").distinct()
    return [code for _, code in sorted(pairs, key=lambda pair: (sort_key(pair[0]), pair[1]))]


def of_organisation(code: str) -> Q:
    """Offers of an employer, or for study at a college or university."""
    return Q(line__call__employer__code=code) | Q(allocation__capacity__provider__code=code)


def _found(wanted: dict[str, Any]) -> QuerySet[Offer]:
    found = queries.published(
        sector=wanted.get("sector", ""),
        region=wanted.get("region", ""),
        country=wanted.get("country", ""),
        open_to=wanted.get("open_to", ""),
        months_maximum=wanted.get("months"),
        language=wanted.get("language", ""),
    )
    if wanted.get("year"):
        found = found.filter(allocation__capacity__intake_year=wanted["year"])
    if wanted.get("occupation"):
        found = found.filter(line__occupation=wanted["occupation"])
    if wanted.get("organisation"):
        found = found.filter(of_organisation(wanted["organisation"]))
    if wanted.get("bed"):
        beds = Terms.objects.filter(bed=wanted["bed"] == "yes")
        found = found.filter(latest__in=beds.values("pk"))  # type: ignore[misc]  # annotated
    return found
