"""Builders of admissions for tests, by the real verbs."""

from datetime import UTC, date, datetime

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.models import (
    Application,
    Campaign,
    Clearing,
    Lottery,
    Offering,
    Seat,
    SeatSource,
)
from sheber.engine.clearing.lottery import joint_seed
from sheber.kernel.access import Actor
from sheber.offers.models import Offer
from sheber.programmes.models import Capacity
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation, Person
from sheber.registry.operations import name_guardians
from sheber.registry.queries import offices
from tests.offers import build as offers
from tests.registry import build as registry

refused = offers.refused
NOW = registry.NOW
OPENS = datetime(2026, 6, 20, 9, tzinfo=UTC)
APPLYING = datetime(2026, 7, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 7, 25, 14, tzinfo=UTC)
CLEARING = datetime(2026, 7, 26, 9, tzinfo=UTC)
REVEAL_BY = datetime(2026, 7, 26, 18, tzinfo=UTC)
PUBLISHED = datetime(2026, 7, 27, 9, tzinfo=UTC)
CONSENTING = datetime(2026, 7, 28, 9, tzinfo=UTC)
CONSENT_BY = datetime(2026, 8, 5, 9, tzinfo=UTC)
REFILLING = datetime(2026, 8, 6, 9, tzinfo=UTC)
SECOND_CONSENT_BY = datetime(2026, 8, 10, 9, tzinfo=UTC)
ENDS = datetime(2026, 9, 1, 9, tzinfo=UTC)
CALENDAR = Actor.calendar()
SCALE = "RU-310"
SECRETS = ("11" * 32, "22" * 32)
SEED = joint_seed([bytes.fromhex(one) for one in SECRETS]).hex()
ADULT, MINOR = date(2000, 5, 1), date(2009, 5, 1)
SPILL_2026 = [
    {"from": "target", "to": "separate"},
    {"from": "special", "to": "separate"},
    {"from": "separate", "to": "main"},
]


def new_campaign(packs=None, **given) -> operations.NewCampaign:
    stated = {
        "code": "ADM-2026",
        "names": ("Admission 2026", "Приём 2026", "Қабылдау 2026"),
        "year": 2026,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "consent_by": CONSENT_BY,
        "ends_at": ENDS,
        "contracts_maximum": 3,
        "rule_packs": packs or (offers.pack(),),
    }
    return operations.NewCampaign(**{**stated, **given})


def campaign(packs=None, **given) -> Campaign:
    """A prepared campaign; both offices exist."""
    offers.office("RU"), offers.office("KZ")
    return operations.prepare(new_campaign(packs, **given), actor=offers.office_actor(), now=NOW)


def offering(to: Campaign, code: str = "G", seats: int = 1, of: Capacity | None = None, **given):
    """An offering of its own programme, with main seats unless the rules say more."""
    new = operations.NewOffering(
        code, of or offers.capacity(code=f"programme-{code}"), SCALE, seats, **given
    )
    return operations.add_offerings(to, [new], actor=offers.office_actor(), now=NOW)[0]


def target_offering(
    to: Campaign, code: str = "T", seats: int = 1, offered: int = 1, **given
) -> tuple[Offering, Offer]:
    """An offering with the target seats of one published offer."""
    of = offers.capacity(code=f"programme-{code}")
    on = offers.allocation(of, seats=max(seats, offered))
    offer = offers.published(on=on, seats=offered, **given)
    return offering(to, code, seats, of, offers=(offer,)), offer


def open_(row: Campaign) -> Campaign:
    """Opened on its day; kinds of seats of which nothing was said are the programme's own."""
    said = [
        operations.NewSource(one.country_id, one.pool_kind, one.channel, one.deadline, one.number)
        for one in SeatSource.objects.filter(campaign=row)
    ]
    silent = [
        operations.NewSource(country, kind, "programme")
        for country, kind in queries.kinds_without_channel(row)
    ]
    if silent and row.state == "prepared":
        operations.set_seat_sources(row, [*said, *silent], actor=offers.office_actor(), now=NOW)
    return operations.open_campaign(row, actor=CALENDAR, now=OPENS)


def close(row: Campaign) -> Campaign:
    """Closed, with its lottery drawn by both offices."""
    return drawn(closed(row))


def drawn(row: Campaign) -> Campaign:
    """The lottery of a closed campaign, drawn."""
    found = committed(row)
    for office, secret in zip(offices(), SECRETS, strict=True):
        reveal(found, office, secret)
    operations.draw(found, actor=offers.office_actor(), now=CLEARING)
    row.refresh_from_db()
    return row


def closed(row: Campaign) -> Campaign:
    return operations.close_campaign(row, actor=CALENDAR, now=CLOSES)


def lottery(row: Campaign, **given) -> Lottery:
    """The draw of a closed campaign, begun: nobody has committed."""
    stated = {"parties": list(offices()), "reveal_by": REVEAL_BY, "source": "Public draw"}
    actor, now = offers.office_actor(), CLOSES
    return operations.begin_lottery(row, **{**stated, "actor": actor, "now": now, **given})


def committed(row: Campaign) -> Lottery:
    """A draw to which both offices have committed."""
    found = lottery(row)
    for office, secret in zip(offices(), SECRETS, strict=True):
        commit(found, office, secret)
    return found


def commit(to: Lottery, office: Organisation, secret: str, **given) -> Lottery:
    stated = {
        "commitment": engine_io.commitment_of(secret),
        "list_sha256": to.list_sha256,
        "actor": registry.actor(Role.OFFICE, office),
        "now": CLOSES,
    }
    return operations.commit(to, office=office, **{**stated, **given})


def reveal(to: Lottery, office: Organisation, secret: str, now: datetime = CLEARING) -> Lottery:
    actor = registry.actor(Role.OFFICE, office)
    return operations.reveal(to, office=office, secret=secret, actor=actor, now=now)


def admissions_office(country: str = "RU") -> Organisation:
    return registry.organisation(f"demo-admissions-{country}", OrganisationKind.COLLEGE, country)


def admissions(country: str = "RU") -> Actor:
    return registry.actor(Role.ADMISSIONS, admissions_office(country))


def person(citizenship: str = "RU", born: date = ADULT) -> Person:
    return registry.person(citizenship, born)


def himself(who: Person) -> Actor:
    return registry.actor_person(Role.APPLICANT, who)


def guardian_of(ward: Person) -> Actor:
    """A guardian with an own account."""
    guardian = person()
    name_guardians([(ward, guardian)], "parent", actor=registry.ADMINISTRATOR, now=NOW)
    return registry.actor_person(Role.GUARDIAN, guardian)


def wish(to: Offering, terms: str = "state", offer: Offer | None = None) -> operations.NewWish:
    return operations.NewWish(to, terms, offer)


def draft(to: Campaign, who: Person | None = None, *wishes: operations.NewWish) -> Application:
    who = who or person()
    row = operations.draft(to, who, actor=himself(who), now=APPLYING)
    if wishes:
        operations.rank_contracts(row, wishes, actor=himself(who), now=APPLYING)
    return row


def check(to: Campaign, who: Person, score: int | None, *entitlements: str, ties=()) -> None:
    """The admissions office records a score and entitlements."""
    facts = [operations.NewFact(who, kind) for kind in entitlements]
    if score is not None:
        facts.append(operations.NewFact(who, "score", SCALE, score, ties))
    country = who.home_region.country_id
    operations.record_facts_many(to, facts, actor=admissions(country), now=APPLYING)


def apply(
    to: Campaign, score: int, *wishes: operations.NewWish, who: Person | None = None, having=()
) -> Person:
    """Somebody of age applies and is verified."""
    who = who or person()
    row = draft(to, who, *wishes)
    operations.submit(row, actor=himself(who), now=APPLYING)
    check(to, who, score, *having)
    operations.verify(row, actor=admissions(who.home_region.country_id), now=APPLYING)
    return who


def compute(row: Campaign, now: datetime = CLEARING) -> Clearing:
    return operations.compute(row, actor=offers.office_actor(), now=now)


def approve(row: Clearing, country: str, now: datetime = CLEARING, digest: str = "") -> Clearing:
    return operations.approve(
        row,
        office=offers.office(country),
        digest=digest or row.digest,
        actor=offers.office_actor(country),
        now=now,
    )


def publish(row: Clearing, now: datetime = PUBLISHED, consent_by=None) -> Clearing:
    return operations.publish(row, consent_by=consent_by, actor=offers.office_actor(), now=now)


def cleared(row: Campaign) -> Clearing:
    """The first round of an open campaign, published."""
    clearing = compute(close(row))
    approve(clearing, "RU"), approve(clearing, "KZ")
    return publish(clearing)


def refilled(row: Campaign) -> Clearing:
    """A further round, published."""
    clearing = compute(row, now=REFILLING)
    approve(clearing, "RU", REFILLING), approve(clearing, "KZ", REFILLING)
    return publish(clearing, REFILLING, SECOND_CONSENT_BY)


def seat(who: Person) -> Seat | None:
    """The seat that somebody holds."""
    return Seat.objects.filter(person=who, state__in=("offered", "consented", "enrolled")).first()


def pools_of(*people: Person) -> list[str]:
    """The kind of pool in which each sits, or nothing."""
    seats = [seat(who) for who in people]
    return [one.pool.kind if one else "" for one in seats]


def consent(who: Person, now: datetime = CONSENTING, **given) -> Seat:
    row = seat(who)
    assert row is not None
    return operations.consent(row, actor=himself(who), now=now, **given)
