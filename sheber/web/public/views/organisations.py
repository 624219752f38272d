from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.kernel.trilingual import in_reader_language, sort_key
from sheber.offers import queries
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Alias, Country, Organisation
from sheber.web.offers.views.listing import of_organisation
from sheber.web.public.phrases import FUNDERS, LANGUAGES
from sheber.web.shared.order import alphabetical
from sheber.web.shared.tables import Cell
from sheber.web.shared.tags import dated

PER_PAGE = 50
TEACHING = (OrganisationKind.BRANCH, OrganisationKind.SCHOOL, OrganisationKind.UNIVERSITY)


def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations filtered by kind and country; those of the demo stand on pages of their own."""
    demo = request.GET.get("demo", "") == "1"
    kind, country = request.GET.get("kind", ""), request.GET.get("country", "")
    rows = Organisation.objects.filter(demo=demo).select_related("region", "country")
    rows = rows.filter(kind=kind) if kind in OrganisationKind.values else rows
    rows = rows.filter(country_id=country) if country else rows
    kinds = sorted(OrganisationKind, key=lambda one: sort_key(str(one.label)))
    context = {
        "page": Paginator(alphabetical(rows), PER_PAGE).get_page(request.GET.get("page")),
        "kinds": kinds,
        "kind": kind,
        "countries": alphabetical(Country.objects.all()),
        "country": country,
        "demo": demo,
        "invented": Organisation.objects.filter(demo=True).exists(),
    }
    return render(request, "public/organisations.html", context)


def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation with where each fact comes from."""
    rows = Organisation.objects.select_related("region", "country", "parent", "awarding")
    found = get_object_or_404(rows, code=code)
    branches = Organisation.objects.filter(parent=found)
    context = {
        "organisation": found,
        "town": in_reader_language(found, "town"),
        "facts": facts(found),
        "aliases": Alias.objects.filter(organisation=found).order_by("language", "text"),
        "branches": alphabetical(branches),
        "offers": queries.published().filter(of_organisation(found.code)).count(),
    }
    return render(request, "public/organisation.html", context)


def facts(found: Organisation) -> list[tuple[str, Cell]]:
    """What is stated about an organisation, in the order of the page; gaps stay empty."""
    return [(term, one if isinstance(one, Cell) else Cell(one)) for term, one in _facts(found)]


def _facts(found: Organisation) -> list[tuple[str, str | Cell]]:
    languages = [str(LANGUAGES.get(code, code)) for code in found.teaching_languages]
    pairs: list[tuple[str, str | Cell]] = [
        (_("Country"), found.country.name),
        (_("Region"), _region(found)),
        (_("Town"), in_reader_language(found, "town")),
        (_("Status"), _status(found)),
    ]
    if found.kind in TEACHING:
        pairs.append((_("Languages of teaching"), ", ".join(languages)))
    if found.kind == OrganisationKind.BRANCH:
        pairs += [
            (_("Branch of"), _opening(found.parent)),
            (_("Diplomas awarded by"), _opening(found.awarding)),
            (_("Founder"), _words(found.founder)),
            (_("Paid for by"), _words(found.funder)),
        ]
    return pairs


def _status(found: Organisation) -> str:
    since = dated(found.status_since)
    shown = str(found.get_status_display())
    return _("%(status)s since %(since)s") % {"status": shown, "since": since} if since else shown


def _region(found: Organisation) -> Cell:
    if found.region is None:
        return Cell("")
    return Cell(found.region.name, reverse("region", args=[found.region.pk]))


def _opening(found: Organisation | None) -> Cell:
    return Cell(found.name, reverse("organisation", args=[found.code])) if found else Cell("")


def _words(text: str) -> str | Cell:
    """The registry writes «not stated» where a source was read and does not say."""
    if text == "not stated":
        return ""
    named = Organisation.objects.filter(code=text).first()
    return _opening(named) if named else str(FUNDERS.get(text, text))
