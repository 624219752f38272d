"""Questions to a round: why seats stay empty, and why somebody holds what they hold."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sheber.admissions import rules
from sheber.admissions.enums import PoolKind
from sheber.admissions.models import Clearing, Pool, RankedContract
from sheber.flows import vacancies as flow
from sheber.registry.enums import Role
from sheber.web.applicant import telling
from sheber.web.office import emptiness
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

READERS = (Role.OFFICE, Role.AUDITOR)
ON_A_PAGE = 100
ALL = "all"


@needs_role(*READERS)
def empty_seats(request: HttpRequest, key: int) -> HttpResponse:
    """Pools with empty seats: target seats, or those of another kind, or all of them."""
    clearing = _clearing(key)
    kind = request.GET.get("kind", PoolKind.TARGET.value)
    pools = Pool.objects.filter(offering__campaign=clearing.campaign_id)
    kinds = dict(pools.values_list("code", "kind"))
    found = [
        one
        for one in flow.empty_pools(clearing, actor=actor(request))
        if kind in (ALL, kinds[one.pool.pool])
    ]
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    table = emptiness.pools_table(clearing, list(page), page.number)
    if file := tables.requested(request, [table]):
        return file
    context = {
        "clearing": clearing,
        "kinds": [*PoolKind.choices],
        "kind": kind,
        "pools": len(found),
        "seats": sum(one.pool.empty for one in found),
        "table": table,
        "page": page,
    }
    return render(request, "office/empty_seats.html", context)


@needs_role(*READERS)
def empty_pool(request: HttpRequest, key: int, pool: int) -> HttpResponse:
    """One pool: what became of everybody who ranked its seats."""
    clearing = _clearing(key)
    found = get_object_or_404(
        Pool.objects.select_related(
            "offering__capacity__programme", "offering__capacity__provider"
        ),
        pk=pool,
        offering__campaign=clearing.campaign_id,
    )
    why = flow.why_empty(clearing, found, actor=actor(request))
    context = {
        "clearing": clearing,
        "pool": found,
        "empty": why is not None,
        "answers": emptiness.answers(why) if why else [],
        "kept_back": why is not None and why.people is None,
    }
    return render(request, "office/empty_pool.html", context)


@needs_role(*READERS)
def explained(request: HttpRequest, key: int) -> HttpResponse:
    """What the round says to one person, as the person reads it; asked for by pseudonym."""
    clearing = _clearing(key)
    person = request.GET.get("person", "").strip().upper()
    application = rules.visible(actor(request)).filter(
        campaign=clearing.campaign_id, person_id=person
    )
    told = None
    if person and application.exists():
        ranked = RankedContract.objects.filter(application__in=application).select_related(
            "offer", "offering__capacity__programme", "offering__capacity__provider"
        )
        told = telling.told(clearing, person, list(ranked.order_by("position")))
    context = {"clearing": clearing, "person": person, "round": told}
    return render(request, "office/explained.html", context)


def _clearing(key: int) -> Clearing:
    return get_object_or_404(Clearing.objects.select_related("campaign"), pk=key)
