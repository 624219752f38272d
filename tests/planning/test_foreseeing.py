"""A plan tried in scenarios: asked for, done by the worker of the queue, kept beside the plan."""

from datetime import timedelta

import pytest

from sheber.flows.jobs import work_once
from sheber.kernel import jobs
from sheber.kernel.access import Actor
from sheber.kernel.jobs import LeaseLost, Work
from sheber.kernel.models import Job
from sheber.planning import engine_io, operations
from sheber.planning.engine_io import Wish
from sheber.planning.models import Ensemble
from tests.offers.build import refused
from tests.planning import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
SHOCKS = {
    "format": "sheber.shocks/1",
    "seed": 7,
    "factors": [
        {
            "id": "orders",
            "of": "demand",
            "by": "line",
            "low": "1/2",
            "high": "3/2",
            "source": "assumed",
            "as_of": "2026-09-01",
        }
    ],
}


def ask(plan, actor=None, **changes):
    wish = Wish(**{"scenarios": 5, "shocks": SHOCKS, **changes})
    return operations.ask_scenarios(plan, wish, actor=actor or build.office_actor(), now=NOW)


def do():
    ticks = iter(NOW + timedelta(milliseconds=n) for n in range(10_000))
    return work_once("w", machine=lambda: next(ticks), calendar=lambda: NOW)


@pytest.fixture
def plan():
    build.capacity()
    build.line(20)
    return build.solved()


def test_what_a_worker_found_is_kept_beside_the_plan(plan):
    ask(plan)
    assert do().outcome == "done"
    row = Ensemble.objects.get(plan=plan)
    found = engine_io.stored_ensemble(row)
    assert engine_io.speaks_of(row, plan)
    assert len(found.ensemble.scenarios) == 5
    assert "plan" in [one.name for one in found.ensemble.candidates]


def test_the_same_wish_finds_the_same(plan):
    ask(plan)
    do()
    ask(plan)
    do()
    first, second = Ensemble.objects.filter(plan=plan)
    assert first.content == second.content


def test_asking_twice_is_refused_while_the_first_waits(plan):
    ask(plan)
    with refused("job_waits_already"):
        ask(plan)


def test_work_on_scenarios_that_is_ended_keeps_nothing(plan):
    ask(plan)
    claimed = jobs.claim("one", now=NOW)
    assert operations.end_scenarios(plan, actor=build.office_actor(), now=NOW)
    with pytest.raises(LeaseLost):
        operations.foresee(Work(claimed, lambda: NOW), NOW)
    assert not Ensemble.objects.exists()
    assert not operations.end_scenarios(plan, actor=build.office_actor(), now=NOW)


def test_only_offices_end_it(plan):
    ask(plan)
    with refused("not_allowed"):
        operations.end_scenarios(plan, actor=Actor(key="somebody"), now=NOW)


def test_where_nothing_was_asked_nothing_is_ended(plan):
    assert not operations.end_scenarios(plan, actor=build.office_actor(), now=NOW)


def test_only_offices_ask(plan):
    with refused("not_allowed"):
        ask(plan, actor=Actor(key="somebody"))


def test_a_plan_by_hand_has_no_problem_to_try():
    with refused("plan_is_by_hand"):
        ask(build.draft())


@pytest.mark.parametrize("number", [0, 1001])
def test_a_number_of_scenarios_has_limits(plan, number):
    with refused("too_many_scenarios"):
        ask(plan, scenarios=number)


def test_shocks_that_do_not_fit_are_refused_at_once(plan):
    with refused("planning_input_faulty"):
        ask(plan, shocks={**SHOCKS, "factors": []})
    assert not Job.objects.exists()
