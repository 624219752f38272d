"""Work that takes longer than a request: the database is the queue.

A job is claimed by one conditional UPDATE and held by a lease that its worker renews; when a
worker dies the lease runs out and another takes the job over. What a job writes is written in one
transaction that first takes hold of the job and last marks it as done: whoever has lost the lease
cannot write, so nothing is applied twice and nothing by half.

Times of leases are of the machine (`now` here), those of acts are the caller's.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet

from sheber.kernel.access import Actor
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused

LEASE = timedelta(seconds=60)
BEAT_SECONDS = 10.0
# A job whose workers died so often kills them: it is given up.
MOST_ATTEMPTS = 3
DONE, REFUSED, FAILED, CANCELLED = "done", "refused", "failed", "cancelled"

Clock = Callable[[], datetime]


class LeaseLost(Exception):
    """Another worker has taken the job over, or it was cancelled. Nothing was written."""


@dataclass
class Work:
    """A job in the hands of a worker: what to do, for whom, and how to say how far it is."""

    job: Job
    clock: Clock

    @property
    def actor(self) -> Actor:
        """Who asked for it, in the roles of that moment."""
        asked = self.job.actor
        return Actor(**{**asked, "roles": frozenset(asked["roles"])})

    def progress(self, stage: str, share: int, told: Mapping[str, Any] | None = None) -> None:
        """Say which stage has begun, and how much of the whole lies behind, in hundredths.

        `told` takes the place of what was told before. Outside of a transaction, so that others
        see it. Raises LeaseLost.
        """
        said = {} if told is None else {"told": dict(told)}
        _held(self.job, stage=stage, share=share, **said)

    @contextmanager
    def settled(self) -> Iterator[None]:
        """The one transaction in which a job writes; at its end the job is done.

        Raises LeaseLost, and then nothing is written.
        """
        with transaction.atomic():
            _held(self.job, stage=self.job.stage)  # from here on nobody can claim it
            yield
            _held(self.job, share=100, outcome=DONE, ended_at=self.clock(), lease_until=None)


def ask(
    kind: str, subject: tuple[str, object], given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> Job:
    """Put work into the queue; refused while other work on the same subject waits or runs.

    `given` are codes, keys and numbers for the worker.
    """
    row = Job(
        kind=kind,
        subject_type=subject[0],
        subject_key=str(subject[1]),
        given=dict(given),
        actor={**asdict(actor), "roles": sorted(actor.roles)},
        asked_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("job_waits_already") from error
    return row


def latest(subject: tuple[str, object]) -> Job | None:
    """The last job on a subject, if there ever was one."""
    rows = Job.objects.filter(subject_type=subject[0], subject_key=str(subject[1]))
    return rows.order_by("-pk").first()


def cancel(job: Job, *, now: datetime) -> bool:
    """End an open job; False if it has ended already.

    A worker that has it loses it, stops at its next word of progress and writes nothing.
    """
    rows = Job.objects.filter(pk=job.pk, ended_at__isnull=True)
    return bool(rows.update(outcome=CANCELLED, ended_at=now, lease_until=None))


def waiting(now: datetime) -> QuerySet[Job]:
    """Jobs that a worker may claim: never begun, or left by a worker whose lease ran out."""
    free = Q(worker="") | Q(lease_until__lt=now)
    return Job.objects.filter(free, ended_at__isnull=True).order_by("pk")


def claim(worker: str, *, now: datetime) -> Job | None:
    """The oldest job that waits, now this worker's; None if nothing waits."""
    for found in waiting(now):
        seen = waiting(now).filter(pk=found.pk, attempts=found.attempts)
        if found.attempts >= MOST_ATTEMPTS:
            seen.update(outcome=FAILED, ended_at=now, lease_until=None)
        elif seen.update(worker=worker, lease_until=now + LEASE, attempts=F("attempts") + 1):
            return Job.objects.get(pk=found.pk)
    return None


def perform(job: Job, do: Callable[[Work], None], *, clock: Clock) -> None:
    """Do a claimed job: `do` prepares, and writes inside `Work.settled`.

    A refusal ends the job with its code and facts, any other error as failed, and is raised. A
    worker that is told to stop gives the job back. Raises LeaseLost.
    """
    with _beating(job, clock):
        try:
            do(Work(job, clock))
        except Refused as refusal:
            facts = _plain(refusal.facts)
            _end(job, REFUSED, clock(), {"code": refusal.code, "facts": facts})
        except (KeyboardInterrupt, SystemExit):
            _mine(job).update(worker="", lease_until=None, attempts=F("attempts") - 1)
            raise
        except LeaseLost:
            raise
        except Exception:
            _end(job, FAILED, clock(), {})
            raise


def refusal_of(job: Job) -> Refused | None:
    """Why a job was refused."""
    if job.outcome != REFUSED:
        return None
    return Refused(job.refusal["code"], **job.refusal["facts"])


def beat(job: Job, *, now: datetime) -> bool:
    """Renew the lease; False if it is lost or the job has ended."""
    return bool(_mine(job).update(lease_until=now + LEASE))


def _plain(value: Any) -> Any:
    """A fact as JSON holds it, without words: they are found when and where somebody reads it."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, int | float) else str(value)


def _mine(job: Job) -> QuerySet[Job]:
    """The job as long as this worker, in this attempt, has it."""
    held = Job.objects.filter(pk=job.pk, worker=job.worker, attempts=job.attempts)
    return held.filter(ended_at__isnull=True)


def _held(job: Job, **values: Any) -> None:
    if not _mine(job).update(**values):
        raise LeaseLost
    for name, value in values.items():
        setattr(job, name, value)


def _end(job: Job, outcome: str, now: datetime, refusal: dict[str, Any]) -> None:
    _held(job, outcome=outcome, ended_at=now, lease_until=None, refusal=refusal)


@contextmanager
def _beating(job: Job, clock: Clock) -> Iterator[None]:
    """Renew the lease from a thread of its own while the work goes on."""
    over = threading.Event()

    def beats() -> None:
        try:
            while not over.wait(BEAT_SECONDS):
                try:
                    beat(job, now=clock())
                except DatabaseError:  # locked for the moment: the job writes, or somebody else
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beats, daemon=True, name=f"lease of job {job.pk}")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
