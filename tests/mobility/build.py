"""Builders of agreements and stays for tests, by the real verbs."""

from datetime import UTC, date, datetime

from sheber.kernel.access import Actor
from sheber.mobility import operations
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.programmes.models import Capacity
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation, Person
from sheber.registry.operations import name_guardians
from sheber.training import operations as training
from sheber.training.models import Enrolment
from tests.planning import build as planning
from tests.registry import build as registry

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
STARTS, ENDS = date(2027, 3, 1), date(2027, 6, 1)
ON_SITE = datetime(2027, 3, 1, 9, tzinfo=UTC)
BACK = datetime(2027, 6, 1, 9, tzinfo=UTC)
MINOR = date(2010, 5, 1)
PAPER = "a1" * 32


def home() -> Organisation:
    return registry.organisation("demo-college-RU", OrganisationKind.COLLEGE, "RU")


def host() -> Organisation:
    return registry.organisation("demo-college-KZ", OrganisationKind.COLLEGE, "KZ")


def of_home() -> Actor:
    return registry.actor(Role.COLLEGE, home())


def of_host() -> Actor:
    return registry.actor(Role.COLLEGE, host())


def agreement(first: Organisation | None = None, second: Organisation | None = None) -> Agreement:
    """An agreement of two colleges over three years, made once."""
    first, second = first or home(), second or host()
    found = Agreement.objects.filter(first=first, second=second).first()
    return found or operations.agree(
        first,
        second,
        valid_from=date(2026, 9, 1),
        valid_to=date(2029, 9, 1),
        document="Agreement 7",
        actor=registry.actor(Role.COLLEGE, first),
        now=NOW,
    )


def enrolment(who: Person | None = None, born: date = date(2008, 5, 1)) -> Enrolment:
    """Somebody who studies at the home college since last September."""
    new = training.NewEnrolment(
        date(2026, 9, 1),
        person=who or registry.person("RU", born),
        capacity=_capacity(),
    )
    return training.enrol(new, actor=of_home(), now=NOW)


def _capacity() -> Capacity:
    programme = planning.programme()
    found = Capacity.objects.filter(programme=programme).first()
    return found or planning.capacity(programme, year=2027)


def new_stay(of: Enrolment | None = None, **given) -> operations.NewStay:
    of = of or enrolment()
    stated = {
        "person": of.person,
        "agreement": agreement(),
        "kind": "study",
        "home": home(),
        "host": host(),
        "starts_on": STARTS,
        "ends_on": ENDS,
        "enrolment": of,
        **given,
    }
    return operations.NewStay(**stated)


def nominated(of: Enrolment | None = None, **given) -> Stay:
    return operations.nominate(new_stay(of, **given), actor=of_home(), now=NOW)


def drawn_up(stay: Stay, hours: int = 300) -> LearningAgreement:
    return operations.draw_up(stay, hours=hours, content_sha256=PAPER, actor=of_home(), now=NOW)


def student(stay: Stay) -> Actor:
    return registry.actor_person(Role.APPLICANT, stay.person)


def signed(stay: Stay, hours: int = 300) -> LearningAgreement:
    """A learning agreement that student, home and host have signed."""
    row = drawn_up(stay, hours)
    sides = [(row, side) for side in ("student", "home", "host")]
    operations.sign_many(sides, actor=[student(stay), of_home(), of_host()], now=NOW)
    return row


def guardian(of: Person) -> Actor:
    """A parent with an account of one's own."""
    parent = registry.person("RU", date(1980, 5, 1))
    name_guardians([(of, parent)], kind="parent", actor=registry.ADMINISTRATOR, now=NOW)
    return registry.actor_person(Role.GUARDIAN, parent)


def agreed(**given) -> Stay:
    stay = nominated(**given)
    signed(stay)
    return operations.confirm(stay, actor=of_home(), now=NOW)


def on_site(**given) -> Stay:
    return operations.arrive_many([agreed(**given)], actor=of_host(), now=ON_SITE)[0]


def returned(**given) -> Stay:
    return operations.return_many([on_site(**given)], actor=of_home(), now=BACK)[0]
