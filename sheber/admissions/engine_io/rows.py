"""What a market is made of, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from sheber.admissions.enums import FactKind
from sheber.admissions.models import Campaign, Fund, Pool, RankedContract, Seat, VerifiedFact
from sheber.admissions.queries import LIVING, LOST, pools_decided_elsewhere
from sheber.kernel import clock


@dataclass(frozen=True)
class Score:
    """Points on a scale, and the tie-breaks of that scale."""

    scale: str
    points: int
    ties: tuple[float, ...]


@dataclass(frozen=True)
class Wish:
    """A ranked contract: the place in the person's list, the offering, what is signed."""

    key: int
    person: str
    position: int
    offering: int
    terms_kind: str
    offer: int | None
    offer_state: str
    offer_code: str


@dataclass
class Facts:
    """What has been verified about one person, refuted facts left out."""

    scores: dict[str, Score] = field(default_factory=dict)
    entitlements: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Holder:
    """A living seat. Who `keeps` it is out of the market; anybody else may still do better."""

    person: str
    contract: int
    position: int
    pool: int
    keeps: bool


@dataclass(frozen=True)
class Rows:
    """Everything that a market of a campaign is made of, in a stable order.

    `comment` is what files of demo data say of themselves.
    """

    pools: tuple[Pool, ...]
    funds: tuple[Fund, ...]
    wishes: dict[str, list[Wish]]
    facts: dict[str, Facts]
    holders: dict[str, Holder]
    comment: dict[str, str] = field(default_factory=dict)


def read(campaign: Campaign) -> Rows:
    """The rows of a campaign: own pools, verified applications of those who may still be given
    a seat, facts that stand, and who holds what."""
    elsewhere = pools_decided_elsewhere(campaign).values("pk")
    pools = Pool.objects.filter(offering__campaign=campaign).exclude(pk__in=elsewhere)
    holders = _holders(campaign)
    own = tuple(pools.select_related("offering").order_by("offering__code", "order"))
    return Rows(
        pools=own,
        funds=tuple(Fund.objects.filter(campaign=campaign).order_by("code")),
        wishes=_wishes(campaign, holders, {pool.pk for pool in own}),
        facts=_facts(campaign),
        holders=holders,
        comment=clock.comment(),
    )


def _holders(campaign: Campaign) -> dict[str, Holder]:
    rows = Seat.objects.filter(campaign=campaign, state__in=LIVING).values_list(
        "person_id", "contract_id", "contract__position", "pool_id", "state", "keeps_wishing"
    )
    return {
        person: Holder(
            person,
            contract,
            position,
            pool,
            keeps=state == "enrolled" or (state == "consented" and not wishing),
        )
        for person, contract, position, pool, state, wishing in rows
    }


def _wishes(campaign: Campaign, holders: dict[str, Holder], own: set[int]) -> dict[str, list[Wish]]:
    """By person, best first; of a holder only the held contract and what stands above it.

    A seat that an official channel gave is not the market's to move: of its holder only what
    stands above it is here.

    Whoever lost a seat of this campaign, or keeps one for good, is out: later markets only
    shrink, so that nobody who stays can be worse off.
    """
    lost = Seat.objects.filter(campaign=campaign, state__in=LOST).values_list(
        "person_id", flat=True
    )
    out = {person for person in lost if person not in holders}
    out |= {holder.person for holder in holders.values() if holder.keeps}
    rows = (
        RankedContract.objects.filter(application__campaign=campaign, application__state="verified")
        .order_by("application__person_id", "position")
        .values_list(
            "pk",
            "application__person_id",
            "position",
            "offering_id",
            "terms_kind",
            "offer_id",
            "offer__state",
            "offer__code",
        )
    )
    found: dict[str, list[Wish]] = defaultdict(list)
    for key, person, position, offering, terms_kind, offer, state, code in rows.iterator(5000):
        holder = holders.get(person)
        last = holder.position - (holder.pool not in own) if holder else position
        if person in out or position > last:
            continue
        found[person].append(
            Wish(key, person, position, offering, terms_kind, offer, state or "", code or "")
        )
    return found


def _facts(campaign: Campaign) -> dict[str, Facts]:
    rows = VerifiedFact.objects.filter(campaign=campaign, refuted_at__isnull=True).values_list(
        "person_id", "kind", "scale", "points", "ties"
    )
    found: dict[str, Facts] = defaultdict(Facts)
    for person, kind, scale, points, ties in rows.iterator(5000):
        if kind == FactKind.SCORE:
            found[person].scores[scale] = Score(scale, points or 0, tuple(ties))
        else:
            found[person].entitlements.add(kind)
    return found
