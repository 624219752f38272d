"""What became of a plan: each reason for a loss has its rows, and each is told in its turn."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sheber.admissions.models import RankedContract, Seat
from sheber.contracts.models import Breach, Contract
from sheber.demand.models import Line
from sheber.insights.enums import Place, Reason
from sheber.insights.queries import Loss, reconcile, total
from sheber.kernel import events
from sheber.offers.models import Offer
from sheber.planning.models import Allocation, Coverage, Plan
from sheber.programmes.models import Programme
from sheber.training.models import Enrolment, Expulsion
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.insights import build
from tests.registry import build as registry

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 3, 1)


def largest(on: date = build.ON) -> tuple[Place, Reason] | None:
    found = build.became(on).largest
    return found and (found.place, found.reason)


def without_offer() -> Line:
    """A line that the plan means a seat for, and no offer of it."""
    offer = build.covered()
    offer.delete()
    return offer.line


@pytest.mark.database
def test_a_person_at_work_on_the_line_is_a_seat_that_arrived():
    build.job(build.graduate(), on_line=True)
    found = build.became()
    assert found.counts == {
        "planned": 1,
        "offered": 1,
        "applied": 1,
        "seated": 1,
        "signed": 1,
        "studied": 1,
        "graduated": 1,
        "at_line": 1,
    }
    assert (found.arrived, found.largest) == (1, None)


def test_a_line_taken_back():
    Line.objects.filter(pk=without_offer().pk).update(state="withdrawn")
    assert largest() == (Place.OFFER, Reason.TAKEN_BACK)


def test_a_line_that_was_cut_loses_no_more_than_it_was_cut_by():
    offer = build.covered(seats=5)
    Line.objects.filter(pk=offer.line_id).update(number=3)
    Offer.objects.all().delete()
    assert build.became().by_size == (
        Loss(Place.OFFER, Reason.NEVER_OFFERED, 3),
        Loss(Place.OFFER, Reason.TAKEN_BACK, 2),
    )


def test_a_programme_stopped_before_the_intake():
    without_offer()
    Programme.objects.update(state="suspended")
    assert largest(BEFORE) == (Place.OFFER, Reason.STOPPED)


def test_an_offer_withdrawn():
    build.covered()
    Offer.objects.update(state="withdrawn")
    assert largest() == (Place.OFFER, Reason.OFFER_WITHDRAWN)


def test_never_offered():
    without_offer()
    assert largest() == (Place.OFFER, Reason.NEVER_OFFERED)


def test_an_offer_is_not_due_before_applications_open():
    without_offer()
    assert largest(BEFORE) == (Place.OFFER, Reason.NOT_DUE)
    assert build.became(BEFORE).lost == 0


def test_offered_after_applications_had_opened():
    offer = build.covered(seats=2)
    contracts.seat(of=offer)
    late = datetime(2026, 7, 1, tzinfo=UTC)
    entry = events.Entry("offers.offer.publish", ("offers.offer", offer.pk))
    events.record(entry, actor=contracts.office(), now=late)
    assert (Place.ADMISSION, Reason.OFFERED_LATE) in build.became().losses


def test_too_few_applications():
    contracts.seat(of=build.covered(seats=3))
    assert build.became().losses[Place.ADMISSION, Reason.TOO_FEW] == 2


def test_a_seat_is_not_due_before_the_campaign_ends():
    contracts.seat(of=build.covered(seats=3), state="offered")
    found = build.became(date(2026, 7, 1))
    assert dict(found.losses) == {
        (Place.ADMISSION, Reason.NOT_DUE): 2,
        (Place.CONTRACT, Reason.NOT_DUE): 1,
    }


def test_given_and_not_taken_up():
    contracts.seat(of=build.covered(), state="given_up")
    assert largest() == (Place.ADMISSION, Reason.NOT_TAKEN_UP)


def test_applicants_who_hold_a_seat_that_they_ranked_higher():
    offer = build.covered()
    other = contracts.offer(demand.employer("demo-enterprise-2"))
    seat = contracts.seat(of=other)
    wish = seat.contract
    RankedContract.objects.create(
        application=wish.application,
        position=2,
        offering=wish.offering,
        terms_kind="target",
        offer=offer,
        terms_version=1,
    )
    cell = reconcile(Plan.objects.get(), build.ON).cells[offer.allocation_id, offer.line_id]
    assert cell.largest == Loss(Place.ADMISSION, Reason.PREFERRED, 1)


def test_an_applicant_without_any_seat_is_no_stated_reason():
    contracts.seat(of=build.covered(), state="superseded")
    assert largest() == (Place.ADMISSION, Reason.OTHER)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("refused_by_citizen", Reason.CITIZEN_REFUSED),
        ("refused_by_customer", Reason.EMPLOYER_REFUSED),
        ("lapsed", Reason.UNSIGNED),
        ("intended", Reason.UNSIGNED),
    ],
)
def test_a_contract_that_was_not_signed(state, reason):
    build.contract(state)
    assert largest() == (Place.CONTRACT, reason)


def test_a_contract_may_be_signed_until_its_day():
    build.contract("intended", sign_by=build.ON)
    assert largest() == (Place.CONTRACT, Reason.NOT_DUE)


def test_a_seat_without_a_contract_was_not_signed_for():
    contracts.seat(of=build.covered())
    assert largest() == (Place.CONTRACT, Reason.UNSIGNED)


def test_signed_and_never_begun():
    build.contract()
    assert largest() == (Place.BEGINNING, Reason.NEVER_BEGAN)


def test_study_is_not_due_before_it_begins():
    build.contract()
    assert largest(date(2026, 8, 1)) == (Place.BEGINNING, Reason.NOT_DUE)


@pytest.mark.parametrize(
    ("ground", "reason"),
    [("own_wish", Reason.LEFT), ("failed", Reason.FAILED), ("conduct", Reason.OTHER)],
)
def test_whoever_was_expelled(ground, reason):
    row = build.enrolled(state="expelled", ended_on=date(2027, 2, 9))
    Expulsion.objects.create(enrolment=row, ground=ground, on=row.ended_on)
    assert largest() == (Place.TRAINING, reason)


def test_whoever_studies_is_not_yet_due_until_the_programme_ends():
    build.enrolled()
    assert largest(date(2029, 6, 30)) == (Place.TRAINING, Reason.NOT_DUE)
    assert largest(date(2029, 7, 1)) == (Place.TRAINING, Reason.LATE)


def test_a_graduate_without_a_job_is_due_after_ninety_days():
    build.graduate()
    assert largest(date(2029, 9, 28)) == (Place.WORK, Reason.NOT_DUE)
    assert largest(date(2029, 9, 29)) == (Place.WORK, Reason.NO_JOB)


def test_moved_away():
    build.job(build.graduate(), region=registry.region("KZ-27"))
    assert largest() == (Place.WORK, Reason.MOVED_AWAY)
    assert build.became()["elsewhere"] == 1


def test_works_for_another_employer_of_the_region():
    build.job(build.graduate())
    assert largest() == (Place.WORK, Reason.ANOTHER_EMPLOYER)
    assert build.became()["in_region"] == 1


def test_a_contract_that_ended_before_the_work():
    row = build.graduate()
    Contract.objects.filter(pk=row.contract_id).update(state="released")
    assert largest() == (Place.WORK, Reason.CONTRACT_ENDED)


def test_the_employer_did_not_hire_even_if_another_did():
    row = build.graduate()
    Breach.objects.create(
        contract=row.contract,
        by_role="customer",
        ground="not_employed",
        on=date(2029, 8, 3),
        regime="RU-555-2024",
        before_first_attestation=False,
    )
    build.job(row, region=registry.region("KZ-27"))
    assert largest() == (Place.WORK, Reason.NOT_HIRED)


def test_an_offer_of_another_plan_is_no_part_of_this_one():
    offer = build.covered()
    other = Plan.objects.create(
        code="PLAN-2", first_year=2026, last_year=2026, made_by_hand=True, state="approved"
    )
    allocation = Allocation.objects.create(
        plan=other, capacity=offer.allocation.capacity, fund="KZ", groups=1, seats=5
    )
    Offer.objects.update(allocation=allocation)
    found = total(reconcile(Plan.objects.get(code="PLAN-1"), build.ON).cells.values())
    assert (found["planned"], found["offered"]) == (1, 0)


def test_seats_for_no_line_are_told_by_capacity_and_work_anywhere_is_arriving():
    offer = build.covered()
    Allocation.objects.filter(pk=offer.allocation_id).update(seats=3)
    seat = contracts.seat(terms_kind="state")
    row = Enrolment.objects.create(
        person=seat.person,
        capacity=offer.allocation.capacity,
        seat=seat,
        starts_on=date(2026, 9, 1),
        ended_on=build.GRADUATED,
        state="graduated",
    )
    seat.pool.kind, seat.pool.offer, seat.pool.capacity = "main", None, 1
    seat.pool.save()
    found = reconcile(Plan.objects.get(), build.ON).open[row.capacity_id]
    assert (found["planned"], found["offered"], found["studied"]) == (2, 1, 1)
    assert dict(found.losses) == {
        (Place.OFFER, Reason.NEVER_OFFERED): 1,
        (Place.WORK, Reason.NO_JOB): 1,
    }


def test_many_lines_take_as_many_queries_as_one():
    build.job(build.graduate(), on_line=True)
    plan = Plan.objects.get()
    with CaptureQueriesContext(connection) as few:
        reconcile(plan, build.ON)
    for number in range(2, 5):
        offer = contracts.offer(demand.employer(f"demo-enterprise-{number}"))
        Coverage.objects.create(allocation=offer.allocation, line=offer.line, seats=1)
        contracts.seat(of=offer)
    assert Seat.objects.count() == 4
    with CaptureQueriesContext(connection) as many:
        reconcile(plan, build.ON)
    assert len(many) <= len(few)
