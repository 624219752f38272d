"""Plans: seats beside demand, numbers fixed with a reason, approval of exactly what was seen."""

import pytest
from django.urls import reverse

from sheber.kernel.models import Reason
from sheber.planning import operations
from sheber.planning.models import Allocation, Approval, Coverage, Override, Plan
from sheber.programmes import operations as programmes
from sheber.registry.enums import Role
from tests.demand import build as demand
from tests.planning import build as plans
from tests.web.auditor.build import signed_in
from tests.web.build import DEMO_NOW
from tests.web.office.build import act, check, in_force, office, said, with_line

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize("view", ["plans", "campaigns", "office_programmes"])
def test_a_list_without_rows_holds_to_the_rules(client, view):
    check(office(client), view)


def test_seats_stand_beside_the_demand_that_they_are_for(client):
    plan = with_line()
    text = check(office(client), "plan", plan.pk)["en"]
    assert "state budget: Russia" in text
    assert "Fewer seats than asked for." in text
    assert "2029" in text


def test_both_offices_approve_exactly_this_plan(client):
    plan = with_line()
    for country in ("KZ", "RU"):
        answer = act(office(client, country), "plan", plan.pk, act="approve", digest=plan.digest)
        assert "Your office has approved the plan." in said(answer)
    plan.refresh_from_db()
    assert plan.state == "approved"


def test_an_office_that_has_approved_is_not_asked_again(client):
    plan = with_line()
    client = office(client)
    act(client, "plan", plan.pk, act="approve", digest=plan.digest)
    shown = client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert 'value="approve"' not in shown


def test_a_stale_approval_shows_what_differs_and_writes_nothing(client):
    plan = with_line()
    seen = plan.digest
    operations.reopen(plan, reason="too many", actor=plans.office_actor("KZ"), now=plans.NOW)
    changed = plans.given(22)
    operations.allocate(plan, [changed], actor=plans.office_actor(), now=plans.NOW)
    operations.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    answer = act(office(client), "plan", plan.pk, act="approve", digest=seen)
    assert answer.status_code == 409
    text = said(answer)
    assert "This has changed since you opened it" in text
    assert "Seats that differ" in text
    assert "Lines that differ" in text
    assert not Approval.objects.exists()


def test_an_approval_of_something_never_proposed_is_refused(client):
    plan = with_line()
    answer = act(office(client), "plan", plan.pk, act="approve", digest="0" * 64)
    assert answer.status_code == 409
    assert "was never put before the offices in this form" in said(answer)


def test_a_number_is_fixed_with_a_reason_that_is_kept(client):
    plan = plans.draft()
    capacity = plans.capacity()
    answer = act(
        office(client),
        "plan",
        plan.pk,
        act="override",
        capacity=capacity.pk,
        fund="",
        seats=40,
        reason="The dormitory is closed",
    )
    assert "The number is fixed" in said(answer)
    assert Override.objects.get(plan=plan).seats == 40
    assert Reason.objects.filter(text="The dormitory is closed").exists()
    assert "The dormitory is closed" in said(answer)


def test_a_number_without_a_reason_is_not_fixed(client):
    plan = plans.draft()
    answer = act(
        office(client), "plan", plan.pk, act="override", capacity=plans.capacity().pk, seats=40
    )
    assert "Something has to be mended" in said(answer)
    assert not Override.objects.exists()


def test_a_fixed_number_that_the_plan_breaks_keeps_it_from_being_proposed(client):
    plan = plans.draft()
    capacity = plans.capacity()
    actor = plans.office_actor()
    operations.allocate(plan, [plans.given(25, of=capacity)], actor=actor, now=plans.NOW)
    operations.override(
        plan, capacity, "", 40, office=plans.office(), reason="r", actor=actor, now=plans.NOW
    )
    client = office(client)
    answer = act(client, "plan", plan.pk, act="propose")
    assert answer.status_code == 409
    assert "Keep to it, or have it lifted" in said(answer)
    row = Override.objects.get()
    assert "was lifted" in said(act(client, "plan", plan.pk, act=f"lift-{row.pk}", reason="open"))
    assert "stands before both offices" in said(act(client, "plan", plan.pk, act="propose"))


def test_a_plan_is_begun_by_hand_and_given_seats(client):
    client = office(client)
    answer = act(client, "plans", act="by_hand", code="PLAN-9", first_year=2026, last_year=2026)
    assert "The plan was begun" in said(answer)
    plan = Plan.objects.get(code="PLAN-9")
    given = {"capacity": plans.capacity().pk, "fund": "state-RU"}
    act(client, "plan", plan.pk, act="allocate", seats=25, **given)
    assert Allocation.objects.get(plan=plan).seats == 25
    act(client, "plan", plan.pk, act="allocate", seats=0, **given)
    assert not Allocation.objects.filter(plan=plan).exists()


def test_seats_given_by_hand_are_meant_for_the_lines_that_are_named(client):
    line, capacity = plans.line(), plans.capacity()
    plan = plans.draft()
    client = office(client)
    code = f"{line.call.code}/{line.number_in_call}"
    given = {"capacity": capacity.pk, "fund": "state-RU", "seats": 25}
    act(client, "plan", plan.pk, act="allocate", lines=f"{code} = 20\n", **given)
    meant = Coverage.objects.get(allocation__plan=plan)
    assert (meant.line, meant.seats) == (line, 20)
    wrong = act(client, "plan", plan.pk, act="allocate", lines="NOBODY/9 = 3", **given)
    assert "There is no line NOBODY/9" in said(wrong)
    wrong = act(client, "plan", plan.pk, act="allocate", lines="five for us", **given)
    assert "cannot be read" in said(wrong)
    assert Coverage.objects.get(allocation__plan=plan) == meant


def test_years_that_run_backwards_are_refused_beside_the_form(client):
    answer = act(
        office(client), "plans", act="by_hand", code="PLAN-9", first_year=2027, last_year=2026
    )
    assert answer.status_code == 409
    assert "Give the years in order." in said(answer)


def test_a_plan_is_taken_back_into_work_with_a_reason(client):
    plan = with_line()
    client = office(client)
    assert "Something has to be mended" in said(act(client, "plan", plan.pk, act="reopen"))
    act(client, "plan", plan.pk, act="reopen", reason="Demand has changed")
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_two_plans_are_compared(client):
    first, second = with_line(), plans.draft("PLAN-2")
    check(office(client), "plan_difference", second.pk, first.pk)
    shown = client.get(reverse("plan_difference", args=[second.pk, first.pk])).content.decode()
    assert "Seats that differ" in shown


def test_a_line_withdrawn_after_planning_is_said_on_approval(client):
    plan = with_line()
    line = demand.Line.objects.get()
    actor = demand.registry.actor(Role.EMPLOYER, line.call.employer)
    demand.operations.withdraw(line, reason="closed", actor=actor, now=DEMO_NOW)
    answer = act(office(client), "plan", plan.pk, act="approve", digest=plan.digest)
    assert answer.status_code == 409
    assert "is not confirmed, or no longer so" in said(answer)


def test_a_region_reads_plans_and_changes_nothing(client):
    plan = with_line()
    region = demand.registry.organisation("demo-akimat-1", "regional_authority")
    client = signed_in(client, Role.REGION, region)
    assert 'name="act"' not in client.get(reverse("plan", args=[plan.pk])).content.decode()
    act(client, "plan", plan.pk, act="approve", digest=plan.digest)
    assert not Approval.objects.exists()


def test_an_employer_reads_no_plan(client):
    plan = with_line()
    client = signed_in(client, Role.EMPLOYER, demand.employer())
    assert client.get(reverse("plan", args=[plan.pk])).status_code == 403


def solved() -> Plan:
    """A plan of the engine for a line of 20."""
    plans.capacity(), plans.line(20)
    return plans.solved()


def test_anybody_who_reads_a_solved_plan_can_check_it_again(client):
    plan = solved()
    url = reverse("plan", args=[plan.pk])
    assert "everything holds" in said(office(client).get(url, {"check": 1}))


def test_a_check_names_what_does_not_hold(client):
    plan = solved()
    Allocation.objects.filter(plan=plan).update(seats=21)
    text = said(office(client).get(reverse("plan", args=[plan.pk]), {"check": 1}))
    assert "it does not hold" in text
    assert "The seats that stand here are not the ones of the file." in text


@pytest.mark.parametrize("part", ["problem", "plan"])
def test_the_files_of_a_solved_plan_are_the_ones_approved(client, part):
    plan = solved()
    answer = office(client).get(reverse("plan_file", args=[plan.pk, part]))
    assert answer.content.decode() == {"problem": plan.problem, "plan": plan.solution}[part]


def test_a_part_that_a_plan_does_not_have_is_not_found(client):
    plan = solved()
    assert office(client).get(reverse("plan_file", args=[plan.pk, "secret"])).status_code == 404


def test_a_plan_by_hand_has_no_files(client):
    plan = with_line()
    assert office(client).get(reverse("plan_file", args=[plan.pk, "plan"])).status_code == 404


def employer_of(line):
    return demand.registry.actor(Role.EMPLOYER, line.call.employer)


def idle_task(client) -> int:
    url = reverse("plans_idle")
    tasks = client.get(reverse("office")).context["tasks"]
    return sum(task.count for task in tasks if task.url == url)


def test_seats_for_a_line_taken_back_wait_for_the_office_row_by_row(client):
    plan = in_force()
    client = office(client)
    assert "meant for a line that still asks" in check(client, "plans_idle")["en"]
    assert idle_task(client) == 0
    line = Coverage.objects.get().line
    demand.operations.withdraw(line, reason="closed", actor=employer_of(line), now=plans.NOW)
    text = check(client, "plans_idle")["en"]
    assert "The employer has taken the line back." in text
    assert plan.code in text
    assert idle_task(client) == 1
    assert "The employer has taken the line back." in check(client, "plan", plan.pk)["en"]


def test_seats_beyond_a_line_that_was_cut_are_told(client):
    in_force()
    line = Coverage.objects.get().line
    actor = employer_of(line)
    demand.operations.cut(line, number=10, reason="a shift less", actor=actor, now=plans.NOW)
    client = office(client)
    answer = client.get(reverse("plans_idle"), {"download": "plan-idle.csv"})
    assert ";18;8;The line was cut: fewer people are asked for." in answer.content.decode()
    assert idle_task(client) == 1


def test_seats_of_a_suspended_programme_are_told(client):
    in_force()
    programmes.suspend_programme(
        plans.programme(), reason="no teachers", actor=plans.office_actor(), now=plans.NOW
    )
    assert "The programme is suspended or closed." in check(office(client), "plans_idle")["en"]


def test_an_intake_that_has_begun_waits_for_no_office(client):
    in_force(2030)
    line = Coverage.objects.get().line
    demand.operations.withdraw(line, reason="closed", actor=employer_of(line), now=plans.NOW)
    assert idle_task(office(client)) == 0


def test_what_became_of_a_line_stands_before_what_the_engine_said_of_it(client):
    plans.capacity()
    line = plans.line(number=20)
    plan = plans.solved()
    client = office(client)
    before = check(client, "plan", plan.pk)["en"]
    assert "The employer has taken the line back." not in before
    demand.operations.withdraw(line, reason="closed", actor=employer_of(line), now=plans.NOW)
    assert "The employer has taken the line back." in check(client, "plan", plan.pk)["en"]
