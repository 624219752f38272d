import pytest

from sheber.demand import operations as demand_operations
from sheber.kernel import events
from sheber.planning import operations
from sheber.planning.models import Allocation, Coverage, Override, Plan
from sheber.programmes import operations as programmes
from sheber.registry.enums import OrganisationKind, Role
from tests.offers.build import refused
from tests.planning import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def allocate(plan: Plan, *given: operations.Given):
    return operations.allocate(plan, given, actor=build.office_actor(), now=NOW)


def override(plan, capacity, seats, fund="", reason="The dormitory is closed", country="RU"):
    return operations.override(
        plan,
        capacity,
        fund,
        seats,
        office=build.office(country),
        reason=reason,
        actor=build.office_actor(country),
        now=NOW,
    )


def verbs(plan):
    return [event.verb for event in events.of("planning.plan", [plan.pk])]


def test_a_draft_has_seats_and_the_lines_they_are_meant_for():
    plan, line = build.draft(), build.line()
    allocate(plan, build.given(40, "state-RU", build.capacity(), (line, 22)))
    row = Allocation.objects.get(plan=plan)
    assert (row.seats, row.groups) == (40, 2)
    assert Coverage.objects.get(allocation=row).seats == 22
    assert verbs(plan) == ["planning.plan.begin", "planning.plan.allocate"]


def test_setting_seats_again_replaces_what_stood_there():
    plan, capacity = build.draft(), build.capacity()
    allocate(plan, build.given(25, "state-RU", capacity))
    allocate(plan, build.given(20, "region-RU", capacity))
    assert [(row.fund, row.seats) for row in Allocation.objects.filter(plan=plan)] == [
        ("region-RU", 20)
    ]


def test_a_college_cannot_draft_a_plan():
    college = registry.organisation("demo-college-RU", OrganisationKind.COLLEGE)
    with refused("not_allowed"):
        operations.draft_by_hand(
            "PLAN-1", 2026, 2026, actor=registry.actor(Role.COLLEGE, college), now=NOW
        )


def test_a_code_belongs_to_one_plan():
    build.draft("PLAN-1")
    with refused("plan_code_taken"):
        build.draft("PLAN-1")


def test_years_run_forwards():
    with refused("plan_without_years"):
        build.draft(first_year=2027, last_year=2026)


def test_an_employer_cannot_set_seats():
    plan = build.draft()
    employer = registry.actor(Role.EMPLOYER, registry.organisation())
    with refused("not_allowed"):
        operations.allocate(plan, [build.given()], actor=employer, now=NOW)


def test_seats_of_a_proposed_plan_stand_still():
    capacity = build.capacity()
    plan = build.proposed(of=capacity)
    with refused("wrong_state"):
        allocate(plan, build.given(20, of=capacity))
    assert Allocation.objects.get(plan=plan).seats == 25


def test_a_draft_proposed_meanwhile_is_not_changed():
    capacity = build.capacity()
    plan = build.draft()
    allocate(plan, build.given(25, of=capacity))
    stale = Plan.objects.get(pk=plan.pk)
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    with refused("changed_meanwhile"):
        allocate(stale, build.given(20, of=capacity))


def test_the_funds_of_a_capacity_share_its_room():
    plan, capacity = build.draft(), build.capacity()
    with refused("more_than_capacity"):
        allocate(
            plan, build.given(30, "state-RU", capacity), build.given(21, "region-RU", capacity)
        )
    assert not Allocation.objects.filter(plan=plan).exists()


def test_two_funds_may_fill_one_group_together():
    plan, capacity = build.draft(), build.capacity()
    rows = allocate(
        plan, build.given(15, "state-RU", capacity), build.given(10, "region-RU", capacity)
    )
    assert [(row.seats, row.groups) for row in rows] == [(15, 1), (10, 1)]


@pytest.mark.parametrize("seats", [19, 30, 39])
def test_seats_that_make_no_whole_groups_are_refused(seats):
    with refused("no_whole_groups"):
        allocate(build.draft(), build.given(seats))


def test_a_row_without_seats_is_refused():
    with refused("allocation_without_seats"):
        allocate(build.draft(), build.given(0))


def test_one_fund_stands_once_for_a_capacity():
    capacity = build.capacity()
    with refused("allocation_repeated"):
        allocate(build.draft(), build.given(20, of=capacity), build.given(20, of=capacity))


def test_a_fund_is_a_code():
    with refused("fund_is_not_a_code"):
        allocate(build.draft(), build.given(25, "бюджет области"))


def test_an_intake_of_another_year_is_refused():
    with refused("intake_outside_the_plan"):
        allocate(build.draft(), build.given(of=build.capacity(year=2027)))


def test_a_suspended_programme_gets_no_seats():
    capacity = build.capacity()
    programmes.suspend_programme(
        capacity.programme, reason="A partner left", actor=build.office_actor(), now=NOW
    )
    with refused("programme_not_approved"):
        allocate(build.draft(), build.given(of=capacity))


def test_a_line_withdrawn_meanwhile_is_not_covered():
    line = build.line()
    demand_operations.withdraw(
        type(line).objects.get(pk=line.pk),
        reason="The shop is not built",
        actor=registry.actor(Role.EMPLOYER, line.call.employer),
        now=NOW,
    )
    with refused("line_not_confirmed"):
        allocate(build.draft(), build.given(25, "state-RU", build.capacity(), (line, 20)))


def test_a_line_of_another_occupation_is_not_covered():
    line = build.line(occupation="7212")
    with refused("occupation_not_taught"):
        allocate(build.draft(), build.given(25, "state-RU", build.capacity(), (line, 20)))


def test_lines_are_not_promised_more_than_the_seats():
    with refused("covers_more_than_seats"):
        allocate(build.draft(), build.given(25, "state-RU", build.capacity(), (build.line(), 26)))


def test_a_line_stands_once_for_the_same_seats():
    line = build.line()
    with refused("line_covered_twice"):
        allocate(
            build.draft(), build.given(25, "state-RU", build.capacity(), (line, 10), (line, 5))
        )


def test_a_line_is_promised_somebody():
    with refused("covers_nobody"):
        allocate(build.draft(), build.given(25, "state-RU", build.capacity(), (build.line(), 0)))


def test_an_override_is_recorded_with_its_reason():
    plan, capacity = build.draft(), build.capacity()
    override(plan, capacity, 25)
    event = events.of("planning.plan", [plan.pk])[-1]
    assert event.verb == "planning.plan.override"
    assert event.facts == {"capacity": capacity.pk, "fund": "", "seats": 25}
    assert event.reason_hash


def test_a_second_override_of_the_same_seats_replaces_the_first():
    plan, capacity = build.draft(), build.capacity()
    override(plan, capacity, 25)
    override(plan, capacity, 0)
    assert [row.seats for row in Override.objects.filter(plan=plan)] == [0]


def test_an_override_needs_a_reason():
    with refused("missing_reason"):
        override(build.draft(), build.capacity(), 25, reason="")


def test_an_office_does_not_fix_in_the_name_of_the_other():
    plan, capacity = build.draft(), build.capacity()
    with refused("not_allowed"):
        operations.override(
            plan,
            capacity,
            "",
            25,
            office=build.office("KZ"),
            reason="Agreed by telephone",
            actor=build.office_actor("RU"),
            now=NOW,
        )


def test_an_override_keeps_to_whole_groups():
    with refused("no_whole_groups"):
        override(build.draft(), build.capacity(), 30)


def test_a_plan_that_breaks_an_override_is_not_proposed():
    plan, capacity = build.draft(), build.capacity()
    allocate(plan, build.given(25, of=capacity))
    override(plan, capacity, 40)
    with refused("override_not_kept"):
        operations.propose(plan, actor=build.office_actor(), now=NOW)


def test_an_override_of_one_fund_leaves_the_others_free():
    plan, capacity = build.draft(), build.capacity()
    allocate(plan, build.given(20, "state-RU", capacity), build.given(20, "region-RU", capacity))
    override(plan, capacity, 20, fund="region-RU")
    assert operations.propose(plan, actor=build.office_actor(), now=NOW).state == "proposed"


def test_a_lifted_override_no_longer_binds():
    plan, capacity = build.draft(), build.capacity()
    allocate(plan, build.given(25, of=capacity))
    row = override(plan, capacity, 40)
    operations.lift(row, reason="The dormitory opens", actor=build.office_actor(), now=NOW)
    assert operations.propose(plan, actor=build.office_actor(), now=NOW).state == "proposed"
    assert verbs(plan)[-2:] == ["planning.plan.lift", "planning.plan.propose"]


def test_an_office_does_not_lift_what_the_other_has_fixed():
    row = override(build.draft(), build.capacity(), 25)
    with refused("not_allowed"):
        operations.lift(row, reason="No", actor=build.office_actor("KZ"), now=NOW)
