"""Somebody is entered with an account; under age with a guardian who has one, too."""

from datetime import date

import pytest

from sheber.flows import people
from sheber.flows.people import Holder
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.identity.queries import guardians_of
from sheber.registry.models import Account, Membership, Person
from sheber.registry.operations import NewPerson
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
YOUNG, GROWN = date(2010, 5, 1), date(1980, 5, 1)


def holder(username: str, born: date, region: str = "RU-ORE") -> Holder:
    registry.region(region)
    person = NewPerson("Проверочный Человек", "Proverochny", born, region[:2], region, region[:2])
    return Holder(person, username, "a password for once")


def admissions(country: str = "RU"):
    of = registry.organisation(f"demo-admissions-{country}", OrganisationKind.COLLEGE, country)
    return registry.actor(Role.ADMISSIONS, of)


def entered(ward: Holder, guardian: Holder | None = None, actor=None):
    actor = actor or admissions()
    return people.enter(ward, guardian, "parent", actor=actor, now=registry.NOW)


def test_somebody_of_age_gets_an_account_alone():
    [account] = entered(holder("grown", GROWN))
    assert account.check_password("a password for once")
    assert [one.role for one in Membership.objects.filter(account=account)] == [Role.APPLICANT]


def test_under_age_a_guardian_is_entered_with_an_account_of_their_own():
    ward, guardian = entered(holder("young", YOUNG), holder("parent", GROWN))
    assert guardians_of(ward.person_id, registry.NOW.date()) == [guardian.person_id]
    assert Membership.objects.get(account=guardian).role == Role.GUARDIAN


def test_under_age_nobody_is_entered_alone():
    with refused("person_needs_guardian"):
        entered(holder("young", YOUNG))
    with refused("guardian_under_age"):
        entered(holder("young", YOUNG), holder("brother", YOUNG))
    assert not Person.objects.exists()


def test_nobody_is_entered_by_an_office_of_another_country():
    with refused("not_allowed"):
        entered(holder("young", YOUNG), holder("parent", GROWN), actor=admissions("KZ"))
    firm = registry.organisation("demo-works", OrganisationKind.ENTERPRISE)
    with refused("not_allowed"):
        entered(holder("grown", GROWN), actor=registry.actor(Role.EMPLOYER, firm))
    assert not Account.objects.exists()


def test_a_guardian_is_added_to_somebody_entered_before():
    ward = registry.person("RU", YOUNG)
    account = people.add_guardian(
        ward, holder("parent", GROWN), "parent", actor=admissions(), now=registry.NOW
    )
    assert guardians_of(ward.pk, registry.NOW.date()) == [account.person_id]
    with refused("guardian_under_age"):
        people.add_guardian(
            ward, holder("sister", YOUNG), "guardian", actor=admissions(), now=registry.NOW
        )
    with refused("not_allowed"):
        people.add_guardian(
            ward, holder("other", GROWN), "parent", actor=admissions("KZ"), now=registry.NOW
        )
    assert not Account.objects.filter(username="other").exists()
