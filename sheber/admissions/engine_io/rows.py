"""What a market is made of: columns, read in a fixed number of queries."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from django.db.models import Case, IntegerField, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from sheber.admissions.enums import PROTECTED_POOLS, FactKind, PoolKind, TermsKind
from sheber.admissions.models import (
    Application,
    Campaign,
    Fund,
    Pool,
    RankedContract,
    RegionalCap,
    RegionalTarget,
    Seat,
    VerifiedFact,
)
from sheber.admissions.queries import LIVING, LOST, pools_decided_elsewhere, published_clearings
from sheber.engine.clearing.market import Flags, Integers
from sheber.kernel import clock, columns

Texts = npt.NDArray[np.str_]
# Terms as small numbers, in the order in which they are declared.
TERMS = tuple(TermsKind.values)
NOTHING = -1


@dataclass(frozen=True)
class Wishes:
    """Ranked contracts as columns, by person and then best first; W of them.

    key: of the row. person: a number in `Rows.people`. position: the place in the person's own
    list. offering, offer: keys, offer −1 where none is named. terms: a number in `TERMS`.
    """

    key: Integers
    person: Integers
    position: Integers
    offering: Integers
    terms: Integers
    offer: Integers


@dataclass(frozen=True)
class Scores:
    """Points that stand, as columns. person: a number in `Rows.people`; scale and ties: numbers
    in `scales` and in `tie_breaks`, where equal ones stand once."""

    person: Integers
    scale: Integers
    points: Integers
    ties: Integers
    scales: tuple[str, ...]
    tie_breaks: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Holder:
    """A living seat. Who `keeps` it is out of the market; anybody else may still do better.

    `bound`: keeps it too, under a regional cap, and stays in the market with this one claim, so
    that turns in the region do not start anew.
    """

    person: str
    contract: int
    position: int
    pool: int
    keeps: bool
    bound: bool = False


@dataclass(frozen=True)
class Regional:
    """A regional cap: its code, and offerings with their targets, in the order of their turns."""

    code: str
    cap: int
    targets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Rows:
    """Everything that a market of a campaign is made of, in a stable order.

    people: pseudonyms, ascending, of all who have a verified application. entitled: by person and
    kind of `PROTECTED_POOLS`. offers: state and code by key. `comment` is what files of demo data
    say of themselves. lists_limited: whether somebody could have ranked more than a list may hold.
    regions: caps over offerings. minimum: by offering, people that it needs from this market to
    stay open, before the first publication alone. closed: offerings that were closed then.
    """

    pools: tuple[Pool, ...]
    funds: tuple[Fund, ...]
    offers: dict[int, tuple[str, str]]
    people: Texts
    wishes: Wishes
    scores: Scores
    entitled: Flags
    holders: dict[str, Holder]
    comment: dict[str, str] = field(default_factory=dict)
    lists_limited: bool = True
    regions: tuple[Regional, ...] = ()
    minimum: dict[int, int] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()


def read(campaign: Campaign) -> Rows:
    """The rows of a campaign: own pools, verified applications of those who may still be given
    a seat, facts that stand, and who holds what."""
    elsewhere = pools_decided_elsewhere(campaign).values("pk")
    pools = Pool.objects.filter(offering__campaign=campaign).exclude(pk__in=elsewhere)
    own = tuple(pools.select_related("offering__capacity").order_by("offering__code", "order"))
    regions = _regions(campaign)
    holders = _holders(campaign, _under_a_cap(own, regions))
    verified = columns.read(
        Application.objects.filter(campaign=campaign, state="verified"),
        {"pk": columns.WHOLE, "person_id": columns.TEXT},
    )
    people = np.sort(verified["person_id"])
    scores, entitled = _facts(campaign, people)
    return Rows(
        pools=own,
        funds=tuple(Fund.objects.filter(campaign=campaign).order_by("code")),
        offers=_offers(campaign),
        people=people,
        wishes=_wishes(campaign, verified, people, holders, {pool.pk for pool in own}),
        scores=scores,
        entitled=entitled,
        holders=holders,
        comment=clock.comment(),
        lists_limited=campaign.contracts_maximum < len(_rankable(campaign)),
        regions=regions,
        minimum=_minimum(campaign, own, holders),
        closed=frozenset(one.offering_id for one in own if one.offering.closed_in_id),
    )


def _regions(campaign: Campaign) -> tuple[Regional, ...]:
    targets: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = RegionalTarget.objects.filter(under__campaign=campaign).order_by("under", "turn")
    for under, offering, target in rows.values_list("under_id", "offering_id", "target"):
        targets[under].append((offering, target))
    caps = RegionalCap.objects.filter(campaign=campaign).order_by("code")
    return tuple(Regional(one.code, one.cap, tuple(targets[one.pk])) for one in caps)


def _under_a_cap(pools: Sequence[Pool], regions: Sequence[Regional]) -> set[int]:
    """Keys of the pools whose offerings stand under a regional cap."""
    offerings = {offering for one in regions for offering, _ in one.targets}
    return {pool.pk for pool in pools if pool.offering_id in offerings}


def _minimum(
    campaign: Campaign, own: Sequence[Pool], holders: Mapping[str, Holder]
) -> dict[int, int]:
    """By offering, how many of its smallest group this market has to bring: those who hold a seat
    by another official channel are there already. A group of one is no minimum: an offering in
    which nobody sits yet stays open for a refill. Nothing once a round was published."""
    if published_clearings(campaign).exists():
        return {}
    offering = dict(Pool.objects.filter(offering__campaign=campaign).values_list("pk", "offering"))
    there = Counter(offering[one.pool] for one in holders.values())
    return {
        pool.offering_id: max(0, pool.offering.capacity.minimum_group - there[pool.offering_id])
        for pool in own
        if pool.offering.capacity.minimum_group > 1
    }


def _rankable(campaign: Campaign) -> set[tuple[int, bool, int | None]]:
    """Every contract that a list could name: the target seats of each offer, and of each offering
    the state's seats and the paid ones."""
    pools = Pool.objects.filter(offering__campaign=campaign)
    return {
        (offering, kind == PoolKind.PAID, offer)
        for offering, kind, offer in pools.values_list("offering_id", "kind", "offer_id")
    }


def _holders(campaign: Campaign, under_a_cap: Collection[int]) -> dict[str, Holder]:
    rows = Seat.objects.filter(campaign=campaign, state__in=LIVING).values_list(
        "person_id", "contract_id", "contract__position", "pool_id", "state", "keeps_wishing"
    )
    found = {}
    for person, contract, position, pool, state, wishing in rows:
        keeps = state == "enrolled" or (state == "consented" and not wishing)
        capped = pool in under_a_cap
        found[person] = Holder(
            person, contract, position, pool, keeps and not capped, keeps and capped
        )
    return found


def _offers(campaign: Campaign) -> dict[int, tuple[str, str]]:
    pools = Pool.objects.filter(offering__campaign=campaign, offer__isnull=False).order_by()
    rows = pools.values_list("offer_id", "offer__state", "offer__code")
    return {key: (state, code) for key, state, code in rows if key is not None}


def _wishes(
    campaign: Campaign,
    verified: Mapping[str, columns.Column],
    people: Texts,
    holders: Mapping[str, Holder],
    own: Collection[int],
) -> Wishes:
    """By person, best first; of a holder only the held contract and what stands above it.

    A seat that an official channel gave is not the market's to move: of its holder only what
    stands above it is here.

    Whoever lost a seat of this campaign, or keeps one for good, is out: later markets only
    shrink, so that nobody who stays can be worse off.
    """
    found = columns.read(
        RankedContract.objects.filter(application__campaign=campaign, application__state="verified")
        .order_by()
        .annotate(
            terms=Case(
                *(When(terms_kind=kind, then=Value(number)) for number, kind in enumerate(TERMS)),
                output_field=IntegerField(),
            ),
            named=Coalesce("offer_id", NOTHING),
        ),
        dict.fromkeys(
            ("pk", "application_id", "position", "offering_id", "terms", "named"), columns.WHOLE
        ),
    )
    person = _applicants_of(found["application_id"], verified, people)
    last = _last_position(campaign, people, holders, own)
    order = np.lexsort([found["position"], person])
    order = order[(person[order] >= 0) & (found["position"][order] <= last[person[order]])]
    return Wishes(
        key=found["pk"][order],
        person=person[order],
        position=found["position"][order],
        offering=found["offering_id"][order],
        terms=found["terms"][order],
        offer=found["named"][order],
    )


def _applicants_of(
    applications: Integers, verified: Mapping[str, columns.Column], people: Texts
) -> Integers:
    """Whose each application is, by number; −1 for one that was verified a moment later."""
    by_key = np.argsort(verified["pk"])
    keys = verified["pk"][by_key]
    owner = np.searchsorted(people, verified["person_id"])[by_key]
    place = np.searchsorted(keys, applications)
    known = place < len(keys)
    known[known] = keys[place[known]] == applications[known]
    found = np.full(len(applications), NOTHING, dtype=np.int64)
    found[known] = owner[place[known]]
    return found


def _last_position(
    campaign: Campaign, people: Texts, holders: Mapping[str, Holder], own: Collection[int]
) -> Integers:
    """(A) up to which place of their list each person is in the market; 0 for who is out."""
    last = np.full(len(people), np.iinfo(np.int64).max)
    lost = Seat.objects.filter(campaign=campaign, state__in=LOST)
    gone = list(lost.values_list("person_id", flat=True))
    last[placed(people, gone)[1]] = 0
    reach = [0 if one.keeps else one.position - (one.pool not in own) for one in holders.values()]
    there, number = placed(people, list(holders))
    last[number] = np.array(reach, dtype=np.int64)[there]
    return last


def placed(people: Texts, wanted: Sequence[str] | Texts) -> tuple[Integers, Integers]:
    """Which of the wanted are there, and their numbers."""
    names = np.asarray(wanted, dtype=np.str_)
    number = np.searchsorted(people, names)
    there = np.flatnonzero(number < len(people))
    there = there[people[number[there]] == names[there]]
    return there, number[there]


def _facts(campaign: Campaign, people: Texts) -> tuple[Scores, Flags]:
    """Scores and entitlements of these people, refuted facts left out."""
    standing = VerifiedFact.objects.filter(campaign=campaign, refuted_at__isnull=True).order_by()
    found = columns.read(
        standing.filter(kind=FactKind.SCORE).annotate(
            number=Coalesce("points", 0), breaks=Cast("ties", TextField())
        ),
        {
            "person_id": columns.TEXT,
            "scale": columns.TEXT,
            "number": columns.WHOLE,
            "breaks": columns.TEXT,
        },
    )
    there, person = placed(people, found["person_id"])
    scales, scale = np.unique(found["scale"][there], return_inverse=True)
    breaks, ties = np.unique(found["breaks"][there], return_inverse=True)
    scores = Scores(
        person=person,
        scale=scale,
        points=found["number"][there],
        ties=ties,
        scales=tuple(scales.tolist()),
        tie_breaks=tuple(tuple(json.loads(one)) for one in breaks.tolist()),
    )
    entitled = np.zeros((len(people), len(PROTECTED_POOLS)), dtype=np.bool_)
    for number, kind in enumerate(PROTECTED_POOLS):
        rows = columns.read(standing.filter(kind=kind), {"person_id": columns.TEXT})
        entitled[placed(people, rows["person_id"])[1], number] = True
    return scores, entitled
