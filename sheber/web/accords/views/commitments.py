"""Commitments: their state, whose words they are, their evidence, what is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sheber.accords import queries
from sheber.accords.models import Commitment, Project
from sheber.accords.queries import Standing
from sheber.accords.states import COMMITMENT
from sheber.flows.telling import history, words
from sheber.kernel import events
from sheber.kernel.trilingual import sort_key
from sheber.programmes.models import Cluster
from sheber.registry.models import Sector
from sheber.web.accords import documents, standing
from sheber.web.shared import tables
from sheber.web.shared.tables import Column, Table


def commitments(request: HttpRequest) -> HttpResponse:
    """The register, filtered by state, sector and side."""
    rows = Commitment.objects.prefetch_related("owners", "sectors", "regions")
    state, sector = request.GET.get("state", ""), request.GET.get("sector", "")
    said_by = request.GET.get("side", "")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(sectors=sector) if sector else rows
    rows = rows.filter(stated_by=said_by) if said_by else rows
    found = queries.standings(rows)
    table = _table(found)
    context = {
        "found": [(one, standing.shown(one.commitment)) for one in found],
        "agreed": sum(one.agreed for one in found),
        "open_gaps": sum(len(one.open_gaps) for one in found),
        "table": table,
        "states": [(one, words.state(one)) for one in COMMITMENT.states],
        "sectors": sorted(Sector.objects.all(), key=lambda one: sort_key(one.name)),
        "sides": standing.sides(),
        "state": state,
        "sector": sector,
        "side": said_by,
    }
    return tables.requested(request, [table]) or render(
        request, "accords/commitments.html", context
    )


def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """One commitment with its evidence, its gaps and its history from the log."""
    found = get_object_or_404(Commitment, code=code)
    whole = queries.standing(found)
    context = {
        "commitment": found,
        "standing": whole,
        "shown": standing.shown(found),
        "proofs": [documents.proof(one) for one in whole.evidence],
        "papers": documents.papers(found.documents),
        "owners": sorted(found.owners.all(), key=lambda one: sort_key(one.name)),
        "sectors": sorted((one.name for one in found.sectors.all()), key=sort_key),
        "groups": sorted((one.name for one in found.region_groups.all()), key=sort_key),
        "areas": documents.areas(found.named_areas),
        "stated": [documents.stated(one) for one in queries.stated(whole) if not one.gap],
        "regions": sorted(found.regions.all(), key=lambda one: sort_key(one.name)),
        "bodies": sorted(found.organisations.all(), key=lambda one: sort_key(one.name)),
        "projects": Project.objects.filter(commitment=found),
        "clusters": Cluster.objects.filter(commitment=found),
        "history": history.lines(events.of(COMMITMENT.subject, [found.pk])),
        "answer": queries.may_receive_programme(found),
    }
    return render(request, "accords/commitment.html", context)


def _table(found: list[Standing]) -> Table:
    columns = (
        Column(_("Code")),
        Column(_("Commitment")),
        Column(_("State")),
        Column(_("Stated by")),
        Column(_("The other side")),
        Column(_("Agreed by both")),
        Column(_("Pieces of evidence"), numeric=True),
        Column(_("Missing")),
    )
    rows = [
        (
            one.commitment.code,
            one.commitment.name,
            words.state(one.commitment.state),
            one.commitment.get_stated_by_display(),
            standing.other_side(one.commitment),
            _("yes") if one.agreed else _("no"),
            len(one.evidence),
            "; ".join(gap.kind.name for gap in one.open_gaps),
        )
        for one in found
    ]
    return Table(_("Commitments"), columns, rows, "commitments")
