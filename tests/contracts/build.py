"""Builders of contracts for tests. What stands upstream is made as rows: the fewest needed."""

from datetime import UTC, date, datetime

from sheber.admissions.models import (
    Application,
    Campaign,
    Clearing,
    Offering,
    Pool,
    RankedContract,
    Seat,
)
from sheber.contracts import operations
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Contract, Party
from sheber.kernel.access import Actor
from sheber.offers.models import Offer, Terms
from sheber.planning.models import Allocation, Plan
from sheber.programmes.models import Capacity, Cluster, Programme
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Field, Level, Organisation, Person, Sector
from tests.demand import build as demand
from tests.registry import build as registry

NOW = datetime(2026, 9, 7, 9, tzinfo=UTC)
SIGN_BY = date(2027, 1, 25)
MINOR = date(2009, 6, 15)  # of age on 15 June 2027
NAMES = {"name_en": "Demo", "name_ru": "Демо", "name_kk": "Демо атауы"}


def college(code: str = "demo-college-1", country: str = "RU") -> Organisation:
    return registry.organisation(code, OrganisationKind.COLLEGE, country)


def office(country: str = "RU") -> Actor:
    body = registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )
    return registry.actor(Role.OFFICE, body)


def programme(practice_hours: int = 100) -> Programme:
    """An approved programme, made once."""
    found = Programme.objects.filter(code="demo-programme").first()
    if found:
        return found
    sector = Sector.objects.get_or_create(code="energy", defaults=NAMES)[0]
    provider = college()
    cluster = Cluster.objects.create(
        code="demo-cluster",
        country_id="RU",
        region=provider.region,
        sector=sector,
        manager=provider,
        state="operating",
        **NAMES,
    )
    return Programme.objects.create(
        code="demo-programme",
        cluster=cluster,
        field=Field.objects.get_or_create(code="0713", defaults=NAMES)[0],
        level=Level.objects.get_or_create(
            code="RU-6", defaults={"country": registry.country(), "national": "6", **NAMES}
        )[0],
        months=34,
        practice_hours=practice_hours,
        practice_of_hours=1000,
        practice_of="all",
        state="approved",
        **NAMES,
    )


def capacity(provider: Organisation | None = None) -> Capacity:
    return Capacity.objects.get_or_create(
        programme=programme(),
        provider=provider or college(),
        intake_year=2026,
        defaults={
            "group_size": 25,
            "minimum_group": 10,
            "groups_maximum": 2,
            "teachers": 3,
            "workshops": 3,
            "beds": 20,
            "practice_places": 20,
            "cost_per_seat_minor": 10_000_000,
            "currency": "RUB",
        },
    )[0]


def offer(customer: Organisation | None = None) -> Offer:
    """A frozen offer of this employer, made once; its seats are of one college."""
    customer = customer or demand.employer()
    code = f"OFFER-{customer.code}"
    found = Offer.objects.filter(code=code).first()
    if found:
        return found
    call = demand.call(customer, f"CALL-{customer.code}")
    plan = Plan.objects.get_or_create(
        code="PLAN-1",
        defaults={
            "first_year": 2026,
            "last_year": 2026,
            "made_by_hand": True,
            "state": "approved",
        },
    )[0]
    allocation = Allocation.objects.get_or_create(
        plan=plan, capacity=capacity(), fund="RU", defaults={"groups": 1, "seats": 25}
    )[0]
    line = demand.confirmed_line(of=call, number=25)
    return Offer.objects.create(
        code=code, line=line, allocation=allocation, seats=25, state="frozen"
    )


def terms(of: Offer | None = None, version: int = 1, **given) -> Terms:
    """A version of an offer's terms, made once: 36 months, Russian prevails."""
    of = of or offer()
    stated = {
        "months_owed": 36,
        "work_region": of.line.region,
        "monthly_minor": 500_000,
        "currency": "RUB",
        "regime": "RU-555-2024",
        "prevailing_language": "ru",
        "dated": NOW,
        **given,
    }
    return Terms.objects.get_or_create(offer=of, version=version, defaults=stated)[0]


def seat(
    born: date = date(2008, 5, 1),
    citizenship: str = "RU",
    of: Offer | None = None,
    state: str = "enrolled",
    terms_kind: str = "target",
    who: Person | None = None,
    campaign_year: int = 2026,
) -> Seat:
    """A seat that a published clearing gave to a person."""
    of = of or offer()
    who = who or registry.person(citizenship, born)
    campaign = _campaign(campaign_year)
    offering = Offering.objects.get_or_create(
        campaign=campaign,
        capacity=of.allocation.capacity,
        defaults={"code": f"OFFERING-{campaign.year}"},
    )[0]
    pool = Pool.objects.get_or_create(
        code=f"{offering.code}/{of.code}",
        defaults={
            "offering": offering,
            "kind": "target",
            "order": Pool.objects.filter(offering=offering).count(),
            "capacity": 25,
            "offer": of,
            "scale": "RU",
        },
    )[0]
    application = Application.objects.create(campaign=campaign, person=who, state="verified")
    wish = RankedContract.objects.create(
        application=application,
        position=1,
        offering=offering,
        terms_kind=terms_kind,
        offer=of if terms_kind == "target" else None,
        terms_version=1,
    )
    clearing = Clearing.objects.get_or_create(
        campaign=campaign,
        round=1,
        defaults={
            "market": "{}",
            "result": "{}",
            "people": 1,
            "held": 1,
            "digest": "0" * 64,
            "engine": "test",
            "computed_at": NOW,
            "state": "published",
        },
    )[0]
    return Seat.objects.create(
        campaign=campaign, clearing=clearing, contract=wish, pool=pool, person=who, state=state
    )


def intended(
    of: Seat | None = None, guardians: tuple[Person, ...] = (), now: datetime = NOW, **given
) -> Contract:
    """A contract written out by its customer."""
    of = of or seat()
    new = operations.NewContract(
        seat=of,
        terms=given.pop("terms", None) or terms(of.contract.offer),
        sign_by=SIGN_BY,
        guardians=tuple(one.pk for one in guardians),
        **given,
    )
    return operations.intend(new, actor=customer(of), now=now)


def signed(now: datetime = NOW, **given) -> Contract:
    """A contract that all its parties have signed."""
    contract = intended(now=now, **given)
    return everybody_signs(contract, now=now)


def everybody_signs(*contracts: Contract, now: datetime = NOW) -> Contract:
    """Each party of each contract signs, in one call; the first contract."""
    pairs = [(one, actor_of(party)) for one in contracts for party in parties(one)]
    actors = [actor for _, actor in pairs]
    return operations.sign_many([one for one, _ in pairs], actor=actors, now=now)[0]


def customer(of: Seat) -> Actor:
    return registry.actor(Role.EMPLOYER, of.contract.offer.line.call.employer)


def parties(contract: Contract, role: str | None = None) -> list[Party]:
    found = Party.objects.filter(contract=contract).select_related("person", "organisation")
    return list((found.filter(role=role) if role else found).order_by("pk"))


def actor_of(party: Party) -> Actor:
    """Somebody who acts for this party."""
    if party.organisation:
        role = Role.COLLEGE if party.role == PartyRole.EDUCATION else Role.EMPLOYER
        return registry.actor(role, party.organisation)
    role = Role.GUARDIAN if party.role == PartyRole.GUARDIAN else Role.APPLICANT
    return registry.actor_person(role, party.person)


def side(contract: Contract, role: str) -> Actor:
    """The actor of the first party in this role."""
    return actor_of(parties(contract, role)[0])


def guardian() -> Person:
    return registry.person(born=date(1980, 1, 1))


def _campaign(year: int) -> Campaign:
    return Campaign.objects.get_or_create(
        code=f"CAMPAIGN-{year}",
        defaults={
            "year": year,
            "opens_at": datetime(year, 6, 20, tzinfo=UTC),
            "closes_at": datetime(year, 7, 25, tzinfo=UTC),
            "consent_by": datetime(year, 8, 1, tzinfo=UTC),
            "ends_at": datetime(year, 9, 30, tzinfo=UTC),
            "contracts_maximum": 10,
            "state": "published",
            **NAMES,
        },
    )[0]
