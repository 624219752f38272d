import pytest

from sheber.demand import operations as demand
from sheber.kernel import events
from sheber.planning import operations, queries
from sheber.planning.models import Allocation, Approval, Coverage, Plan
from sheber.registry.enums import OrganisationKind, Role
from tests.offers.build import refused
from tests.planning import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def allocate(plan, *given):
    return operations.allocate(plan, given, actor=build.office_actor(), now=NOW)


def reopen(plan):
    return operations.reopen(plan, reason="A line was cut", actor=build.office_actor("KZ"), now=NOW)


def state_of(plan):
    return Plan.objects.get(pk=plan.pk).state


def test_a_plan_is_in_force_with_the_word_of_both_offices():
    plan = build.proposed()
    build.approve(plan, "RU")
    assert state_of(plan) == "proposed"
    build.approve(plan, "KZ")
    assert state_of(plan) == "approved"
    assert [event.verb for event in events.of("planning.plan", [plan.pk])][-3:] == [
        "planning.plan.approve_by_office",
        "planning.plan.approve_by_office",
        "planning.plan.approve",
    ]


def test_an_empty_plan_is_not_proposed():
    with refused("plan_is_empty"):
        operations.propose(build.draft(), actor=build.office_actor(), now=NOW)


def test_a_region_cannot_propose():
    body = registry.organisation("demo-region", OrganisationKind.REGIONAL_AUTHORITY)
    plan = build.draft()
    allocate(plan, build.given())
    with refused("not_allowed"):
        operations.propose(plan, actor=registry.actor(Role.REGION, body), now=NOW)


def test_a_draft_is_not_approved():
    plan = build.draft()
    allocate(plan, build.given())
    with refused("wrong_state"):
        build.approve(plan, "RU")


def test_an_office_does_not_approve_for_the_other():
    plan = build.proposed()
    with refused("not_allowed"):
        operations.approve(
            plan,
            office=build.office("KZ"),
            digest=plan.digest,
            actor=build.office_actor("RU"),
            now=NOW,
        )


def test_a_body_that_is_no_programme_office_has_no_word():
    ministry = registry.organisation("demo-ministry", OrganisationKind.MINISTRY)
    plan = build.proposed()
    with refused("not_allowed"):
        operations.approve(
            plan,
            office=ministry,
            digest=plan.digest,
            actor=registry.actor(Role.OFFICE, ministry),
            now=NOW,
        )


def test_an_office_approves_once():
    plan = build.approve(build.proposed(), "RU")
    with refused("approved_already"):
        build.approve(plan, "RU")


def test_an_approval_of_what_has_changed_is_stale_and_the_change_is_shown():
    capacity = build.capacity()
    plan = build.proposed(seats=25, of=capacity)
    seen = plan.digest
    reopen(plan)
    allocate(plan, build.given(40, of=capacity))
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    with refused("stale_approval"):
        operations.approve(
            plan, office=build.office(), digest=seen, actor=build.office_actor(), now=NOW
        )
    changed = queries.difference_since(plan, seen)
    assert changed.capacities == (queries.CapacityChange(capacity.pk, "state-RU", 25, 40),)
    assert not Approval.objects.filter(plan=plan).exists()


def test_seats_changed_behind_the_verbs_make_an_approval_stale():
    plan = build.proposed()
    Allocation.objects.filter(plan=plan).update(seats=24)
    with refused("stale_approval"):
        build.approve(plan, "RU")


def test_a_digest_that_was_never_proposed_has_no_difference_to_show():
    with refused("digest_unknown"):
        queries.difference_since(build.proposed(), "0" * 64)


def test_reopening_takes_the_approvals_away():
    plan = build.approve(build.proposed(), "RU")
    reopen(plan)
    assert state_of(plan) == "draft"
    assert not Approval.objects.filter(plan=plan).exists()


def test_reopening_needs_a_reason():
    plan = build.proposed()
    with refused("missing_reason"):
        operations.reopen(plan, reason="", actor=build.office_actor(), now=NOW)


def test_a_line_withdrawn_after_the_proposal_stops_the_approval():
    plan, line = build.draft(), build.line()
    allocate(plan, build.given(25, "state-RU", build.capacity(), (line, 20)))
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    demand.withdraw(
        line,
        reason="The shop is not built",
        actor=registry.actor(Role.EMPLOYER, line.call.employer),
        now=NOW,
    )
    with refused("line_not_confirmed"):
        build.approve(plan, "RU")


def test_two_plans_in_force_do_not_give_a_seat_twice():
    capacity = build.capacity()
    build.approve(build.proposed("PLAN-1", 50, capacity))
    second = build.proposed("PLAN-2", 25, capacity)
    build.approve(second, "RU")
    with refused("seats_given_twice") as refusal:
        build.approve(second, "KZ")
    assert refusal.value.facts["plans"] == "PLAN-1"
    assert state_of(second) == "proposed"


def test_a_plan_put_aside_makes_room_for_the_next():
    capacity = build.capacity()
    first = build.approve(build.proposed("PLAN-1", 50, capacity))
    second = build.proposed("PLAN-2", 25, capacity)
    operations.supersede(first, reason="A new plan", actor=build.office_actor(), now=NOW)
    assert build.approve(second).state == "approved"
    assert [row.plan_id for row in queries.approved(2026, 2026)] == [second.pk]


def test_putting_aside_needs_a_reason():
    plan = build.approve(build.proposed())
    with refused("missing_reason"):
        operations.supersede(plan, reason="", actor=build.office_actor(), now=NOW)


def test_the_same_plan_has_the_same_digest_in_any_order_of_rows():
    one, other = build.capacity(), build.capacity(build.programme("demo-other"))
    plan = build.draft()
    allocate(plan, build.given(25, of=one), build.given(20, of=other))
    before = queries.digest(plan)
    allocate(plan, build.given(20, of=other), build.given(25, of=one))
    assert queries.digest(plan) == before


def test_plans_are_compared_by_capacity_and_by_line():
    capacity, line = build.capacity(), build.line()
    first, second = build.draft("PLAN-1"), build.draft("PLAN-2")
    allocate(first, build.given(25, "state-RU", capacity, (line, 20)))
    allocate(second, build.given(40, "region-RU", capacity, (line, 24)))
    found = queries.compare(first, second)
    assert found.capacities == (
        queries.CapacityChange(capacity.pk, "region-RU", 0, 40),
        queries.CapacityChange(capacity.pk, "state-RU", 25, 0),
    )
    assert found.lines == (queries.LineChange(line.pk, 20, 24),)
    assert not found.input_changed


def test_a_plan_does_not_differ_from_itself():
    plan = build.proposed()
    assert not queries.compare(plan, plan)
    assert not queries.difference_since(plan, plan.digest)


def test_only_plans_in_force_mean_seats_for_a_line():
    plan, line = build.draft(), build.line()
    allocate(plan, build.given(25, "state-RU", build.capacity(), (line, 20)))
    assert queries.seats_for_line(line.pk) == 0
    assert [row.seats for row in queries.coverages([line.pk])] == [20]
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    build.approve(plan)
    assert queries.seats_for_line(line.pk) == 20
    operations.supersede(plan, reason="A new plan", actor=build.office_actor(), now=NOW)
    assert not Coverage.objects.filter(pk__in=queries.coverages([line.pk])).exists()


def test_a_solved_plan_solved_again_since_it_was_seen_is_not_approved_unseen():
    capacity = build.capacity()
    build.line(number=20)
    plan = build.solved()
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    seen = plan.digest
    reopen(plan)
    operations.override(
        plan,
        capacity,
        "",
        40,
        office=build.office(),
        reason="A hall is free",
        actor=build.office_actor(),
        now=NOW,
    )
    operations.solve_again(plan, actor=build.office_actor(), now=NOW)
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    with refused("stale_approval"):
        operations.approve(
            plan, office=build.office(), digest=seen, actor=build.office_actor(), now=NOW
        )
    changed = queries.difference_since(plan, seen)
    assert [one.after for one in changed.capacities] == [40]
    assert changed.overrides == ((capacity.pk, ""),)
    assert build.approve(plan).state == "approved"
