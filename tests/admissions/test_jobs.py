"""A round computed and published by a worker: as by the verb, once, whole or not at all."""

from datetime import timedelta

import pytest

from sheber.admissions import operations
from sheber.admissions.models import Application, Clearing, RunColumn, Seat
from sheber.flows.jobs import work_once
from sheber.kernel import events, jobs
from sheber.kernel.jobs import LEASE, LeaseLost
from sheber.kernel.models import Event
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.offers import build as offers

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CLEARING = build.CLEARING
OVER = CLEARING + LEASE + timedelta(seconds=1)


@pytest.fixture
def campaign():
    row = build.campaign()
    main = build.offering(row)
    build.open_(row)
    for score in (300, 280):
        build.apply(row, score, wish(main))
    return build.close(row)


def ask(row):
    return operations.ask_compute(row, actor=offers.office_actor(), now=CLEARING)


def work(now=CLEARING):
    return work_once("one", machine=lambda: now, calendar=lambda: now)


def test_a_worker_computes_and_publishes_what_the_verbs_would(campaign):
    ask(campaign)
    assert work().outcome == "done"
    clearing = Clearing.objects.get()
    assert (clearing.round, clearing.people, clearing.held) == (1, 2, 1)
    build.approve(clearing, "RU"), build.approve(clearing, "KZ")
    operations.ask_publish(clearing, actor=offers.office_actor(), now=build.PUBLISHED)
    assert work(build.PUBLISHED).outcome == "done"
    clearing.refresh_from_db()
    assert (clearing.state, Seat.objects.count()) == ("published", 1)
    assert work() is None


def test_who_asked_stands_in_the_log_and_acts(campaign):
    ask(campaign)
    work()
    asked = Event.objects.get(verb="admissions.campaign.ask_round")
    (begun,) = events.of("admissions.clearing", [Clearing.objects.get().pk])
    assert asked.actor == begun.actor == offers.office_actor().key


def test_one_asks_once_and_only_an_office(campaign):
    ask(campaign)
    with refused("job_waits_already"):
        ask(campaign)
    with refused("not_allowed"):
        operations.ask_compute(campaign, actor=build.admissions(), now=CLEARING)


def test_what_cannot_be_published_is_refused_when_it_is_asked_for(campaign):
    clearing = build.compute(campaign)
    with refused("wrong_state"):
        operations.ask_publish(clearing, actor=offers.office_actor(), now=build.PUBLISHED)


def test_a_round_that_is_outdated_by_then_is_refused_with_its_sentence(campaign):
    clearing = build.compute(campaign)
    build.approve(clearing, "RU"), build.approve(clearing, "KZ")
    operations.ask_publish(clearing, actor=offers.office_actor(), now=build.PUBLISHED)
    row = Application.objects.first()
    operations.withdraw(row, actor=build.himself(row.person), now=CLEARING)
    job = work(build.PUBLISHED)
    assert (job.outcome, jobs.refusal_of(job).code) == ("refused", "clearing_outdated")
    assert not Seat.objects.exists()


def test_a_killed_worker_s_round_is_taken_over_after_its_lease_and_kept_once(campaign):
    """The first has computed and is about to write when its lease runs out."""
    ask(campaign)
    first = jobs.claim("one", now=CLEARING)

    def late(own):
        cleared = operations.clear(campaign, actor=own.actor, now=CLEARING, progress=own.progress)
        assert work_once("two", machine=lambda: OVER, calendar=lambda: OVER).outcome == "done"
        with own.settled():
            operations.keep(cleared, actor=own.actor, now=CLEARING)

    with pytest.raises(LeaseLost):
        jobs.perform(first, late, clock=lambda: CLEARING)
    assert Clearing.objects.get().computed_at == OVER


def test_a_round_whose_columns_cannot_be_written_leaves_nothing(campaign):
    """The disk is full in the middle of the columns."""
    ask(campaign)

    def half(own):
        cleared = operations.clear(campaign, actor=own.actor, now=CLEARING, progress=own.progress)
        with own.settled():
            operations.keep(cleared, actor=own.actor, now=CLEARING)
            assert RunColumn.objects.exists()
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        jobs.perform(jobs.claim("one", now=CLEARING), half, clock=lambda: CLEARING)
    assert not Clearing.objects.exists()
    assert not RunColumn.objects.exists()
    assert jobs.latest(("admissions.campaign", campaign.pk)).outcome == "failed"
    ask(campaign)
    assert work().outcome == "done"


def test_the_stages_of_a_round_are_told_in_order(campaign):
    told = []
    operations.clear(
        campaign,
        actor=offers.office_actor(),
        now=CLEARING,
        progress=lambda *said: told.append(said),
    )
    assert [stage for stage, _ in told] == ["reading", "ordering", "clearing", "keeping"]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert not Clearing.objects.exists()
