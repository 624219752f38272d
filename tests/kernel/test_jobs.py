"""The queue: one worker at a time, taken over after a lease, applied once and whole."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from sheber.kernel import jobs
from sheber.kernel.access import Actor
from sheber.kernel.jobs import LEASE, LeaseLost
from sheber.kernel.models import Job, Reason
from sheber.kernel.refusals import Refused
from tests.registry import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
OVER = NOW + LEASE + timedelta(seconds=1)
ACTOR = Actor("account:7", frozenset({"office", "cluster"}), organisation="3", country="KZ")
ROW = ("room.row", 7)


def clock():
    return NOW


def ask(kind="write", subject=ROW, **given) -> Job:
    return jobs.ask(kind, subject, given, actor=ACTOR, now=NOW)


def perform(job, do):
    jobs.perform(job, do, clock=clock)
    job.refresh_from_db()
    return job


def write(work):
    """Writes one event inside the transaction of the job."""
    with work.settled():
        build_event(work.job.pk)


def build_event(key):
    from sheber.kernel import events

    entry = events.Entry("room.row.write", ("room.job", key), reason="words")
    return events.record(entry, actor=ACTOR, now=NOW)


def test_a_job_is_claimed_done_and_then_nothing_waits():
    ask(seats=3)
    job = jobs.claim("one", now=NOW)
    assert (job.given, job.worker, job.attempts) == ({"seats": 3}, "one", 1)
    assert jobs.claim("other", now=NOW) is None
    seen = []
    job = perform(job, lambda work: (seen.append(work.actor), write(work)))
    assert seen == [ACTOR]
    assert (job.outcome, job.share, job.lease_until, job.ended_at) == ("done", 100, None, NOW)
    assert jobs.claim("one", now=OVER) is None
    assert Reason.objects.count() == 1


def test_the_oldest_comes_first_and_work_on_one_subject_does_not_meet():
    ask(subject=("room.row", 2)), ask(subject=("room.row", 1))
    assert [jobs.claim("one", now=NOW).subject_key for _ in range(2)] == ["2", "1"]
    with pytest.raises(Refused) as refusal:
        ask(kind="other", subject=("room.row", 1))
    assert refusal.value.code == "job_waits_already"
    assert jobs.latest(("room.row", 1)).worker == "one"


def test_a_dead_worker_s_job_is_taken_over_and_applied_once():
    ask()
    first = jobs.claim("one", now=NOW)
    second = jobs.claim("two", now=OVER)
    assert (second.pk, second.worker, second.attempts) == (first.pk, "two", 2)
    perform(second, write)
    with pytest.raises(LeaseLost):  # it was not dead after all
        jobs.perform(first, write, clock=clock)
    assert Reason.objects.count() == 1


def test_who_lost_the_lease_writes_nothing_although_nobody_has_finished_yet():
    ask()
    first = jobs.claim("one", now=NOW)
    jobs.claim("two", now=OVER)
    with pytest.raises(LeaseLost):
        jobs.perform(first, write, clock=clock)
    with pytest.raises(LeaseLost):
        jobs.perform(first, lambda work: work.progress("half", 50), clock=clock)
    assert not Reason.objects.exists()


def test_a_lease_that_is_renewed_does_not_run_out():
    ask()
    job = jobs.claim("one", now=NOW)
    assert jobs.beat(job, now=OVER)
    assert jobs.claim("two", now=OVER) is None
    perform(job, write)
    assert not jobs.beat(job, now=OVER)


def test_a_refusal_ends_the_job_with_its_sentence():
    def refuse(work):
        with work.settled():
            build_event(1)
            raise Refused("missing_reason", act="write")

    ask()
    job = perform(jobs.claim("one", now=NOW), refuse)
    assert (job.outcome, jobs.refusal_of(job).code) == ("refused", "missing_reason")
    assert "(write)" in str(jobs.refusal_of(job))
    assert not Reason.objects.exists()


def test_a_failing_write_leaves_nothing():
    def fail(work):
        with work.settled():
            build_event(1)
            raise ZeroDivisionError

    ask()
    job = jobs.claim("one", now=NOW)
    with pytest.raises(ZeroDivisionError):
        perform(job, fail)
    job.refresh_from_db()
    assert (job.outcome, jobs.refusal_of(job)) == ("failed", None)
    assert not Reason.objects.exists()


def test_a_worker_that_is_stopped_gives_the_job_back_at_once():
    def stop(work):
        work.progress("half", 50)
        raise KeyboardInterrupt

    ask()
    with pytest.raises(KeyboardInterrupt):
        perform(jobs.claim("one", now=NOW), stop)
    again = jobs.claim("two", now=NOW)
    assert (again.stage, again.share, again.attempts) == ("half", 50, 1)


def test_a_job_that_kills_its_workers_is_given_up():
    ask()
    now = NOW
    for worker in ("one", "two", "three"):
        assert jobs.claim(worker, now=now)
        now += LEASE + timedelta(seconds=1)
    assert jobs.claim("four", now=now) is None
    assert Job.objects.get().outcome == "failed"


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_each_job_has_one():
    for number in range(6):
        ask(subject=("room.row", number))
    taken, together = [], threading.Barrier(4)

    def work(name):
        try:
            together.wait()
            while (job := jobs.claim(name, now=NOW)) is not None:
                taken.append(job.subject_key)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"worker {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [str(number) for number in range(6)]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_being_written_is_not_taken_over_however_late_it_is():
    """The takeover waits for the transaction that holds the job, and then finds it done."""
    ask()
    job, found = jobs.claim("one", now=NOW), []

    def take_over():
        try:
            found.append(jobs.claim("two", now=OVER))
        finally:
            connection.close()

    other = threading.Thread(target=take_over)

    def slow(work):
        with work.settled():
            other.start()
            build_event(1)

    perform(job, slow)
    other.join()
    assert found == [None]
    assert Reason.objects.count() == 1


def test_progress_is_seen_while_the_work_goes_on():
    def look(work):
        work.progress("half", 50)
        seen.append(Job.objects.values_list("stage", "share").get())
        with transaction.atomic(), work.settled():
            pass

    seen = []
    ask()
    perform(jobs.claim("one", now=NOW), look)
    assert seen == [("half", 50)]


def test_what_the_work_tells_stands_beside_its_progress():
    ask()
    work = jobs.Work(jobs.claim("one", now=NOW), clock)
    work.progress("half", 50, {"seats": 3})
    work.progress("last", 90)
    assert jobs.latest(ROW).told == {"seats": 3}


def test_a_job_that_was_cancelled_writes_nothing_and_is_not_taken_over():
    ask()
    job = jobs.claim("one", now=NOW)
    assert jobs.cancel(job, now=NOW)
    assert not jobs.cancel(job, now=NOW)
    with pytest.raises(LeaseLost):
        jobs.perform(job, write, clock=clock)
    assert not Reason.objects.exists()
    assert jobs.claim("two", now=OVER) is None
    assert jobs.latest(ROW).outcome == "cancelled"
    ask()  # the subject is free again


def test_the_facts_of_a_refusal_stay_plain_and_get_their_words_where_they_are_read():
    class Spoken(str):
        __slots__ = ()

        def __str__(self) -> str:
            return "words"

    def refuse(work):
        raise Refused("missing_reason", act=Spoken("write"), rows=({"key": Spoken("a"), "n": 1},))

    ask()
    job = perform(jobs.claim("one", now=NOW), refuse)
    assert jobs.refusal_of(job).facts == {"act": "write", "rows": [{"key": "a", "n": 1}]}
