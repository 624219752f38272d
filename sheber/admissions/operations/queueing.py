"""A round is computed or published beside the site, where it takes longer than a request.

Asked for here, with the checks of the verb, and done by a worker with the same checks once more.
"""

from datetime import datetime

from django.db import transaction

from sheber.admissions import rules
from sheber.admissions.models import Campaign, Clearing
from sheber.admissions.operations.campaigns import record
from sheber.admissions.operations.clearings import consent_day, refuse_unready
from sheber.admissions.states import CAMPAIGN, CLEARING
from sheber.kernel import jobs
from sheber.kernel.access import Actor, require
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused

COMPUTE, PUBLISH = f"{CLEARING.subject}.compute", f"{CLEARING.subject}.publish"


def ask_compute(campaign: Campaign, *, actor: Actor, now: datetime) -> Job:
    """Ask for a round of a campaign to be computed."""
    require(rules.can_clear(actor), "admissions.clearing.begin")
    refuse_unready(campaign)
    return _ask(COMPUTE, campaign, {}, actor, now)


def ask_publish(
    clearing: Clearing, *, consent_by: datetime | None = None, actor: Actor, now: datetime
) -> Job:
    """Ask for an approved round to be published."""
    require(rules.can_clear(actor), "admissions.clearing.publish")
    clearing.refresh_from_db(fields=("state",))
    if clearing.state not in CLEARING["publish"].sources:
        state = clearing.state
        raise Refused("wrong_state", subject=CLEARING.subject, state=state, act="publish")
    day = consent_day(clearing.campaign, clearing, consent_by, now)
    given = {"clearing": clearing.pk, "consent_by": day.isoformat()}
    return _ask(PUBLISH, clearing.campaign, given, actor, now)


def _ask(
    kind: str, campaign: Campaign, given: dict[str, object], actor: Actor, now: datetime
) -> Job:
    with transaction.atomic():
        row = jobs.ask(kind, (CAMPAIGN.subject, campaign.pk), given, actor=actor, now=now)
        record(campaign, "ask_round", {"job": row.pk, "kind": kind}, actor, now)
    return row
