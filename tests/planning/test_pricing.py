"""What would help a plan most: asked for, found by the worker, kept beside its plan."""

import pytest

from sheber.doors.planning.prices import read_prices
from sheber.engine.errors import InvalidProblem
from sheber.flows.jobs import work_once
from sheber.kernel.access import Actor
from sheber.kernel.jobs import LeaseLost, Work
from sheber.kernel.models import Job
from sheber.planning import engine_io, operations, queries
from sheber.planning.models import Pricing
from sheber.planning.operations.pricing import price_for
from tests.offers.build import refused
from tests.planning import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def ask(plan, actor=None):
    return operations.ask_prices(plan, actor=actor or build.office_actor(), now=NOW)


def do():
    return work_once("w", machine=lambda: NOW, calendar=lambda: NOW)


@pytest.fixture
def plan():
    """One group where 40 people are asked for: 15 are lacking, each with the weight of 3."""
    build.capacity(groups_maximum=1)
    build.line(40)
    return build.solved()


def test_what_the_worker_found_is_kept_beside_the_plan(plan):
    digest = queries.digest(plan)
    job = ask(plan)
    assert do().outcome == "done"
    job.refresh_from_db()
    assert job.told == {"done": 1, "of": 1}
    row = engine_io.prices_of(plan)
    (price,) = engine_io.stored_prices(row).prices
    intake = engine_io.intake_name(build.Capacity.objects.get())
    assert (price.lever.family, price.lever.key, price.step) == ("groups", (intake,), 1)
    assert (price.gain, price.people, price.gap) == (3 * 15, 15, 0)
    assert queries.digest(plan) == digest


def test_a_price_that_is_kept_equals_its_re_solve(plan):
    row = operations.price(plan, actor=build.office_actor(), now=NOW)
    (price,) = engine_io.stored_prices(row).prices
    lacking = {one.line_id: one.line.number - one.expected for one in queries.outlooks(plan)}
    build.Capacity.objects.update(groups_maximum=2)
    wider = build.solved("PLAN-W")
    still = {one.line_id: one.line.number - one.expected for one in queries.outlooks(wider)}
    assert price.people == sum(lacking.values()) - sum(still.values())


def test_prices_speak_of_one_problem_only(plan):
    row = operations.price(plan, actor=build.office_actor(), now=NOW)
    assert engine_io.prices_of(plan) == row
    operations.override(
        plan,
        build.Capacity.objects.get(),
        "",
        20,
        office=build.office(),
        reason="r",
        actor=build.office_actor(),
        now=NOW,
    )
    operations.solve_again(plan, actor=build.office_actor(), now=NOW)
    assert engine_io.prices_of(plan) is None
    assert Pricing.objects.get() == row


def test_work_that_is_ended_stops_at_its_next_word_and_keeps_nothing(plan):
    ask(plan)
    job = operations.prices_asked(plan)
    assert operations.end_prices(plan, actor=build.office_actor(), now=NOW)
    with pytest.raises(LeaseLost):
        price_for(Work(job, lambda: NOW), NOW)
    assert not Pricing.objects.exists()
    assert not operations.end_prices(plan, actor=build.office_actor(), now=NOW)


def test_asking_twice_is_refused_while_the_first_waits(plan):
    ask(plan)
    with refused("job_waits_already"):
        ask(plan)


def test_a_plan_by_hand_has_no_prices(plan):
    with refused("plan_is_by_hand"):
        ask(build.draft())


def test_only_an_office_asks(plan):
    with refused("not_allowed"):
        ask(plan, actor=Actor("account:1", frozenset({"region"})))
    assert not Job.objects.exists()


@pytest.mark.parametrize("text", [b"{}", b'{"format": "sheber.plan/1"}', b"[1]", b"no json"])
def test_what_are_no_prices_is_refused(text):
    with pytest.raises(InvalidProblem):
        read_prices(text)
