"""A clearing in words: its certificate, its cut-offs, its six properties."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions import engine_io, queries
from sheber.admissions.models import Campaign, Clearing, Offering, Pool
from sheber.kernel.refusals import Sentence
from sheber.registry.models import Organisation
from sheber.registry.queries import offices
from sheber.web.shared.tables import Cell, Column, MadeRows, Table

PROPERTIES: dict[str, Sentence] = {
    "C1": gettext_lazy("Everybody holds one contract at most, and one from the own list."),
    "C2": gettext_lazy("No pool holds more than its seats and what flowed in from empty ones."),
    "C3": gettext_lazy("Nobody with a better claim was passed over."),
    "C4": gettext_lazy("No seat stands empty that somebody would like better."),
    "C5": gettext_lazy("Each contract sits in the earliest of its pools that would take it."),
    "C6": gettext_lazy("The caps of funds and regions hold."),
}
FEW = 500
"""So many codes are asked for by name."""

Row = tuple[Any, ...]

WHICH_POOL = (
    Column(gettext_lazy("Programme and provider")),
    Column(gettext_lazy("Kind")),
)


@dataclass(frozen=True)
class Word:
    """An office and when it approved exactly this clearing; None while it waits."""

    office: Organisation
    at: Any


@dataclass(frozen=True)
class Summary:
    """What a clearing did, in numbers."""

    people: int
    held: int
    pools: int
    seats: int
    empty: int
    market_sha256: str


def words_of_offices(clearing: Clearing) -> list[Word]:
    """Every office that takes part, and its approval if there is one."""
    given = {one.office_id: one.approved_at for one in queries.approvals(clearing)}
    return [Word(office, given.get(office.pk)) for office in offices()]


def summary(clearing: Clearing) -> Summary:
    """The size of the market and how far it was filled."""
    result = json.loads(clearing.result)
    seats = sum(pool["capacity"] for pool in result["pools"])
    return Summary(
        people=clearing.people,
        held=clearing.held,
        pools=len(result["pools"]),
        seats=seats,
        empty=max(0, seats - clearing.held),
        market_sha256=result["market_sha256"],
    )


def properties(clearing: Clearing) -> list[tuple[str, Sentence, bool]]:
    """The six properties as the result states them: number, words, whether it holds."""
    stated = json.loads(clearing.result)["properties"]
    return [(code, words, bool(stated.get(code))) for code, words in PROPERTIES.items()]


def cutoffs_table(clearing: Clearing) -> Table:
    """What it took to get into each pool."""
    capped = engine_io.closed_by_region(clearing)
    columns = (
        *WHICH_POOL,
        Column(_("Seats"), numeric=True),
        Column(_("Flowed in"), numeric=True),
        Column(_("Held"), numeric=True),
        Column(_("Last admitted: score")),
        Column(_("Ties")),
        Column(_("Lottery")),
        Column(_("Code of the pool")),
    )

    def made(found: Sequence[queries.Cutoff]) -> list[Row]:
        pools = pools_of(clearing.campaign_id, [one.pool for one in found])
        return [
            (
                *which(pools.get(one.pool)),
                one.capacity,
                one.inflow,
                one.occupancy,
                _last(one, one.pool in capped),
                ", ".join(f"{tie:g}" for tie in one.ties) or "—",
                str(one.lottery) if one.lottery is not None else "—",
                one.pool,
            )
            for one in found
        ]

    rows = MadeRows(queries.cutoffs(clearing), made)
    return Table(_("Cut-offs by pool"), columns, rows, f"cutoffs-{clearing.pk}")


def closings(clearing: Clearing) -> list[tuple[str, int, int]]:
    """Offerings that a first round closed, in words and in order: held, and the minimum."""
    closed = engine_io.closings(clearing)
    rows = Offering.objects.filter(
        campaign=clearing.campaign_id, code__in=[one.offering for one in closed]
    )
    named = {
        row.code: offering_in_words(row)
        for row in rows.select_related("capacity__programme", "capacity__provider")
    }
    return [(named.get(one.offering, one.offering), one.held, one.minimum) for one in closed]


def pools_of(campaign: int, codes: Sequence[str]) -> dict[str, Pool]:
    """Pools of a campaign by their codes; many are read with all of the campaign."""
    rows = Pool.objects.filter(offering__campaign=campaign).select_related(
        "offering__capacity__provider", "offering__capacity__programme", "offer"
    )
    if len(codes) <= FEW:
        rows = rows.filter(code__in=codes)
    return {one.code: one for one in rows}


def which(pool: Pool | None) -> tuple[Any, ...]:
    """What is taught in a pool’s seats, where, and of which kind they are; an offer opens."""
    if pool is None:
        return "", ""
    url = reverse("offer", args=[pool.offer.code]) if pool.offer else ""
    return offering_in_words(pool.offering), Cell(pool.get_kind_display(), url)


def offering_in_words(offering: Offering) -> str:
    """What is taught and where."""
    return f"{offering.capacity.programme.name} · {offering.capacity.provider.name}"


def _last(one: queries.Cutoff, capped: bool) -> Sentence:
    """The score of the last admitted; a pool that was not filled has none. Where the cap of the
    region let no further seat be given, that is said."""
    if capped:
        last = "—" if one.score is None else f"{one.score:g}"
        return _("%(score)s, closed by the region’s cap") % {"score": last}
    if one.score is not None:
        return f"{one.score:g}"
    return _("seats stayed free") if one.capacity + one.inflow else "—"


def fillings_table(campaign: Campaign) -> Table:
    """How far each pool is filled now."""
    columns = (
        *WHICH_POOL,
        Column(_("Seats"), numeric=True),
        Column(_("Offered"), numeric=True),
        Column(_("Taken"), numeric=True),
        Column(_("Enrolled"), numeric=True),
        Column(_("Lost"), numeric=True),
        Column(_("Code of the pool")),
    )

    def made(found: Sequence[queries.Filling]) -> list[Row]:
        pools = pools_of(campaign.pk, [one.pool.code for one in found])
        return [
            (
                *which(pools.get(one.pool.code)),
                one.pool.capacity,
                one.offered,
                one.consented,
                one.enrolled,
                one.lost,
                one.pool.code,
            )
            for one in found
        ]

    rows = MadeRows(queries.fillings(campaign), made)
    return Table(_("Pools and how far they are filled"), columns, rows, "fillings")
