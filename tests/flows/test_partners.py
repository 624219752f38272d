"""What rests on a programme from a day on: planned seats, live offers, students."""

from datetime import date

import pytest

from sheber.flows.partners import resting_on_programme
from tests.contracts import build as contracts
from tests.offers import build as offers
from tests.training import build as training

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BEFORE, BEGUN = date(2026, 8, 31), date(2026, 9, 2)


def test_planned_seats_and_live_offers_of_an_intake_to_come_rest_on_a_programme():
    on = offers.allocation(seats=25)
    shown = offers.published(on=on, seats=4)
    withdrawn = offers.draft(
        line=offers.demand.confirmed_line(of=offers.demand.call(code="CALL-2")), on=on, seats=3
    )
    offers.operations.withdraw(
        withdrawn, reason="no more", actor=offers.employer_actor(withdrawn), now=offers.NOW
    )
    found = resting_on_programme(on.capacity.programme, BEFORE)
    assert (found.seats_planned, found.offers, found.seats_offered) == (25, (shown,), 4)
    assert found.students == 0


def test_seats_of_a_plan_that_is_not_in_force_do_not():
    row = offers.allocation(seats=25, approve=False)
    assert resting_on_programme(row.capacity.programme, BEFORE).seats_planned == 0


def test_an_intake_that_has_begun_rests_by_its_students():
    row = training.enrolment()
    offer = contracts.offer()
    found = resting_on_programme(row.capacity.programme, BEFORE)
    assert (found.seats_planned, found.offers, found.students) == (25, (offer,), 1)
    found = resting_on_programme(row.capacity.programme, BEGUN)
    assert (found.seats_planned, found.offers, found.students) == (0, (), 1)


def test_what_rests_with_one_provider_is_told_apart():
    row = training.enrolment()
    other = contracts.college("demo-college-2")
    contracts.capacity(other)
    programme = row.capacity.programme
    own = resting_on_programme(programme, BEFORE, provider=row.capacity.provider)
    assert (own.seats_planned, own.students) == (25, 1)
    found = resting_on_programme(programme, BEFORE, provider=other)
    assert (found.seats_planned, found.students) == (0, 0)


def test_a_programme_without_a_capacity_carries_nothing():
    found = resting_on_programme(contracts.programme(), BEFORE)
    assert (found.seats_planned, found.offers, found.students) == (0, (), 0)
