import hashlib
import json
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation

from sheber.doors.planning.plan import read_plan, read_problem, violations
from sheber.kernel import events
from sheber.planning import engine_io, operations, queries
from sheber.planning.models import Allocation, Coverage, LineOutlook, Plan
from sheber.programmes import operations as programmes
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Rule, RulePack
from tests.demand import build as demand
from tests.offers import build as offers
from tests.offers.build import refused
from tests.planning import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def market(number: int = 20, **given):
    """One capacity for two groups of 20 to 25, and one line of 2029 for its graduates."""
    return build.capacity(**given), build.line(number)


def fix(plan, capacity, seats):
    return operations.override(
        plan,
        capacity,
        "",
        seats,
        office=build.office(),
        reason="The dormitory is closed",
        actor=build.office_actor(),
        now=NOW,
    )


def solve_again(plan):
    return operations.solve_again(plan, actor=build.office_actor(), now=NOW)


def seats(plan):
    return {row.fund: row.seats for row in Allocation.objects.filter(plan=plan)}


def outlook(plan, line):
    return LineOutlook.objects.get(plan=plan, line=line)


def test_a_solved_plan_gives_seats_and_says_for_whom():
    capacity, line = market()
    plan = build.solved()
    row = Allocation.objects.get(plan=plan)
    assert (row.capacity, row.fund, row.seats, row.groups) == (capacity, "state-RU", 20, 1)
    assert Coverage.objects.get(allocation=row, line=line).seats == 20
    assert outlook(plan, line).expected == 20
    assert (plan.status, plan.gap, plan.made_by_hand) == ("optimal", 0, False)
    event = events.of("planning.plan", [plan.pk])[0]
    assert event.facts == {"by_hand": False, "status": "optimal", "gap_millionths": 0, "seats": 20}


def test_a_solved_plan_is_proposed_and_approved_like_any_other():
    market()
    plan = operations.propose(build.solved(), actor=build.office_actor(), now=NOW)
    assert build.approve(plan).state == "approved"


def test_the_stored_texts_are_those_of_the_file_door():
    market()
    plan = build.solved()
    file, stated = read_problem(plan.problem.encode()), read_plan(plan.solution.encode())
    assert violations(file, stated) == []
    assert hashlib.sha256(plan.problem.encode()).hexdigest() == file.sha256


def test_the_same_rows_give_the_same_plan():
    market()
    first, second = build.solved("PLAN-1"), build.solved("PLAN-2")
    assert (first.problem, first.solution) == (second.problem, second.solution)


def test_a_prepared_problem_is_the_one_that_is_solved():
    market()
    text = operations.prepare(2026, 2026, build.inputs(), actor=build.office_actor())
    assert text == build.solved().problem


def test_a_college_neither_prepares_nor_drafts():
    market()
    actor = registry.actor(Role.COLLEGE, registry.organisation("c", OrganisationKind.COLLEGE))
    with refused("not_allowed"):
        operations.prepare(2026, 2026, build.inputs(), actor=actor)
    with refused("not_allowed"):
        operations.draft_solved("P", 2026, 2026, build.inputs(), actor=actor, now=NOW)


def test_those_who_drop_out_are_counted_on_to_drop_out():
    market()
    plan = build.solved(given=build.inputs(completion=build.share("4/5")))
    assert seats(plan) == {"state-RU": 25}
    assert Coverage.objects.get().seats == 25


def test_completion_may_be_known_for_a_programme():
    capacity, _ = market()
    named = {capacity.programme.code: build.share("1/2")}
    assert seats(build.solved(given=build.inputs(completion_of=named))) == {"state-RU": 40}


def test_people_already_in_training_come_first():
    capacity, line = market()
    waiting = engine_io.Pipeline(
        "T1", capacity.programme.code, line.region_id, 2029, 20, build.share()
    )
    plan = build.solved(given=build.inputs(pipeline=(waiting,)))
    assert seats(plan) == {}
    assert outlook(plan, line).expected == 20


def test_a_line_in_another_region_needs_people_who_would_move():
    build.capacity()
    line = build.line(20, region="RU-MOW")
    assert outlook(build.solved("PLAN-1"), line).limited_by == "nobody_moves"
    moving = engine_io.Propensity("RU-ORE", "RU-MOW", build.share("1/2"))
    plan = build.solved("PLAN-2", build.inputs(propensity=(moving,)))
    assert outlook(plan, line).expected == 20
    assert seats(plan) == {"state-RU": 40}


def test_a_firm_line_is_met_before_a_possible_one():
    build.capacity(groups_maximum=1)
    call = demand.call()
    firm, possible = demand.confirmed_line(of=call, number=25), demand.line(call, number=25)
    type(possible).objects.filter(pk=possible.pk).update(confidence="possible", state="confirmed")
    plan = build.solved()
    assert (outlook(plan, firm).expected, outlook(plan, possible).expected) == (25, 0)


def test_an_employers_money_pays_for_its_own_lines_only():
    build.capacity()
    own, other = build.line(20), build.line(20, of=demand.call(demand.employer("demo-b"), "CALL-B"))
    fund = engine_io.Fund("employer-1", "RUB", employer=own.call.employer.code)
    plan = build.solved(given=build.inputs(funds=(fund,), budgets=(build.budget("employer-1"),)))
    assert seats(plan) == {"employer-1": 20}
    assert [row.line for row in Coverage.objects.all()] == [own]
    assert outlook(plan, other).limited_by == "no_fund"


def test_two_funds_of_one_capacity_share_its_groups_and_its_lines():
    build.capacity()
    own, other = build.line(22), build.line(18, of=demand.call(demand.employer("demo-b"), "CALL-B"))
    funds = (
        engine_io.Fund("employer-1", "RUB", employer=own.call.employer.code),
        engine_io.Fund("state-RU", "RUB"),
    )
    budgets = (
        build.budget("employer-1", amount=22 * 25_000_000),
        build.budget("state-RU", amount=18 * 25_000_000),
    )
    plan = build.solved(given=build.inputs(funds=funds, budgets=budgets))
    rows = Allocation.objects.filter(plan=plan).order_by("fund")
    assert [(row.fund, row.seats, row.groups) for row in rows] == [
        ("employer-1", 22, 2),
        ("state-RU", 18, 2),
    ]
    meant = Coverage.objects.order_by("allocation__fund")
    assert [(row.line, row.seats) for row in meant] == [(own, 22), (other, 18)]


def test_money_of_another_currency_needs_a_stated_rate():
    market()
    tenge = {
        "funds": (engine_io.Fund("state-KZ", "KZT"),),
        "budgets": (build.budget("state-KZ", amount=10**15),),
    }
    assert seats(build.solved("PLAN-1", build.inputs(**tenge))) == {}
    rate = engine_io.Rate("RUB", "KZT", Fraction(11, 2), "Planning rate, letter 4", build.AS_OF)
    plan = build.solved("PLAN-2", build.inputs(rates=(rate,), **tenge))
    assert seats(plan) == {"state-KZ": 20}
    spent = engine_io.stored_solution(plan).plan.spending[0].spent
    assert spent == 20 * 137_500_000
    assert plan.sources["rates"][0]["rate"] == "11/2"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"beds": 5}, "beds"),
        ({"teachers": 0}, "teachers"),
        ({"practice_places": 19}, "practice_places"),
        ({"groups_maximum": 1}, "groups"),
    ],
)
def test_what_limits_a_line_is_named(given, code):
    _, line = market(40, **given)
    plan = build.solved()
    row = outlook(plan, line)
    assert row.limited_by == code
    assert row.facts["limits"][0]["code"] == code
    assert row.facts["people"] == 40 - row.expected


def test_money_that_runs_out_limits_a_line():
    _, line = market()
    plan = build.solved(given=build.inputs(budgets=(build.budget(amount=25_000_000),)))
    assert outlook(plan, line).limited_by == "budget"
    assert plan.sources["budgets"] == [
        {"of": ["state-RU", 2026], "source": "Order 1", "as_of": "2026-01-15"}
    ]


def test_a_share_that_the_countries_agreed_limits_a_line():
    _, line = market()
    share = engine_io.CountryShare("RU", 2026, at_most=Fraction(0))
    assert outlook(build.solved(given=build.inputs(shares=(share,))), line).limited_by == (
        "country_share"
    )


def test_a_line_that_no_programme_serves_is_told_apart():
    build.capacity()
    build.line(20)
    other = build.line(5, occupation="7212", of=demand.call(demand.employer("demo-b"), "CALL-B"))
    assert outlook(build.solved(), other).limited_by == "no_programme"


def test_a_plan_stays_close_to_the_one_before():
    one = build.capacity(groups_maximum=1)
    other = build.capacity(
        provider=registry.organisation("demo-college-RU"), of=build.programme("demo-other")
    )
    build.line(20)
    before = build.draft("PLAN-0")
    operations.allocate(before, [build.given(20, of=other)], actor=build.office_actor(), now=NOW)
    free = Allocation.objects.get(plan=build.solved("PLAN-1")).capacity
    close = Allocation.objects.get(plan=build.solved("PLAN-2", build.inputs(previous=before)))
    assert close.capacity == other
    assert free in {one, other}
    assert "previous" in [key for key, rows in json.loads(close.plan.problem).items() if rows]


def test_without_a_capacity_there_is_nothing_to_plan():
    build.line()
    with refused("nothing_to_plan"):
        build.solved()


def test_a_suspended_programme_is_not_planned_for():
    capacity, _ = market()
    programmes.suspend_programme(
        capacity.programme, reason="A partner left", actor=build.office_actor(), now=NOW
    )
    with refused("nothing_to_plan"):
        build.solved()


def test_demand_that_nobody_confirmed_is_not_planned_for():
    build.capacity()
    demand.line()
    with refused("no_demand_to_plan_for"):
        build.solved()


def test_input_that_contradicts_itself_is_named_by_its_place():
    market()
    with refused("planning_input_faulty") as found:
        build.solved(given=build.inputs(budgets=(build.budget("nobody"),)))
    fault = found.value.facts["faults"][0]
    assert (fault["path"], fault["code"]) == ("budgets[0].fund", "unknown_fund")
    assert "nobody" in str(found.value)
    assert not Plan.objects.exists()


def test_a_plan_that_nothing_allows_names_the_rows_that_clash():
    capacity, _ = market()
    plan = build.solved()
    fix(plan, capacity, 40)
    stored = json.loads(plan.problem)
    stored["budgets"][0]["amount"] = 25_000_000
    plan.problem = json.dumps(stored)
    with refused("rows_clash") as found:
        solve_again(plan)
    families = {row["family"] for row in found.value.facts["rows"]}
    assert families == {"override", "budget"}
    assert "the budget of “state-RU” in 2026: 250,000" in str(found.value)
    assert seats(plan) == {"state-RU": 20}


def test_a_clash_is_told_in_the_readers_language():
    row = {"set": 0, "family": "budget", "key": ["state-RU", "2026"], "stated": "100"}
    refusal = engine_io.solutions.Refused("rows_clash", rows=engine_io.solutions.Clash([row]))
    told = {}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            told[language] = str(refusal)
    assert len(set(told.values())) == 3
    assert "state-RU" in told["kk"]


def test_an_override_holds_when_the_plan_is_solved_again():
    capacity, line = market()
    plan = build.solved()
    before = queries.content(plan)
    fix(plan, capacity, 25)
    with refused("override_not_kept"):
        operations.propose(plan, actor=build.office_actor(), now=NOW)
    solve_again(plan)
    assert seats(plan) == {"state-RU": 25}
    assert Coverage.objects.get(allocation__plan=plan, line=line).seats == 20
    changed = queries.difference(before, queries.content(plan))
    assert changed.overrides == ((capacity.pk, ""),)
    assert changed.input_changed
    assert operations.propose(plan, actor=build.office_actor(), now=NOW).state == "proposed"


def test_a_lifted_override_asks_for_a_new_solution():
    capacity, _ = market()
    plan = build.solved()
    row = fix(plan, capacity, 25)
    solve_again(plan)
    operations.lift(row, reason="The dormitory opens", actor=build.office_actor(), now=NOW)
    with refused("plan_to_be_solved_again"):
        operations.propose(plan, actor=build.office_actor(), now=NOW)
    solve_again(plan)
    assert seats(plan) == {"state-RU": 20}
    assert operations.propose(plan, actor=build.office_actor(), now=NOW).state == "proposed"


def test_solving_again_changes_nothing_but_what_was_fixed():
    market()
    plan = build.solved()
    problem = plan.problem
    build.line(20, of=demand.call(demand.employer("demo-b"), "CALL-B"))
    assert solve_again(plan).problem == problem


def test_a_proposed_plan_is_not_solved_again():
    market()
    plan = operations.propose(build.solved(), actor=build.office_actor(), now=NOW)
    with refused("wrong_state"):
        solve_again(plan)


def test_a_plan_by_hand_has_nothing_to_solve_or_check_again():
    plan = build.draft()
    with refused("plan_is_by_hand"):
        solve_again(plan)
    with refused("plan_is_by_hand"):
        operations.recheck(plan)


def test_seats_of_a_solved_plan_are_not_set_by_hand():
    capacity, _ = market()
    plan = build.solved()
    with refused("plan_is_solved"):
        operations.allocate(plan, [build.given(of=capacity)], actor=build.office_actor(), now=NOW)


def test_a_recheck_needs_nothing_but_the_stored_texts():
    capacity, line = market()
    plan = build.solved()
    type(line).objects.filter(pk=line.pk).update(number=1)
    type(capacity).objects.filter(pk=capacity.pk).update(beds=0)
    assert operations.recheck(plan).holds


def test_a_recheck_finds_seats_that_differ_from_the_solution():
    market()
    plan = build.solved()
    Allocation.objects.filter(plan=plan).update(seats=21)
    found = operations.recheck(plan)
    assert [code for code, _ in found.violations] == ["rows"]


def test_a_recheck_finds_a_solution_that_was_tampered_with():
    market()
    plan = build.solved()
    plan.solution = plan.solution.replace('"number":20', '"number":60')
    assert {"Q1", "rows"} <= {code for code, _ in operations.recheck(plan).violations}


def test_a_recheck_finds_a_plan_of_another_problem():
    market()
    plan = build.solved()
    plan.problem = plan.problem.replace('"weight":3', '"weight":2')
    assert operations.recheck(plan).violations[0][0] == "problem"


def test_a_stale_approval_of_a_solved_plan_shows_what_changed():
    capacity, line = market()
    plan = operations.propose(build.solved(), actor=build.office_actor(), now=NOW)
    seen = plan.digest
    operations.reopen(plan, reason="Beds", actor=build.office_actor(), now=NOW)
    fix(plan, capacity, 0)
    solve_again(plan)
    changed = queries.difference_since(plan, seen)
    assert changed.capacities == (queries.CapacityChange(capacity.pk, "state-RU", 20, 0),)
    assert changed.lines == (queries.LineChange(line.pk, 20, 0),)


def test_a_search_asked_to_be_exact_says_so():
    market()
    plan = operations.draft_solved(
        "PLAN-1",
        2026,
        2026,
        build.inputs(),
        search=replace(engine_io.Search(), gap=0.0),
        actor=build.office_actor(),
        now=NOW,
    )
    assert plan.gap == 0


def test_a_recheck_says_the_same_after_the_rules_have_changed():
    market()
    pack = offers.pack()
    plan = operations.propose(build.solved(), actor=build.office_actor(), now=NOW)
    kept, seen = dict(plan.rule_hashes), plan.digest
    RulePack.objects.filter(pk=pack.pk).update(sha256="f" * 64)
    Rule.objects.all().delete()
    plan.refresh_from_db()
    assert kept == {"RU-2026": pack.sha256} == plan.rule_hashes
    assert queries.digest(plan) == seen
    assert operations.recheck(plan).holds


@pytest.mark.parametrize("field", ["engine", "rule_hashes"])
def test_an_approval_covers_the_engine_and_the_rules(field):
    market()
    plan = operations.propose(build.solved(), actor=build.office_actor(), now=NOW)
    setattr(plan, field, {"engine": "another", "rule_hashes": {"RU-2026": "0"}}[field])
    assert queries.digest(plan) != plan.digest
