"""Shared reads of admissions: whose turn it is, what a person holds, who must be told."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from sheber.admissions.enums import STATE_POOLS, Channel, PoolKind, TermsKind
from sheber.admissions.models import (
    Application,
    Campaign,
    Clearing,
    ClearingApproval,
    Lottery,
    LotteryParty,
    Pool,
    PublicEdition,
    RankedContract,
    RuleUse,
    Seat,
    SeatSource,
    VerifiedFact,
)
from sheber.offers.models import Offer
from sheber.offers.queries import shown_terms
from sheber.registry import queries as registry
from sheber.registry.models import Organisation, Rule, RulePack
from sheber.registry.queries import offices

LIVING = ("offered", "consented", "enrolled")
TAKEN = ("consented", "enrolled")
# Rules that say where seats are applied for and until when.
CHANNELS, PLATFORM = "admission.channels", "target_contract.platform"
LAST_DAYS = ("admission.calendar.documents_close", "admission.calendar.applications_close")
STATED = (CHANNELS, PLATFORM, *LAST_DAYS)
LOST = ("lapsed", "given_up", "refuted")
# Ranked contracts that are cleared in a few seconds.
LARGE = 20_000


@dataclass(frozen=True)
class Cutoff:
    """What it took to get into a pool in one clearing; `score` is None where a seat stayed free.

    `capacity` are own seats, `inflow` those that flowed in, `occupancy` the seats held.
    """

    pool: str
    capacity: int
    inflow: int
    occupancy: int
    score: float | None
    ties: tuple[float, ...]
    lottery: int | None


@dataclass(frozen=True)
class Filling:
    """How far a pool is filled now."""

    pool: Pool
    offered: int
    consented: int
    enrolled: int
    lost: int


@dataclass(frozen=True)
class ReceiptLine:
    """A wish, and where it is decided.

    Without `elsewhere` the programme decides it. Otherwise this is no application to the
    university: it is filed at each of these channels by its deadline, and the outcome imported.
    """

    contract: RankedContract
    decided_here: bool
    elsewhere: tuple[SeatSource, ...]


def who_ranked(pool: Pool) -> list[tuple[str, str]]:
    """(pseudonym, state of the application) of everybody who ranked a contract that leads to the
    seats of a pool."""
    terms = {PoolKind.TARGET: TermsKind.TARGET, PoolKind.PAID: TermsKind.PAID}
    rows = RankedContract.objects.filter(
        offering=pool.offering_id, terms_kind=terms.get(PoolKind(pool.kind), TermsKind.STATE)
    )
    if pool.offer_id is not None:
        rows = rows.filter(offer=pool.offer_id)
    people = rows.order_by("application__person_id").distinct()
    return list(people.values_list("application__person_id", "application__state"))


def people_with_a_seat(campaign: int) -> QuerySet[Seat, str]:
    """Everybody who was ever given a seat in a campaign, by pseudonym."""
    return Seat.objects.filter(campaign=campaign).values_list("person_id", flat=True)


def carried_forward(campaign: Campaign) -> list[RulePack]:
    """The campaign's packs that do not cover the day it opens: carried forward, unconfirmed."""
    opens = campaign.opens_at.date()
    stated = campaign.rule_packs.order_by("code")
    return [one for one in stated if not one.valid_from <= opens < one.valid_to]


def resting_on_assumptions() -> QuerySet[RuleUse]:
    """Rules that shaped pools although an office only assumed the answer."""
    return (
        RuleUse.objects.filter(basis="assumption")
        .select_related("offering__campaign", "country")
        .order_by("country_id", "code", "offering_id")
    )


def rule_marks(campaign: Campaign) -> dict[str, list[str]]:
    """How far the rules of a campaign may be trusted, to be kept with a run; see `Clearing`."""
    uses = resting_on_assumptions().filter(offering__campaign=campaign)
    return {
        "carried_forward": [one.code for one in carried_forward(campaign)],
        "assumed": list(dict.fromkeys(str(one) for one in uses)),
    }


def contracts_of(applications: Iterable[Application]) -> dict[int, list[RankedContract]]:
    """The wishes of each application, best first."""
    found: dict[int, list[RankedContract]] = defaultdict(list)
    rows = RankedContract.objects.filter(application__in=list(applications))
    for row in rows.select_related("offering__capacity__provider", "offer").order_by("position"):
        found[row.application_id].append(row)
    return found


def ranked_older_terms(offer: Offer | None = None) -> QuerySet[RankedContract]:
    """Wishes whose offer has been amended since: these people must be told.

    Of one offer, or of all. Withdrawn and rejected applications are left out.
    """
    latest = shown_terms().filter(offer=OuterRef("offer")).order_by("-version")
    rows = (
        RankedContract.objects.filter(terms_kind=TermsKind.TARGET)
        .exclude(application__state__in=("withdrawn", "rejected"))
        .annotate(latest_version=Subquery(latest.values("version")[:1]))
        .filter(terms_version__lt=F("latest_version"))
        .select_related("application__person", "offer", "offering")
        .order_by("application_id", "position")
    )
    return rows if offer is None else rows.filter(offer=offer)


def receipt(application: Application) -> list[ReceiptLine]:
    """Each wish with the channels at which it is really applied for."""
    contracts = contracts_of([application])[application.pk]
    kinds: dict[int, set[str]] = defaultdict(set)
    for pool in Pool.objects.filter(offering__in={one.offering_id for one in contracts}):
        kinds[pool.offering_id].add(pool.kind)
    sources = {
        (one.country_id, one.pool_kind): one
        for one in SeatSource.objects.filter(campaign=application.campaign_id)
    }
    return [_receipt_line(one, kinds[one.offering_id], sources) for one in contracts]


def seat_kinds(campaign: Campaign) -> list[tuple[str, str]]:
    """Every kind of seat that the campaign has, as (country, kind)."""
    rows = Pool.objects.filter(offering__campaign=campaign).order_by()
    found = set(rows.values_list("offering__capacity__provider__country_id", "kind"))
    order = list(PoolKind.values)
    return sorted(found, key=lambda one: (one[0], order.index(one[1])))


def kinds_without_channel(campaign: Campaign) -> list[tuple[str, str]]:
    """Kinds of seats of which nobody has said where they are applied for."""
    sources = SeatSource.objects.filter(campaign=campaign)
    named = set(sources.values_list("country_id", "pool_kind"))
    return [one for one in seat_kinds(campaign) if one not in named]


def stated_sources(campaign: Campaign) -> list[SeatSource]:
    """A channel for each kind of seat as the campaign's rule packs state it, not saved.

    A pack names several channels at most for everything but target and paid seats; the first that
    is known here stands. Where a pack is silent, the programme itself does. The deadline is the
    day on which the country takes the last documents; the number is the channel's to give.
    """
    values = _stated_values(campaign)
    return [
        _stated_source(campaign, country, kind, values.get(country, {}))
        for country, kind in seat_kinds(campaign)
    ]


def pools_decided_elsewhere(campaign: Campaign) -> QuerySet[Pool]:
    """Pools that the programme does not own: their outcome is imported."""
    foreign = Q(pk__in=())
    for source in SeatSource.objects.filter(campaign=campaign).exclude(channel=Channel.PROGRAMME):
        foreign |= Q(kind=source.pool_kind, offering__capacity__provider__country=source.country_id)
    return Pool.objects.filter(foreign, offering__campaign=campaign)


def fillings(campaign: Campaign) -> list[Filling]:
    """Each pool with its seats by state, counted now."""
    rows = Seat.objects.filter(campaign=campaign).order_by().values("pool_id", "state")
    counts = {
        (row["pool_id"], row["state"]): row["number"] for row in rows.annotate(number=Count("pk"))
    }
    pools = Pool.objects.filter(offering__campaign=campaign)
    return [
        Filling(
            pool=pool,
            offered=counts.get((pool.pk, "offered"), 0),
            consented=counts.get((pool.pk, "consented"), 0),
            enrolled=counts.get((pool.pk, "enrolled"), 0),
            lost=sum(counts.get((pool.pk, state), 0) for state in LOST),
        )
        for pool in pools.order_by("offering__code", "order")
    ]


def cutoffs(clearing: Clearing) -> list[Cutoff]:
    """The pools of a clearing as its result states them."""
    stated: list[dict[str, Any]] = json.loads(clearing.result)["pools"]
    return [_cutoff(pool) for pool in stated]


def properties(clearing: Clearing) -> dict[str, bool]:
    """C1–C6 as the result states them: true only, since nothing else is ever kept."""
    stated: dict[str, bool] = json.loads(clearing.result)["properties"]
    return stated


def approvals(clearing: Clearing) -> list[ClearingApproval]:
    """Who has approved exactly this clearing."""
    found = ClearingApproval.objects.filter(clearing=clearing, digest=clearing.digest)
    return list(found.select_related("office").order_by("approved_at"))


def offices_waiting(clearing: Clearing) -> list[Organisation]:
    """Offices whose approval is still missing."""
    given = {one.office_id for one in approvals(clearing)}
    return [office for office in offices() if office.pk not in given]


def pseudonyms(campaign: Campaign) -> list[str]:
    """Everybody who handed in an application, whatever became of it: the list that a lottery
    ranks. It is final when the campaign closes."""
    rows = Application.objects.filter(campaign=campaign, submitted_at__isnull=False)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def public_editions() -> QuerySet[PublicEdition]:
    """Of every round that was ever published, the latest first; without what is long."""
    found = PublicEdition.objects.select_related("clearing__campaign")
    long = ("document", "leaves", "clearing__market", "clearing__result")
    return found.defer(*long).order_by("-clearing__campaign__year", "-clearing__round")


def public_edition(campaign: Campaign, number: int) -> PublicEdition | None:
    """The public edition of a round; None before it is published."""
    rows = public_editions().filter(clearing__campaign=campaign, clearing__round=number)
    return rows.first()


def living_lottery(campaign: Campaign) -> Lottery | None:
    """The draw of a campaign, begun or done; None before one begins."""
    found = Lottery.objects.filter(campaign=campaign).exclude(state="annulled")
    return found.select_related("campaign").first()


def lottery_parties(lottery: Lottery) -> list[LotteryParty]:
    """The offices of a draw in their stated order."""
    return list(LotteryParty.objects.filter(lottery=lottery).select_related("office"))


def is_large(campaign: Campaign) -> bool:
    """Whether its lists are too many to be cleared while somebody waits for the page."""
    ranked = RankedContract.objects.filter(application__campaign=campaign).order_by()
    return ranked.values("pk")[LARGE : LARGE + 1].exists()


def published_clearings(campaign: Campaign) -> QuerySet[Clearing]:
    """Clearings that have been published, the latest first, without their long texts."""
    return (
        Clearing.objects.filter(campaign=campaign, consent_by__isnull=False)
        .defer("market", "result")
        .order_by("-round")
    )


def living_seats(campaign: Campaign) -> QuerySet[Seat]:
    """Seats that somebody holds: offered, consented to, enrolled."""
    return _with_context(Seat.objects.filter(campaign=campaign, state__in=LIVING))


def seats_of_offer(offer: Offer) -> QuerySet[Seat]:
    """Seats on an offer that have been taken: for whom contracts are written."""
    return _with_context(Seat.objects.filter(contract__offer=offer, state__in=TAKEN))


def seat_of(person: str, campaign: Campaign) -> Seat | None:
    """The seat that a person holds in a campaign."""
    return living_seats(campaign).filter(person_id=person).first()


def consent_missed(campaign: Campaign, now: datetime) -> QuerySet[Seat]:
    """Offered seats whose day of consent has passed: that of their round, else the campaign's."""
    own_day = Q(clearing__consent_by__lte=now)
    no_own_day = Q(clearing__consent_by__isnull=True, campaign__consent_by__lte=now)
    late = Seat.objects.filter(own_day | no_own_day, campaign=campaign, state="offered")
    return _with_context(late)


def facts_of(person: str, campaign: Campaign) -> list[VerifiedFact]:
    """What has been checked about a person: by whom, on what day; refuted facts included."""
    found = VerifiedFact.objects.filter(person_id=person, campaign=campaign)
    return list(found.select_related("checked_by").order_by("kind", "scale", "checked_at"))


def seats_resting_on(fact: VerifiedFact) -> QuerySet[Seat]:
    """Living seats, not yet taken up, that would not be held without this fact."""
    seats = Seat.objects.filter(
        campaign=fact.campaign_id, person=fact.person_id, state__in=("offered", "consented")
    )
    if fact.kind in PoolKind.values:
        seats = seats.filter(pool__kind=fact.kind)
    elif fact.scale:
        seats = seats.filter(pool__scale=fact.scale)
    else:
        seats = seats.none()
    return _with_context(seats)


def _with_context(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    return seats.select_related(
        "person__home_region", "clearing", "contract__offer", "pool__offering__capacity__provider"
    ).defer("clearing__market", "clearing__result")


def _receipt_line(
    contract: RankedContract, kinds: set[str], sources: dict[tuple[str, str], SeatSource]
) -> ReceiptLine:
    country = contract.offering.capacity.provider.country_id
    wanted = {TermsKind.TARGET: [PoolKind.TARGET], TermsKind.PAID: [PoolKind.PAID]}.get(
        TermsKind(contract.terms_kind), list(STATE_POOLS)
    )
    found = [sources.get((country, kind)) for kind in wanted if kind in kinds]
    elsewhere = tuple(one for one in found if one and one.channel != Channel.PROGRAMME)
    return ReceiptLine(contract, len(elsewhere) < len(found), elsewhere)


def _stated_values(campaign: Campaign) -> dict[str, dict[str, Any]]:
    """By country, what the campaign's packs state about channels and last days, by code."""
    rows = Rule.objects.filter(pack__in=campaign.rule_packs.all(), code__in=STATED)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for country, code, value in rows.values_list("pack__country_id", "code", "value"):
        found[country][code] = value
    return found


def _stated_source(
    campaign: Campaign, country: str, kind: str, values: dict[str, Any]
) -> SeatSource:
    named: list[Any] = []
    if kind == PoolKind.TARGET:
        named = [values.get(PLATFORM)]
    elif kind in STATE_POOLS:
        named = values.get(CHANNELS) or []
    channel = next((one for one in named if one in Channel.values), Channel.PROGRAMME.value)
    days = (values[code] for code in LAST_DAYS if code in values)
    day = next(days, None) if channel != Channel.PROGRAMME else None
    deadline = registry.moment_of(day, campaign.year) if day else None
    return SeatSource(
        campaign=campaign, country_id=country, pool_kind=kind, channel=channel, deadline=deadline
    )


def _cutoff(pool: dict[str, Any]) -> Cutoff:
    last = pool["cutoff"] or {}
    return Cutoff(
        pool=pool["id"],
        capacity=pool["capacity"],
        inflow=pool["inflow"],
        occupancy=pool["occupancy"],
        score=last.get("score"),
        ties=tuple(last.get("ties", ())),
        lottery=last.get("lottery"),
    )
