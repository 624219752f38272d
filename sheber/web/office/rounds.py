"""A round on its way: what computes and publishes it, and how far that is."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions import operations, queries
from sheber.admissions.models import Campaign, Clearing
from sheber.admissions.states import CAMPAIGN
from sheber.kernel import jobs
from sheber.kernel.refusals import Refused, Sentence
from sheber.web.office import forms
from sheber.web.office.acts import Act

STAGES: dict[str, Sentence] = {
    "reading": gettext_lazy("Lists, scores and seats are read."),
    "ordering": gettext_lazy("Everybody is put in the order of each ranking."),
    "clearing": gettext_lazy("Seats are given, and the result is checked."),
    "keeping": gettext_lazy("The round is written down."),
    "publishing": gettext_lazy("Seats are offered to those who were given one."),
}


@dataclass(frozen=True)
class Progress:
    """How far the work on a campaign's round is, or why it came to nothing.

    `waits`: no worker has taken it yet. `share` is in hundredths. `trouble`: a sentence once it
    was refused or failed.
    """

    said: Sentence
    share: int
    waits: bool
    trouble: Sentence


def progress(campaign: Campaign) -> Progress | None:
    """The work that goes on, or the last one if it came to nothing; else nothing."""
    job = jobs.latest((CAMPAIGN.subject, campaign.pk))
    if job is None or job.outcome == jobs.DONE:
        return None
    waits = not job.worker
    said = STAGES.get(job.stage, "")
    if waits or not said:
        said = _("It waits until the worker takes it up, which is a matter of seconds.")
    return Progress(said, job.share, waits, trouble(jobs.refusal_of(job), job.outcome))


def trouble(refusal: Refused | None, outcome: str) -> Sentence:
    if refusal is not None:
        return str(refusal)
    if outcome == jobs.FAILED:
        return _(
            "The work broke off, and nothing of it was kept. Ask for it again; if it breaks off "
            "once more, show the log of the worker to whoever keeps the site."
        )
    return ""


def is_under_way(campaign: Campaign) -> bool:
    """Whether work on a round waits or runs."""
    found = progress(campaign)
    return found is not None and not found.trouble


def compute(campaign: Campaign) -> Act:
    """Compute a round: at once where the market is small, else by the worker."""
    first, large = campaign.state == "closed", queries.is_large(campaign)
    verb = operations.ask_compute if large else operations.compute
    return Act(
        "compute",
        _("Compute the first round") if first else _("Refill: compute a further round"),
        _("Compute"),
        lambda _given, actor, now: verb(campaign, actor=actor, now=now),
        BEGUN if large else _("The round is computed and checked. Both offices approve it next."),
        hint=_(
            "It takes from a second to a few minutes, and is checked by separate code before it "
            "is kept. A round that was not yet published gives way to it."
        ),
    )


BEGUN = gettext_lazy("The work has begun. How far it is stands on the page of the campaign.")


def publish(clearing: Clearing) -> Act:
    """Publish an approved round, a large one by the worker."""
    large = queries.is_large(clearing.campaign)
    verb = operations.ask_publish if large else operations.publish
    return Act(
        "publish",
        _("Publish: offer the seats"),
        _("Publish"),
        lambda given, actor, now: verb(
            clearing, consent_by=_utc(given["consent_by"]), actor=actor, now=now
        ),
        BEGUN if large else _("The round is published; whoever it gives a seat is told."),
        make=forms.ConsentDay,
        open=True,
    )


def _utc(given: datetime | None) -> datetime | None:
    return given.replace(tzinfo=UTC) if given else None
