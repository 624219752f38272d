"""What was measured is offered to planning as dated inputs, and too few cases are not used."""

from datetime import date
from fractions import Fraction

import pytest

from sheber.demand.models import Line
from sheber.flows import measuring, plans
from sheber.flows.jobs import work_once
from sheber.insights.queries import FEWEST_CASES
from sheber.planning import operations
from sheber.planning.engine_io import file_of, sources
from sheber.planning.models import Plan
from sheber.registry.models import Organisation
from sheber.training.models import Enrolment
from tests.insights import build
from tests.planning import build as planning
from tests.registry import build as registry

pytestmark = pytest.mark.django_db
ON = build.ON


def cohort(number: int, graduated: int) -> None:
    """So many people without a contract of a programme that is over; some graduated."""
    capacity = planning.capacity()
    for one in range(number):
        done = one < graduated
        Enrolment.objects.create(
            person=registry.person(),
            capacity=capacity,
            starts_on=date(2026, 9, 1),
            ended_on=build.GRADUATED if done else None,
            state="graduated" if done else "enrolled",
        )


def lines(confidence: str, number: int, kept: int) -> None:
    """So many lines of one person each whose year is over; some were kept."""
    call = planning.demand.call(planning.demand.employer(confidence), confidence)
    Line.objects.bulk_create(
        Line(
            call=call,
            number_in_call=one,
            region_id=call.employer.region_id,
            occupation=registry.occupation(),
            year=2029,
            number=1,
            confidence=confidence,
            payer="employer",
            state="confirmed" if one <= kept else "withdrawn",
        )
        for one in range(1, number + 1)
    )


@pytest.mark.database
def test_enough_graduates_take_the_place_of_what_was_assumed():
    cohort(FEWEST_CASES, 15)
    found = measuring.with_measured(planning.inputs(), ON)
    for share in (found.completion, found.completion_of["demo-programme"]):
        assert (share.share, share.as_of) == (Fraction(3, 4), ON)
        assert share.source == "measured: 20"


def test_too_few_cases_are_listed_and_not_used():
    cohort(FEWEST_CASES - 1, 15)
    assumed = planning.inputs()
    assert measuring.with_measured(assumed, ON) == assumed
    assert [(one.key, one.cases, one.is_enough) for one in measuring.measured(ON)] == [
        ("", 19, False),
        ("demo-programme", 19, False),
    ]


def test_weights_are_used_together_or_not_at_all():
    lines("firm", 20, 20)
    lines("likely", 20, 10)
    assert measuring.with_measured(planning.inputs(), ON) == planning.inputs()
    lines("possible", 20, 0)
    found = measuring.with_measured(planning.inputs(), ON)
    assert found.weights == {"firm": 10, "likely": 5, "possible": 1}
    (stated, *_) = sources(found)["weights"]
    assert stated == {
        "of": ["firm"],
        "weight": 10,
        "source": "measured: 20",
        "as_of": ON.isoformat(),
    }


def test_who_moves_is_listed_by_pair_of_regions_and_stays_as_assumed_on_few_cases():
    row = build.graduate()
    Organisation.objects.filter(pk=row.capacity.provider_id).update(region=registry.region("KZ-27"))
    build.job(row)
    moving = [one for one in measuring.measured(ON) if one.kind == "propensity"]
    assert [(one.key, one.share, one.is_enough) for one in moving] == [("KZ-27>RU-ORE", 1, False)]
    assumed = planning.engine_io.Propensity("KZ-27", "RU-ORE", planning.share("1/2"))
    found = measuring.with_measured(planning.inputs(propensity=(assumed,)), ON)
    assert found.propensity == (assumed,)


def test_a_plan_is_drafted_with_what_was_measured_if_that_is_asked():
    cohort(FEWEST_CASES, 15)
    planning.office("KZ")
    planning.line(25, year=2034)
    planning.capacity(year=2031)
    plan = plans.draft_plan(
        "PLAN-9",
        2031,
        2031,
        planning.inputs(budgets=(planning.budget(year=2031),)),
        use_measured=True,
        actor=planning.office_actor(),
        now=build.NOW,
    )
    (intake,) = file_of(plan.problem).problem.intakes
    assert (intake.completion.share, intake.completion.source) == (Fraction(3, 4), "measured: 20")


def in_training(number: int) -> None:
    """So many people who entered the programme in 2030 and should graduate in 2033."""
    capacity = planning.capacity(year=2030)
    for _ in range(number):
        Enrolment.objects.create(
            person=registry.person(),
            capacity=capacity,
            starts_on=date(2030, 9, 1),
            state="enrolled",
        )


def at_work(people: int) -> None:
    """A count of those at work where the lines are."""
    stated = operations.Count(
        "RU-ORE", "7411", 2031, people, 25, "a register", date(2030, 12, 31), 10, 4
    )
    operations.count([stated], actor=planning.office_actor(), now=build.NOW)


def by_a_worker(code, given):
    operations.ask_draft(
        code, 2030, 2031, given, use_measured=True, actor=planning.office_actor(), now=build.NOW
    )
    assert not Plan.objects.filter(code=code).exists()
    work_once("one", machine=lambda: build.NOW, calendar=lambda: build.NOW)
    return Plan.objects.get(code=code)


def at_once(code, given):
    return plans.draft_plan(
        code, 2030, 2031, given, use_measured=True, actor=planning.office_actor(), now=build.NOW
    )


@pytest.mark.database
def test_a_search_by_a_worker_plans_the_same_problem_as_a_draft_made_at_once():
    cohort(FEWEST_CASES, 15)
    for confidence in ("firm", "likely", "possible"):
        lines(confidence, 20, 10)
    in_training(3)
    at_work(300)
    planning.office("KZ")
    planning.line(25, year=2034)
    planning.capacity(year=2031)
    given = planning.inputs(budgets=tuple(planning.budget(year=year) for year in (2030, 2031)))
    queued, made = by_a_worker("QUEUED", given), at_once("AT-ONCE", given)
    assert (queued.problem, queued.solution) == (made.problem, made.solution)
    assert (queued.sources, queued.inputs) == (made.sources, made.inputs)
    problem = file_of(queued.problem).problem
    (training,), (counted,) = problem.pipeline, problem.workforce
    assert {one.completion.source for one in problem.intakes} == {"measured: 20"}
    assert (training.year, training.number) == (2033, 3)
    assert (training.completion.share, training.completion.as_of) == (Fraction(3, 4), ON)
    assert training.completion.source == "enrolments; measured: 20"
    assert (counted.people, counted.join, counted.source) == (300, 4, "a register")
    assert {one.weight for one in problem.lines} == {5}
