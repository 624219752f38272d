"""A campaign a year: applications with ranked contracts, a clearing signed by both, a refill."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db.models import Q

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.enums import Channel, FactKind, PoolKind, TermsKind
from sheber.admissions.models import (
    Application,
    Campaign,
    Clearing,
    Offering,
    RankedContract,
    Seat,
    VerifiedFact,
)
from sheber.admissions.operations import (
    NewCampaign,
    NewFact,
    NewOffering,
    NewSource,
    NewWish,
    Outcome,
)
from sheber.flows.demo import national
from sheber.flows.demo.world import World, at
from sheber.kernel import ids
from sheber.kernel.access import Actor
from sheber.offers.models import Offer
from sheber.planning.models import Allocation
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Person
from sheber.registry.queries import pack_on

# One test of the programme itself, 0 to 100, taken by everybody: scores of two countries never
# meet in one ranking.
SCALE = "joint-test-100"
ENTITLED = {
    FactKind.SPECIAL_QUOTA: "entitled_to_special_quota",
    FactKind.SEPARATE_QUOTA: "entitled_to_separate_quota",
}
QUOTAS = (PoolKind.SPECIAL, PoolKind.SEPARATE)
# Kinds of seats that the demo's programme does not own.
OFFICIAL = (PoolKind.SPECIAL,)


def build(world: World) -> None:
    """Campaign after campaign, from the first seat to the last consent."""
    for year in world.size.years:
        campaign = prepare(world, year)
        if world.size.is_national:
            _apply_in_batches(world, campaign)
            continue
        applications = _apply(world, campaign, year)
        _check(world, campaign, applications, year)
        operations.close_campaign(campaign, actor=world.calendar(), now=campaign.closes_at)
        _import(world, campaign, at(year, 7, 26))
        draw_lottery(world, campaign, year)
        first = _clear(world, campaign, at(year, 7, 27), campaign.consent_by)
        _answer(world, first, at(year, 7, 30), campaign.consent_by)
        refill = _clear(world, campaign, at(year, 8, 3), at(year, 8, 8))
        _answer(world, refill, at(year, 8, 6), at(year, 8, 8))
        world.campaigns[year] = campaign


def _apply_in_batches(world: World, campaign: Campaign) -> None:
    """A country's people apply; then everything waits for its first clearing."""
    shelf, offices = Shelf(world, campaign, campaign.year), _admissions_offices(world)
    national.apply(campaign, offices, shelf.wishes, partial(_facts, world), size=world.size.batch)
    operations.close_campaign(campaign, actor=world.calendar(), now=campaign.closes_at)
    draw_lottery(world, campaign, campaign.year)
    world.campaigns[campaign.year] = campaign


def prepare(world: World, year: int) -> Campaign:
    """A year's campaign with its seats, open for applications."""
    office = world.office("RU")
    campaign = operations.prepare(new_campaign(world, year), actor=office, now=at(year, 6, 11))
    operations.add_offerings(campaign, _offerings(world, year), actor=office, now=at(year, 6, 12))
    operations.set_seat_sources(campaign, _sources(campaign), actor=office, now=at(year, 6, 13))
    return operations.open_campaign(campaign, actor=world.calendar(), now=campaign.opens_at)


def new_campaign(world: World, year: int) -> NewCampaign:
    """A year's campaign, with its days as the calendars of both countries allow."""
    opens = at(year, 6, 20)
    packs = tuple(pack_on(country, opens.date())[0] for country in sorted(world.offices))
    return NewCampaign(
        code=f"demo-campaign-{year}",
        names=(
            f"Demo admission {year}",
            f"Демо-приём {year}",
            f"Көрсетілімдік қабылдау {year}",
        ),
        year=year,
        opens_at=opens,
        closes_at=at(year, 7, 25, 14),
        consent_by=at(year, 8, 1, 9),
        ends_at=at(year, 9, 30),
        contracts_maximum=max(world.size.wishes),
        rule_packs=packs,
    )


def _sources(campaign: Campaign) -> list[NewSource]:
    """The special quota is applied for where the rule packs say; the rest is the programme's."""
    return [
        NewSource(
            one.country_id,
            one.pool_kind,
            one.channel,
            one.deadline,
            f"DEMO-{campaign.year}-{one.pool_kind}",
        )
        if one.pool_kind in OFFICIAL
        else NewSource(one.country_id, one.pool_kind, Channel.PROGRAMME)
        for one in queries.stated_sources(campaign)
    ]


def _import(world: World, campaign: Campaign, now: datetime) -> None:
    """What the official channel decided is entered by an admissions office of its country."""
    outcomes = _decided_elsewhere(campaign)
    for country, office in sorted(_admissions_offices(world).items()):
        own = [one for one in outcomes if one.pool.offering.capacity.provider.country_id == country]
        world.act(partial(operations.import_outcomes, campaign), own, actor=office, now=now)


def draw_lottery(world: World, campaign: Campaign, year: int) -> None:
    """Both offices commit, then reveal; secrets are drawn from the demo's seed."""
    countries = sorted(world.offices)
    lottery = operations.begin_lottery(
        campaign,
        parties=[world.offices[country] for country in countries],
        reveal_by=at(year, 7, 26, 18),
        source="Demo: the first draw of a public lottery after the deadline",
        actor=world.office("KZ"),
        now=at(year, 7, 26, 8),
    )
    secrets = {country: ids.token(32) for country in countries}
    for place, country in enumerate(countries):
        operations.commit(
            lottery,
            office=world.offices[country],
            commitment=engine_io.commitment_of(secrets[country]),
            list_sha256=lottery.list_sha256,
            actor=world.office(country),
            now=at(year, 7, 26, 9 + place),
        )
    for place, country in enumerate(countries):
        operations.reveal(
            lottery,
            office=world.offices[country],
            secret=secrets[country],
            actor=world.office(country),
            now=at(year, 7, 26, 12 + place),
        )
    operations.draw(lottery, actor=world.office("KZ"), now=at(year, 7, 26, 15))


def _decided_elsewhere(campaign: Campaign) -> list[Outcome]:
    """Seats of the official channel go to those entitled, each to the best wish still free."""
    rows = queries.pools_decided_elsewhere(campaign)
    pools = {one.offering_id: one for one in rows.select_related("offering__capacity__provider")}
    free = {offering: pool.capacity for offering, pool in pools.items()}
    facts = VerifiedFact.objects.filter(
        campaign=campaign, kind__in=OFFICIAL, refuted_at__isnull=True
    )
    wishes = RankedContract.objects.filter(
        application__person__in=facts.values("person"),
        application__campaign=campaign,
        application__state="verified",
        terms_kind=TermsKind.STATE,
        offering__in=free,
    )
    given: dict[str, Outcome] = {}
    for wish in wishes.select_related("application").order_by("application_id", "position"):
        person = wish.application.person_id
        if free[wish.offering_id] and person not in given:
            given[person] = Outcome(wish, pools[wish.offering_id])
            free[wish.offering_id] -= 1
    return list(given.values())


def _offerings(world: World, year: int) -> list[NewOffering]:
    offers: dict[int, list[Offer]] = {}
    for offer in world.offers[year]:
        offers.setdefault(offer.allocation_id, []).append(offer)
    allocations = Allocation.objects.filter(plan__first_year=year, seats__gt=0)
    return [
        NewOffering(
            code=f"demo-offering-{year}-{one.capacity_id}",
            capacity=one.capacity,
            scale=SCALE,
            seats=one.seats,
            offers=tuple(offers.get(one.pk, ())),
            quotas=_quotas(one),
        )
        for one in allocations.select_related("capacity__provider").order_by("pk")
    ]


def _quotas(allocation: Allocation) -> tuple[str, ...]:
    """Protected seats stand at universities; colleges have none in either country."""
    is_university = allocation.capacity.provider.kind == OrganisationKind.UNIVERSITY
    return QUOTAS if is_university else ()


def _apply(world: World, campaign: Campaign, year: int) -> list[Application]:
    people = world.applicants[year]
    actors = [world.people[one.pk] for one in people]
    applications = world.act(
        partial(operations.draft_many, campaign), people, actor=actors, now=at(year, 6, 22)
    )
    shelf = Shelf(world, campaign, year)
    lists = [(one, shelf.wishes(one.person)) for one in applications]
    world.act(operations.rank_contracts_many, lists, actor=actors, now=at(year, 6, 25))
    young = [one for one in applications if one.person_id in world.guardians]
    world.act(
        operations.approve_many_as_guardian,
        young,
        actor=[_guardian(world, one.person_id) for one in young],
        now=at(year, 7, 1),
    )
    return world.act(operations.submit_many, applications, actor=actors, now=at(year, 7, 6))


def _guardian(world: World, ward: str) -> Actor:
    return world.people[world.guardians[ward]]


class Shelf:
    """What people can rank: the offerings of a year and the target offers in them."""

    def __init__(self, world: World, campaign: Campaign, year: int) -> None:
        self._world = world
        offerings = Offering.objects.filter(campaign=campaign).select_related("capacity__provider")
        self._by_country: dict[str, list[Offering]] = {}
        for one in offerings.order_by("pk"):
            self._by_country.setdefault(one.capacity.provider.country_id, []).append(one)
        self._offers: dict[int, list[Offer]] = {}
        for offer in world.offers[year]:
            self._offers.setdefault(offer.allocation.capacity_id, []).append(offer)

    def wishes(self, person: Person) -> list[NewWish]:
        """A list without repetitions: programmes at home and abroad, with and without service."""
        found: dict[tuple[int, int | None], NewWish] = {}
        for _ in range(self._world.random.choice(self._world.size.wishes)):
            wish = self._wish(person)
            found.setdefault((wish.offering.pk, wish.offer.pk if wish.offer else None), wish)
        return list(found.values())

    def _wish(self, person: Person) -> NewWish:
        world = self._world
        abroad = world.happens("ranks_across_the_border")
        countries = [one for one in self._by_country if (one != person.citizenship_id) == abroad]
        countries = countries or list(self._by_country)
        offering = world.random.choice(self._by_country[world.random.choice(countries)])
        offers = self._offers.get(offering.capacity_id, [])
        if offers and world.happens("ranks_a_target_offer"):
            return NewWish(offering, TermsKind.TARGET, world.random.choice(offers))
        return NewWish(offering, TermsKind.STATE)


def _check(
    world: World, campaign: Campaign, applications: Sequence[Application], year: int
) -> None:
    """An admissions office of each person's country checks the score and entitlements."""
    offices = _admissions_offices(world)
    facts = [fact for one in applications for fact in _facts(world, one.person)]
    actors = [offices[fact.person.home_region.country_id] for fact in facts]
    checked = world.act(
        partial(operations.record_facts_many, campaign), facts, actor=actors, now=at(year, 7, 10)
    )
    world.act(
        operations.verify_many,
        applications,
        actor=[offices[one.person.home_region.country_id] for one in applications],
        now=at(year, 7, 14),
    )
    entitled = [fact for fact in checked if fact.kind != FactKind.SCORE]
    for fact in world.some(entitled, "entitlement_refuted"):
        operations.refute_fact(
            fact,
            reason="Demo: the paper was not genuine",
            actor=offices[fact.person.home_region.country_id],
            now=at(year, 7, 20),
        )


def _facts(world: World, person: Person) -> list[NewFact]:
    points = min(100, max(20, round(world.random.gauss(64, 15))))
    facts = [NewFact(person, FactKind.SCORE, SCALE, points)]
    for kind, rate in ENTITLED.items():
        if world.happens(rate):
            facts.append(NewFact(person, kind))
    return facts


def _admissions_offices(world: World) -> dict[str, Actor]:
    """One training organisation of each country, which checks for the whole demo."""
    found: dict[str, Actor] = {}
    for rows in world.clusters:
        for institution in rows.institutions.values():
            found.setdefault(institution.country_id, world.of(institution))
    return found


def _clear(world: World, campaign: Campaign, now: datetime, consent_by: datetime) -> Clearing:
    """Computed by one office, approved by both, published."""
    clearing = operations.compute(campaign, actor=world.office("RU"), now=now)
    for country, office in sorted(world.offices.items()):
        operations.approve(
            clearing,
            office=office,
            digest=clearing.digest,
            actor=world.office(country),
            now=now.replace(hour=now.hour + 1),
        )
    return operations.publish(
        clearing,
        consent_by=consent_by,
        actor=world.office("RU"),
        now=now.replace(hour=now.hour + 2),
    )


def _answer(world: World, clearing: Clearing, now: datetime, until: datetime) -> None:
    """Most consent in time, guardians first; the calendar takes back what nobody took."""
    waiting = Seat.objects.filter(
        Q(clearing=clearing) | Q(clearing__isnull=True), campaign=clearing.campaign_id
    )
    offered = list(waiting.filter(state="offered").select_related("person"))
    missed = {seat.pk for seat in world.some(offered, "consent_missed")}
    taken = [seat for seat in offered if seat.pk not in missed]
    young = [seat for seat in taken if seat.person_id in world.guardians]
    guardians = [_guardian(world, seat.person_id) for seat in young]
    world.act(operations.approve_consents_as_guardian, young, actor=guardians, now=now)
    people = [world.people[seat.person_id] for seat in taken]
    world.act(operations.consent_many, taken, actor=people, now=now)
    late = list(queries.consent_missed(clearing.campaign, until))
    world.act(operations.lapse_many, late, actor=world.calendar(), now=until)
