"""The river of a year: every count is one of rows, by region, country and sector."""

from datetime import date

import pytest

from sheber.demand.models import Line
from sheber.insights import queries
from sheber.insights.queries import Scope
from sheber.planning import operations as planning
from sheber.programmes import operations as programmes
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.planning import build as plans
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ON = date(2031, 2, 1)


def scope(**given) -> Scope:
    return Scope(2026, ON, **given)


def submitted(line: Line) -> Line:
    actor = registry.actor("employer", line.call.employer)
    return demand.operations.submit(line, actor=actor, now=demand.NOW)


def test_a_year_without_calls_is_dry():
    assert queries.river(scope()).is_dry


def test_a_line_is_asked_once_submitted_and_confirmed_once_the_region_says_so():
    line = demand.line(number=7)
    assert queries.river(scope())["asked"] == 0
    submitted(line)
    counted = queries.river(scope())
    assert (counted["asked"], counted["confirmed"]) == (7, 0)
    assert [one.number for one in queries.stuck(scope()) if one.code == "to_confirm"] == [7]


def test_a_withdrawn_line_is_asked_no_more():
    line = demand.confirmed_line(number=7)
    actor = registry.actor("employer", line.call.employer)
    demand.operations.withdraw(line, reason="closed", actor=actor, now=demand.NOW)
    assert queries.river(scope())["asked"] == 0


def test_seats_count_when_both_offices_have_approved_the_plan():
    line = plans.line(number=20)
    plan = plans.draft()
    given = plans.given(25, "state-RU", None, (line, 18))
    planning.allocate(plan, [given], actor=plans.office_actor(), now=plans.NOW)
    planning.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    assert queries.river(scope())["planned"] == 0
    plans.approve(plan)
    assert queries.river(scope())["planned"] == 18
    assert queries.stuck(scope())[1].number == 2
    assert list(queries.waiting("without_seats", scope())) == [line]


def test_a_contract_carries_a_person_from_seat_to_work():
    row = outcomes.job()
    counted = queries.river(scope())
    assert (counted["asked"], counted["offered"]) == (25, 25)
    assert (counted["seated"], counted["signed"], counted["at_work"]) == (1, 1, 1)
    assert list(queries.rows("at_work", scope())) == [row]


def test_a_job_counts_from_its_first_day_until_it_ends():
    outcomes.job()
    assert queries.river(Scope(2026, date(2029, 7, 31)))["at_work"] == 0
    assert queries.river(Scope(2026, outcomes.START))["at_work"] == 1


def test_a_job_without_a_line_counts_apart():
    outcomes.without_contract()
    assert queries.river(scope())["at_work"] == 0


def test_a_contract_that_was_refused_is_not_signed_and_shows_where_it_stuck():
    contract = contracts.intended()
    assert [one.number for one in queries.stuck(scope()) if one.code == "to_sign"] == [1]
    contracts.operations.refuse_as_citizen(
        contract,
        reason="another offer",
        actor=contracts.side(contract, "citizen"),
        now=contracts.NOW,
    )
    assert queries.river(scope())["signed"] == 0
    assert [one.number for one in queries.stuck(scope()) if one.code == "refused"] == [1]


def test_a_region_and_a_country_count_their_own_lines_alone():
    demand.confirmed_line(number=7)
    abroad = demand.call(demand.employer("demo-enterprise-2", "KZ"), "CALL-2")
    demand.confirmed_line(of=abroad, number=5)
    assert queries.river(scope(country="KZ"))["asked"] == 5
    assert queries.river(scope(region="RU-ORE"))["asked"] == 7
    found = queries.by_region(scope())
    assert {region: one["asked"] for region, one in found.items()} == {"RU-ORE": 7, "KZ-27": 5}
    assert queries.by_country(scope())["KZ"]["confirmed"] == 5


def test_whoever_began_and_then_lost_the_contract_unsigned_is_not_counted_as_trained():
    """The employer refuses after the study has begun: those trained are never more than signed."""
    from tests.training import build as training

    enrolment = training.enrolment(with_contract=True)
    counted = queries.river(scope())
    assert (counted["signed"], counted["studied"]) == (1, 1)
    type(enrolment.contract).objects.update(state="refused_by_customer")
    counted = queries.river(scope())
    assert (counted["signed"], counted["studied"]) == (0, 0)


def test_a_sector_counts_the_lines_of_its_occupations():
    from tests.accords.build import sector

    registry.occupation("7411").sectors.add(sector("energy"))
    demand.confirmed_line(number=7)
    assert queries.river(scope(sector="energy"))["asked"] == 7
    assert queries.river(scope(sector="gas"))["asked"] == 0
    assert queries.by_sector(scope())["energy"]["asked"] == 7


@pytest.mark.parametrize("stage", ["offered", "seated", "signed", "at_work"])
def test_a_count_opens_into_its_rows(stage):
    outcomes.job()
    assert queries.rows(stage, scope()).count() == 1
    assert queries.rows(stage, scope(region="KZ-27")).count() == 0


@pytest.mark.parametrize("code", [one for one in queries.WAITING if one != "without_seats"])
def test_where_it_is_stuck_lists_as_many_rows_as_it_counts(code):
    contracts.seat(state="offered"), contracts.intended()
    submitted(demand.line(of=demand.call(code="CALL-2"), number=1))
    outcomes.without_contract()
    numbers = {one.code: one.number for one in queries.stuck(scope())}
    assert queries.waiting(code, scope()).count() == numbers[code]
    assert numbers["to_confirm"] == numbers["to_consent"] == numbers["to_sign"] == 1


def test_years_are_those_of_calls_and_campaigns():
    demand.call()
    assert queries.years() == [2026]


def test_people_in_and_out_of_a_region_are_counted_by_the_other_region():
    outcomes.job(contracts.signed(of=contracts.seat(citizenship="KZ")))
    outcomes.job(contracts.signed())
    here = queries.movement("RU-ORE", ON)
    assert (here.work_at_home, dict(here.came_to_work)) == (1, {"KZ-27": 1})
    there = queries.movement("KZ-27", ON)
    assert (there.work_at_home, dict(there.left)) == (0, {"RU-ORE": 1})


def test_who_studied_elsewhere_and_works_at_home_has_come_back():
    from tests.training import build as training

    enrolment = training.enrolment(with_contract=True)
    enrolment.capacity.provider.region = registry.region("KZ-27")
    enrolment.capacity.provider.save()
    assert dict(queries.movement("RU-ORE", enrolment.starts_on).went_to_study) == {"KZ-27": 1}
    outcomes.job(enrolment.contract)
    assert queries.movement("RU-ORE", ON).returned == 1


def approved_for(line: Line, seats: int) -> None:
    """A plan in force that means seats for a line."""
    plan = plans.draft()
    given = plans.given(25, "state-RU", None, (line, seats))
    planning.allocate(plan, [given], actor=plans.office_actor(), now=plans.NOW)
    planning.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    plans.approve(plan)


def planned_and_idle(of: Scope) -> tuple[int, int]:
    numbers = {one.code: one.number for one in queries.stuck(of)}
    return queries.river(of)["planned"], numbers["for_nobody"]


def test_seats_for_a_line_taken_back_are_for_nobody():
    line = plans.line(number=20)
    approved_for(line, 18)
    assert planned_and_idle(scope()) == (18, 0)
    actor = registry.actor("employer", line.call.employer)
    demand.operations.withdraw(line, reason="closed", actor=actor, now=demand.NOW)
    assert planned_and_idle(scope()) == (0, 18)
    (row,) = queries.waiting("for_nobody", scope())
    assert row.line == line
    assert queries.by_region(scope()) == {}


def test_seats_beyond_the_number_of_a_line_that_was_cut_are_for_nobody():
    line = plans.line(number=20)
    approved_for(line, 18)
    actor = registry.actor("employer", line.call.employer)
    demand.operations.cut(line, number=10, reason="a shift less", actor=actor, now=demand.NOW)
    assert planned_and_idle(scope()) == (10, 8)
    assert queries.by_region(scope())["RU-ORE"]["planned"] == 10


def test_more_seats_than_people_are_for_somebody_where_not_everybody_finishes():
    """Of 25 seats 20 people are expected for a line of 20; for 10 of them 12 seats would do."""
    line = plans.line(number=20)
    plans.capacity()
    plan = plans.solved(given=plans.inputs(completion=plans.share("0.8")))
    planning.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    plans.approve(plan)
    assert planned_and_idle(scope()) == (25, 0)
    actor = registry.actor("employer", line.call.employer)
    demand.operations.cut(line, number=10, reason="a shift less", actor=actor, now=demand.NOW)
    assert planned_and_idle(scope()) == (12, 13)


def test_seats_of_a_suspended_programme_are_for_nobody_until_its_intake_has_begun():
    approved_for(plans.line(number=20), 18)
    programme = plans.programme()
    programmes.suspend_programme(
        programme, reason="no teachers", actor=plans.office_actor(), now=plans.NOW
    )
    assert planned_and_idle(Scope(2026, date(2026, 8, 31))) == (0, 18)
    assert planned_and_idle(Scope(2026, date(2026, 9, 1))) == (18, 0)


def test_seats_of_a_cut_line_in_several_plans_count_once():
    """Two plans mean 9 and 9 seats for a line that asks for 10 now: one of the second is left."""
    line = plans.line(number=20)
    for code, fund in (("PLAN-1", "state-RU"), ("PLAN-2", "employers")):
        plan = plans.draft(code)
        given = plans.given(25, fund, plans.Capacity.objects.first(), (line, 9))
        planning.allocate(plan, [given], actor=plans.office_actor(), now=plans.NOW)
        planning.propose(plan, actor=plans.office_actor(), now=plans.NOW)
        plans.approve(plan)
    actor = registry.actor("employer", line.call.employer)
    demand.operations.cut(line, number=10, reason="a shift less", actor=actor, now=demand.NOW)
    assert planned_and_idle(scope()) == (10, 8)
