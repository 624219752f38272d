"""A plan that is searched for beside the site: told, kept once, ended, or lost with nothing."""

from datetime import timedelta
from fractions import Fraction

import pytest

from sheber.flows.jobs import work_once
from sheber.kernel import jobs
from sheber.kernel.jobs import LEASE, LeaseLost, Work
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused
from sheber.planning import engine_io, operations
from sheber.planning.models import Allocation, Plan
from tests.planning import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def ask(code="PLAN-S", given=None):
    build.office("KZ")
    build.line(number=20)
    return operations.ask_draft(
        code, 2026, 2026, given or build.inputs(), actor=build.office_actor(), now=NOW
    )


def work(now=NOW):
    return work_once("one", machine=lambda: now, calendar=lambda: NOW)


def test_the_worker_drafts_the_plan_that_was_asked_for():
    build.capacity()
    ask()
    assert not Plan.objects.exists()
    job = work()
    plan = Plan.objects.get()
    assert (job.outcome, plan.code, plan.state) == ("done", "PLAN-S", "draft")
    assert engine_io.restored(plan.inputs) == build.inputs()
    told = [one["stage"] for one in job.told["stages"]]
    assert told[0] == "unmet"
    assert told[-1] == "reasons"
    assert job.told["stages"][0]["value"] == 0


def test_inputs_are_kept_with_every_kind_of_row():
    build.office("KZ")
    before = build.draft("PLAN-0")
    given = build.inputs(
        completion_of={"demo-programme": build.share("0.9")},
        propensity=(engine_io.Propensity("RU-ORE", "KZ-10", build.share("1/3")),),
        shares=(engine_io.CountryShare("KZ", 2026, at_most=Fraction(1, 2)),),
        balances=(engine_io.Balance("KZ", "RU", 2026, "seats", 5),),
        rates=(engine_io.Rate("RUB", "KZT", Fraction("5.2"), "bank", build.AS_OF),),
        previous=before,
    )
    assert engine_io.restored(engine_io.kept(given)) == given
    with pytest.raises(ValueError, match="can no longer be read"):
        engine_io.restored({**engine_io.kept(given), "funds": "none"})


def test_what_cannot_be_planned_is_refused_before_anybody_waits():
    with pytest.raises(Refused) as refusal:
        ask()
    assert refusal.value.code == "nothing_to_plan"
    assert not Job.objects.exists()


def test_a_plan_asked_for_twice_is_searched_once():
    build.capacity()
    ask()
    with pytest.raises(Refused) as refusal:
        operations.ask_draft(
            "PLAN-S", 2026, 2026, build.inputs(), actor=build.office_actor(), now=NOW
        )
    assert refusal.value.code == "job_waits_already"


def test_limits_that_clash_end_the_search_by_name():
    build.capacity()
    build.line(number=20)
    plan = build.solved(given=build.inputs(budgets=(build.budget(amount=0),)))
    operations.override(
        plan,
        build.Capacity.objects.get(),
        "",
        25,
        office=build.office(),
        reason="r",
        actor=build.office_actor(),
        now=NOW,
    )
    operations.ask_solve(plan, actor=build.office_actor(), now=NOW)
    job = work()
    assert job.outcome == "refused"
    families = {row["family"] for row in job.refusal["facts"]["rows"]}
    assert families == {"override", "budget"}
    assert "demo-office-RU" in str(job.refusal["facts"]["rows"])


def test_a_search_that_is_ended_keeps_nothing():
    build.capacity()
    job = ask()
    claimed = jobs.claim("one", now=NOW)
    assert operations.end_search(job, actor=build.office_actor(), now=NOW)
    tell = operations.telling(Work(claimed, lambda: NOW))
    with pytest.raises(LeaseLost):
        tell("unmet", 0, {"value": None, "bound": 0.0})
    assert not operations.end_search(job, actor=build.office_actor(), now=NOW)
    assert not Plan.objects.exists()


def test_a_search_whose_worker_died_is_done_by_the_next():
    build.capacity()
    ask()
    assert jobs.claim("dead", now=NOW)
    assert work() is None
    assert work(NOW + LEASE + timedelta(seconds=1)).outcome == "done"
    assert Plan.objects.count() == 1


def test_improvements_are_written_down_once_a_second_and_stages_at_once():
    build.capacity()
    ask()
    moment = [NOW]
    job = jobs.claim("one", now=NOW)
    tell = operations.telling(Work(job, lambda: moment[0]))
    tell("unmet", 0, {"value": 9.0, "bound": 1.0})
    tell("unmet", 0, {"value": 8.0, "bound": 1.0})
    assert Job.objects.get().told["stages"] == [{"stage": "unmet", "value": 9.0, "bound": 1.0}]
    moment[0] += timedelta(seconds=1)
    tell("unmet", 0, {"value": 7.0, "bound": 1.0})
    assert Job.objects.get().told["stages"] == [{"stage": "unmet", "value": 7.0, "bound": 1.0}]
    tell("region", 20, {"value": 0.5, "bound": 0.5})
    assert [one["stage"] for one in Job.objects.get().told["stages"]] == ["unmet", "region"]


def test_a_fixed_number_changed_during_the_search_keeps_the_plan_as_it_was():
    capacity = build.capacity()
    build.line(number=20)
    plan = build.solved()
    fix = {"office": build.office(), "reason": "r", "actor": build.office_actor(), "now": NOW}
    operations.override(plan, capacity, "", 25, **fix)
    found = operations.find_again(plan, actor=build.office_actor())
    operations.override(plan, capacity, "", 22, **fix)
    with pytest.raises(Refused) as refusal:
        operations.keep_again(found, actor=build.office_actor(), now=NOW)
    assert refusal.value.code == "changed_meanwhile"
    assert not Allocation.objects.filter(plan=plan, seats=25).exists()
