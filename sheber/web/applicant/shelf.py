"""What may be ranked: offerings of a campaign under each of their terms, with what is owed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sheber.admissions.enums import STATE_POOLS, PoolKind, TermsKind
from sheber.admissions.models import Campaign, Offering, Pool, RankedContract
from sheber.kernel.trilingual import sort_key
from sheber.offers.models import Offer, Terms
from sheber.offers.queries import current_terms
from sheber.offers.rules import SHOWN
from sheber.registry.models import Person
from sheber.web.applicant.wishes import owed
from sheber.web.offers import words


@dataclass(frozen=True)
class Choice:
    """A contract that can be ranked; `place` is where it already stands on the list."""

    offering: Offering
    terms_kind: str
    offer: Offer | None
    owed: str
    given: tuple[str, ...]
    place: int | None

    @property
    def kind(self) -> str:
        return str(TermsKind(self.terms_kind).label)

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.offering.pk}:{self.terms_kind}:{self.offer.pk if self.offer else ''}"


def choices(campaign: Campaign, person: Person, wishes: Iterable[RankedContract]) -> list[Choice]:
    """Everything that this person may rank, by programme and provider."""
    places = {(one.offering_id, one.terms_kind, one.offer_id): one.position for one in wishes}
    pools: dict[int, list[Pool]] = defaultdict(list)
    for pool in Pool.objects.filter(offering__campaign=campaign).select_related("offer"):
        pools[pool.offering_id].append(pool)
    offers = _open_offers(pools, person)
    terms = current_terms(offers.values())
    found = [
        _choice(offering, kind, offers.get(offer or 0), terms, places)
        for offering in _offerings(campaign)
        for kind, offer in _terms_of(pools[offering.pk], offers)
    ]
    return sorted(found, key=_order)


def _offerings(campaign: Campaign) -> Iterable[Offering]:
    return Offering.objects.filter(campaign=campaign).select_related(
        "capacity__provider__region", "capacity__programme__cluster"
    )


def _open_offers(pools: dict[int, list[Pool]], person: Person) -> dict[int, Offer]:
    """Offers on show that are open to the person's citizenship."""
    keys = {pool.offer_id for found in pools.values() for pool in found if pool.offer_id}
    rows = Offer.objects.filter(pk__in=keys, state__in=SHOWN, open_to=person.citizenship_id)
    return {row.pk: row for row in rows.select_related("line__call__employer", "line__occupation")}


def _terms_of(pools: list[Pool], offers: dict[int, Offer]) -> list[tuple[str, int | None]]:
    """Under which terms an offering may be ranked: (kind, offer)."""
    kinds = {pool.kind for pool in pools}
    found: list[tuple[str, int | None]] = [
        (TermsKind.TARGET, pool.offer_id)
        for pool in pools
        if pool.kind == PoolKind.TARGET and pool.offer_id in offers
    ]
    if not kinds.isdisjoint(STATE_POOLS):
        found.append((TermsKind.STATE, None))
    if PoolKind.PAID in kinds:
        found.append((TermsKind.PAID, None))
    return list(dict.fromkeys(found))


def _choice(
    offering: Offering,
    kind: str,
    offer: Offer | None,
    terms: dict[int, Terms],
    places: dict[tuple[int, str, int | None], int],
) -> Choice:
    stated = terms.get(offer.pk) if offer else None
    given = tuple(filter(None, (words.monthly(stated), words.bed(stated)))) if stated else ()
    place = places.get((offering.pk, kind, offer.pk if offer else None))
    return Choice(offering, kind, offer, owed(kind, stated), given, place)


def _order(choice: Choice) -> tuple[object, ...]:
    capacity = choice.offering.capacity
    names = sort_key(capacity.programme.name), sort_key(capacity.provider.name)
    return (*names, choice.terms_kind != TermsKind.TARGET, choice.offer.pk if choice.offer else 0)
