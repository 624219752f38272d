"""An expulsion as the person and the contract's customer see it."""

import pytest

from sheber.training import operations
from sheber.training.models import Enrolment
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.training import build as training
from tests.web import build as site
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
TODAY = site.DEMO_NOW.date()
TASK = "Expelled: decide about the contract of"


def college(one: Enrolment):
    return training.registry.actor("college", one.capacity.provider)


def expelled() -> Enrolment:
    """A student under a signed contract who failed the assessments."""
    one = training.enrolment(with_contract=True)
    given = {"ground": "failed", "on": TODAY, "reason": "Three examinations were not passed"}
    return operations.expel(one, actor=college(one), now=site.DEMO_NOW, **given)


def way(one: Enrolment) -> str:
    return pages.check(build.signed_in(one.person), "applicant_way")["en"]


def customer(client):
    client.force_login(site.account("works", of=demand.employer()))
    return client


def test_the_person_reads_ground_day_reason_and_whom_to_ask():
    one = expelled()
    text = " ".join(way(one).split())
    assert "failed the assessments" in text
    assert "1 February 2031" in text
    assert "Three examinations were not passed" in text
    assert f"Ask {one.capacity.provider.name_en} first" in text
    assert "Its customer decides" in text


def test_without_a_contract_no_customer_decides():
    one = training.enrolment()
    given = {"ground": "own_wish", "on": TODAY, "reason": "Moved"}
    operations.expel(one, actor=college(one), now=site.DEMO_NOW, **given)
    assert "Its customer decides" not in way(one)


def test_a_reinstatement_stands_beside_the_expulsion():
    one = expelled()
    operations.reinstate(one, on=TODAY, reason="Passed anew", actor=college(one), now=site.DEMO_NOW)
    text = way(one)
    assert "Reinstated" in text
    assert "Its customer decides" not in text


def test_the_customer_has_a_task_and_sees_why_on_the_contract(client):
    one = expelled()
    client = customer(client)
    assert f"{TASK} {one.person_id}" in pages.check(client, "employer_contracts")["en"]
    text = pages.check(client, "employer_contract", one.contract_id)["en"]
    assert "The student was expelled" in text
    assert "Your firm decides" in text


def test_once_the_customer_has_decided_the_task_is_gone(client):
    one = expelled()
    actor = contracts.side(one.contract, "customer")
    contracts.operations.release(one.contract, reason="No blame", actor=actor, now=site.DEMO_NOW)
    assert TASK not in pages.check(customer(client), "employer_contracts")["en"]
    assert "Its customer decides" not in way(one)


def test_a_reinstated_student_is_no_task(client):
    one = expelled()
    operations.reinstate(one, on=TODAY, reason="Passed", actor=college(one), now=site.DEMO_NOW)
    assert TASK not in pages.check(customer(client), "employer_contracts")["en"]
