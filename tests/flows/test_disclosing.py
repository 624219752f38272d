"""A name is for those who have to do with the person."""

import pytest

from sheber.flows import disclosing
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.identity.models import NameDisclosure
from tests.admissions import build as admissions
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def ask(person, actor):
    return disclosing.disclose(person, purpose="contract", actor=actor, now=registry.NOW)


def test_the_customer_of_a_contract_sees_the_name_and_that_is_written_down():
    contract = contracts.signed()
    assert ask(contract.person, outcomes.employer(contract)).name_latin
    assert NameDisclosure.objects.get().person_id == contract.person_id


def test_another_employer_does_not():
    contract = contracts.signed()
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-9"))
    with pytest.raises(Refused) as refused:
        ask(contract.person, stranger)
    assert refused.value.code == "not_allowed"
    assert not NameDisclosure.objects.exists()


def test_the_college_of_a_contract_sees_the_name():
    contract = contracts.signed()
    assert ask(contract.person, registry.actor(Role.COLLEGE, contracts.college()))


def test_another_college_does_not():
    contract = contracts.signed()
    with pytest.raises(Refused):
        ask(contract.person, registry.actor(Role.COLLEGE, contracts.college("demo-college-9")))


def test_a_list_that_is_not_handed_in_shows_no_name_to_the_colleges_on_it():
    campaign = admissions.campaign()
    offering = admissions.offering(campaign)
    admissions.open_(campaign)
    row = admissions.draft(campaign, None, admissions.wish(offering))
    college = registry.actor(Role.ADMISSIONS, offering.capacity.provider)
    with pytest.raises(Refused):
        ask(row.person, college)


def test_an_applicant_asks_for_nobody_else():
    contract = contracts.signed()
    with pytest.raises(Refused):
        ask(contract.person, admissions.himself(admissions.person()))
