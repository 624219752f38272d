"""Where each kind of seat is really applied for: the programme decides only its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheber.admissions.enums import Channel, PoolKind
from sheber.admissions.models import Campaign, Offering, Pool, SeatSource
from sheber.kernel.refusals import Sentence
from sheber.offers.models import Offer
from sheber.web.shared.moments import moment


@dataclass(frozen=True)
class Way:
    """A kind of seat and its official channel; `source` is None where the programme decides.

    `deadline` is in words, in the time of the place where the seat is.
    """

    kind: Sentence
    source: SeatSource | None
    deadline: str

    @property
    def channel(self) -> Sentence:
        return Channel(self.source.channel).label if self.source else ""


def offerings_of(offer: Offer) -> list[Offering]:
    """What one applies for to be given a seat of this offer."""
    rows = Offering.objects.filter(pk__in=Pool.objects.filter(offer=offer).values("offering"))
    return list(
        rows.select_related("campaign", "capacity__provider__region", "capacity__programme")
    )


def ways(offering: Offering) -> list[Way]:
    """Each kind of seat of an offering, in the order in which its pools stand."""
    pools = Pool.objects.filter(offering=offering).order_by("order")
    kinds = dict.fromkeys(PoolKind(pool.kind) for pool in pools)
    sources = elsewhere(offering.campaign, [offering.capacity.provider.country_id])
    return [_way(kind, offering, sources.get(kind)) for kind in kinds]


def elsewhere(campaign: Campaign, countries: Iterable[str]) -> dict[str, SeatSource]:
    """Sources other than the programme itself, by kind of seat."""
    rows = SeatSource.objects.filter(campaign=campaign, country__in=list(countries))
    return {one.pool_kind: one for one in rows.exclude(channel=Channel.PROGRAMME)}


def _way(kind: PoolKind, offering: Offering, source: SeatSource | None) -> Way:
    region = offering.capacity.provider.region
    zone = region.timezone if region else "UTC"
    due = moment(source.deadline, zone) if source and source.deadline else ""
    return Way(kind.label, source, due)
