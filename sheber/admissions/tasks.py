"""What a worker does for admissions: keys in, rows fetched, the verb called."""

from datetime import datetime

from sheber.admissions import operations
from sheber.admissions.models import Campaign, Clearing
from sheber.kernel.jobs import Work


def compute(work: Work, now: datetime) -> None:
    """Compute a round of the campaign that the job is about."""
    campaign = Campaign.objects.get(pk=work.job.subject_key)
    cleared = operations.clear(campaign, actor=work.actor, now=now, progress=work.progress)
    with work.settled():
        operations.keep(cleared, actor=work.actor, now=now)


def publish(work: Work, now: datetime) -> None:
    """Publish the round that the job names, with its day of consent."""
    clearing = Clearing.objects.get(pk=work.job.given["clearing"])
    day = datetime.fromisoformat(work.job.given["consent_by"])
    work.progress("publishing", 10)
    with work.settled():
        operations.publish(clearing, consent_by=day, actor=work.actor, now=now)
