"""Builders of awards and recognitions for tests, by the real verbs."""

from datetime import UTC, date, datetime

from sheber.credentials import operations
from sheber.credentials.models import Award, Recognition
from sheber.kernel.access import Actor
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from sheber.training import operations as training
from sheber.training.models import Enrolment
from tests.mobility import build as mobility
from tests.registry import build as registry

NOW = datetime(2029, 7, 1, 9, tzinfo=UTC)
GRADUATED = date(2029, 6, 25)
AWARDED = date(2029, 6, 30)
TASKS = "Practice of 200 hours"

college, of_college = mobility.home, mobility.of_home


def body(kind: str = OrganisationKind.PROGRAMME_OFFICE, code: str = "demo-office-KZ"):
    """Who decides in Kazakhstan."""
    return registry.organisation(code, kind, "KZ")


def of_body(of: Organisation | None = None, role: str = Role.OFFICE) -> Actor:
    return registry.actor(role, of or body())


def graduate(enrolment: Enrolment | None = None) -> Enrolment:
    return training.graduate(
        enrolment or mobility.enrolment(),
        on=GRADUATED,
        reason="Practice was counted elsewhere",
        actor=of_college(),
        now=NOW,
    )


def new_award(enrolment: Enrolment | None = None, **given) -> operations.NewAward:
    stated = {"awarding": college(), "number": "D-2029-17", "awarded_on": AWARDED, **given}
    return operations.NewAward(enrolment or graduate(), **stated)


def award(**given) -> Award:
    return operations.award(new_award(**given), actor=of_college(), now=NOW)


def holder(of: Award) -> Actor:
    return registry.actor_person(Role.APPLICANT, of.person)


def new_recognition(of: Award | None = None, **given) -> operations.NewRecognition:
    stated = {"country": "KZ", "body": body(), "purpose": "work", **given}
    return operations.NewRecognition(of or award(), **stated)


def submitted(of: Award | None = None, **given) -> Recognition:
    new = new_recognition(of, **given)
    return operations.submit(new, actor=holder(new.award), now=NOW)


def complete(**given) -> Recognition:
    row = submitted(**given)
    return operations.complete(row, actor=of_body(row.body), now=NOW)


def decided(outcome: str = "full", **given) -> Recognition:
    row = complete()
    stated = {"remaining": TASKS, **given} if outcome == "partial" else given
    return operations.decide(
        row, outcome, document="Decision 5", actor=of_body(), now=NOW, **stated
    )
