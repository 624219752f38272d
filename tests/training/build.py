"""Builders of training for tests, by the real verbs."""

from datetime import UTC, date, datetime

from sheber.kernel.access import Actor
from sheber.programmes.models import Module
from sheber.registry import operations as registry_operations
from sheber.registry.enums import Role
from sheber.registry.models import Account, Organisation, Rule, RulePack
from sheber.training import operations
from sheber.training.models import Enrolment, Placement
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.registry import build as registry

NOW = contracts.NOW
STARTS = date(2026, 9, 1)
PRACTICE = date(2026, 10, 5)
OCTOBER = datetime(2026, 10, 31, 9, tzinfo=UTC)
HOURS = [
    {"code": "at_work", "age_from": 15, "age_before": 16, "minutes_per_day": 300},
    {"code": "at_work", "age_from": 16, "age_before": 18, "minutes_per_day": 420},
]


def rules(country: str = "RU") -> RulePack:
    """A pack with what it says about people under age, made once."""
    registry.country(country)
    pack, made = RulePack.objects.get_or_create(
        code=f"{country}-2026",
        defaults={
            "country_id": country,
            "valid_from": date(2026, 1, 1),
            "valid_to": date(2027, 1, 1),
            "sha256": "0" * 64,
        },
    )
    if made:
        _rule(pack, "minors.daily_hours", "table", HOURS)
        _rule(pack, "minors.prohibited_work", "list", ["underground", "night"])
    return pack


def college_actor(country: str = "RU") -> Actor:
    return registry.actor(Role.COLLEGE, contracts.college(country=country))


def enrolment(born: date = date(2008, 5, 1), with_contract: bool = False) -> Enrolment:
    """Somebody enrolled on a seat of the demo college."""
    seat = contracts.seat(born=born)
    contract = None
    if with_contract:
        guardians = () if born <= date(2008, 9, 1) else (contracts.guardian(),)
        contract = contracts.signed(of=seat, guardians=guardians)
    new = operations.NewEnrolment(starts_on=STARTS, seat=seat, contract=contract)
    return operations.enrol(new, actor=college_actor(), now=NOW)


def mentor(host: Organisation | None = None, name: str = "mentor-1") -> Account:
    """An account that is a mentor of the host, made once."""
    found = Account.objects.filter(username=name).first()
    if found:
        return found
    new = registry_operations.NewAccount(name, Role.MENTOR, host or demand.employer(), demo=True)
    early = datetime(2026, 8, 1, tzinfo=UTC)
    return registry_operations.open_account(new, actor=registry.ADMINISTRATOR, now=early)


def mentor_actor(account: Account | None = None, host: Organisation | None = None) -> Actor:
    account = account or mentor(host)
    host = host or demand.employer()
    return Actor(
        key=f"account:{account.pk}",
        roles=frozenset({Role.MENTOR}),
        organisation=str(host.pk),
        country=host.country_id,
    )


def planned(of: Enrolment | None = None, **given) -> Placement:
    """Ten days of practice at the demo employer."""
    rules()
    stated = {
        "host": demand.employer(),
        "mentor": mentor(),
        "starts_on": PRACTICE,
        "ends_on": date(2026, 10, 19),
        "hours_planned": 10,
        **given,
    }
    new = operations.NewPlacement(enrolment=of or enrolment(), **stated)
    return operations.plan(new, actor=college_actor(), now=NOW)


def running(of: Enrolment | None = None, **given) -> Placement:
    """Practice whose student was briefed and has started."""
    placement = planned(of, **given)
    operations.brief_many([placement], actor=mentor_actor(), now=OCTOBER)
    return operations.start_many([placement], actor=mentor_actor(), now=OCTOBER)[0]


def days(placement: Placement, *minutes: int) -> list[operations.NewDay]:
    """So many minutes on each day from the first."""
    first = placement.starts_on
    return [
        operations.NewDay(placement, first.replace(day=first.day + number), one)
        for number, one in enumerate(minutes)
    ]


def practised(of: Enrolment | None = None, *minutes: int) -> Placement:
    """Practice whose days were confirmed one by one and then as a whole."""
    placement = running(of)
    operations.confirm_days(
        days(placement, *(minutes or (300, 300))), actor=mentor_actor(), now=OCTOBER
    )
    return operations.confirm_many([placement], actor=mentor_actor(), now=OCTOBER)[0]


def module(code: str = "M1") -> Module:
    names = {"name_en": code, "name_ru": code, "name_kk": code}
    return Module.objects.create(
        programme=contracts.programme(), code=code, hours=72, kind="theory", order=1, **names
    )


def _rule(pack: RulePack, code: str, kind: str, value: list) -> None:
    Rule.objects.create(
        pack=pack,
        code=code,
        kind=kind,
        value=value,
        source="test",
        certainty="needs_lawyer",
        label_en=code,
        label_ru=code,
        label_kk=code,
    )
