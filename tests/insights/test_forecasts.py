"""A plan is held to what happened, and its scores are kept as dated rows."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from sheber.demand.models import Line
from sheber.insights import operations
from sheber.insights.models import ForecastScore
from sheber.insights.queries import Case, forecast_cases, latest_scores
from sheber.kernel.models import Event
from sheber.planning.engine_io import line_name
from sheber.planning.models import Ensemble, LineOutlook, Plan
from tests.demand import build as demand
from tests.insights import build
from tests.offers.build import office_actor, refused
from tests.planning import build as plans
from tests.registry import build as registry

pytestmark = pytest.mark.django_db


def solved() -> Plan:
    """A plan that the engine found for a line of 20; one more person than that is expected."""
    plans.capacity()
    plans.line(20)
    plan = plans.solved(given=plans.inputs(completion=plans.share("9/10")))
    LineOutlook.objects.update(expected=21)
    return plan


def score(plan: Plan, **given) -> list[ForecastScore]:
    return operations.score_forecasts(plan, **{"actor": office_actor(), "now": build.NOW, **given})


@pytest.mark.database
def test_demand_is_held_to_what_is_still_asked_for():
    plan = solved()
    line = Line.objects.get()
    assert forecast_cases(plan, build.ON)["demand"] == [Case(line_name(line), 20, 20)]
    Line.objects.update(state="withdrawn")
    assert forecast_cases(plan, build.ON)["demand"] == [Case(line_name(line), 20, 0)]


def test_people_expected_are_held_to_those_who_began_to_work():
    plan = solved()
    found = forecast_cases(plan, build.ON)["graduates"]
    assert [(one.forecast, one.actual, one.range) for one in found] == [(21, 0, None)]


def test_a_line_whose_year_is_not_over_is_no_case():
    plan = solved()
    Line.objects.update(year=2031)
    assert forecast_cases(plan, build.ON)["graduates"] == []


def test_who_finishes_is_held_to_the_share_that_the_plan_took():
    plan = solved()
    row = build.graduate()
    row.capacity.programme = plans.programme()
    assert forecast_cases(plan, build.ON)["completion"] == [Case("demo-programme", 0.9, 1)]


def test_the_range_of_a_line_comes_from_the_scenarios_of_exactly_this_problem():
    plan = solved()
    name = line_name(Line.objects.get())
    row = {"plan": "plan", "of": "line", "id": name, "asked": 20, "low": 1.0, "high": 5.0}
    digest = hashlib.sha256(plan.problem.encode()).hexdigest()
    told = {"plan": plan, "content": json.dumps({"ranges": [row]}), "made_at": plans.NOW}
    Ensemble.objects.create(problem_digest="0" * 64, **told)
    assert forecast_cases(plan, build.ON)["graduates"][0].range is None
    Ensemble.objects.create(problem_digest=digest, **told)
    assert forecast_cases(plan, build.ON)["graduates"][0].range == (15, 19)


def test_scenarios_drawn_once_people_are_at_work_foretell_nothing():
    plan = solved()
    name = line_name(Line.objects.get())
    row = {"plan": "plan", "of": "line", "id": name, "asked": 20, "low": 1.0, "high": 5.0}
    Ensemble.objects.create(
        plan=plan,
        problem_digest=hashlib.sha256(plan.problem.encode()).hexdigest(),
        content=json.dumps({"ranges": [row]}),
        made_at=datetime(2029, 1, 1, tzinfo=UTC),
    )
    assert forecast_cases(plan, build.ON)["graduates"][0].range is None


def test_a_plan_by_hand_foretells_nothing():
    build.covered()
    assert forecast_cases(Plan.objects.get(), build.ON) == {}


def test_scores_are_kept_with_their_day_and_number_of_cases():
    plan = solved()
    score(plan)
    row = ForecastScore.objects.get(kind="graduates")
    assert (row.as_of, row.cases, row.bias, row.error, row.left_out) == (build.ON, 1, 21, None, 1)
    assert (row.coverage, row.ranged) == (None, 0)
    event = Event.objects.get(verb="insights.forecast.score")
    assert event.facts["graduates"] == 1


def test_employers_confidence_is_kept_as_a_table():
    score(solved())
    (row,) = ForecastScore.objects.get(kind="confidence").groups
    assert (row["confidence"], row["lines"], row["lines_kept"], row["asked"]) == ("firm", 1, 1, 20)


def test_a_day_has_one_score_of_a_plan():
    plan = solved()
    score(plan)
    with refused("scored_already"):
        score(plan)


def test_before_anything_is_due_there_is_nothing_to_score():
    plan = solved()
    with refused("nothing_to_score"):
        score(plan, now=datetime(2026, 9, 1, tzinfo=UTC))
    assert not ForecastScore.objects.exists()


def test_an_employer_scores_nothing():
    plan = solved()
    with refused("not_allowed"):
        score(plan, actor=registry.actor("employer", demand.employer()))


def test_the_last_score_of_each_kind_stands_beside_the_next_forecast():
    plan = solved()
    score(plan)
    later = score(plan, now=build.NOW.replace(month=3))
    assert latest_scores(build.ON)["demand"].as_of == build.ON
    assert latest_scores(later[0].as_of)["demand"].as_of == later[0].as_of
