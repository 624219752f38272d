"""The work that waits in the queue, done one job at a time by the verbs of the stages."""

import logging
from collections.abc import Callable
from datetime import datetime

from sheber.admissions import operations as admissions
from sheber.admissions import tasks
from sheber.flows import plans
from sheber.kernel import jobs
from sheber.kernel.jobs import Clock, LeaseLost, Work
from sheber.kernel.models import Job
from sheber.planning import operations as planning

# What is done for each kind of job, at a moment by the calendar of the installation.
WORK: dict[str, Callable[[Work, datetime], None]] = {
    admissions.COMPUTE: tasks.compute,
    admissions.PUBLISH: tasks.publish,
    planning.FORESEE: planning.foresee,
    planning.DRAFT: plans.draft,
    planning.SOLVE: planning.solve_for,
    planning.PRICE: planning.price_for,
}


def work_once(worker: str, *, machine: Clock, calendar: Clock) -> Job | None:
    """Claim one job and do it; the job as it ended, or None if nothing waits.

    `machine` says when leases run out, `calendar` when acts happen: in a demo it has a day of its
    own. An error of the work ends the job as failed and stays in the process's own log.
    """
    job = jobs.claim(worker, now=machine())
    if job is None:
        return None
    try:
        jobs.perform(job, lambda work: WORK[job.kind](work, calendar()), clock=machine)
    except LeaseLost:
        logging.getLogger(__name__).warning(
            "job %s was cancelled, or taken over by another worker", job.pk
        )
    except Exception:
        logging.getLogger(__name__).exception("job %s failed", job.pk)
    job.refresh_from_db()
    return job
