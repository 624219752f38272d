"""Work that ends before its term: an obligation and its contract are broken in one act."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.contracts import operations as contracts
from sheber.contracts.enums import BreachGround, PartyRole
from sheber.contracts.models import Breach
from sheber.contracts.operations import Amount, NewBreach
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.outcomes import engine_io
from sheber.outcomes import operations as outcomes
from sheber.outcomes.enums import EndGround
from sheber.outcomes.models import Employment, Obligation


@dataclass(frozen=True)
class Broken:
    """An obligation broken by the person, and the breach of the contract that created it."""

    obligation: Obligation
    breach: Breach


def break_obligation(
    obligation: Obligation,
    *,
    on: date,
    amount: Amount | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Broken:
    """Record that a person broke what was promised: the obligation and the contract, or neither.

    Refused where no day is owed any more: then the obligation is fulfilled instead. Without an
    `amount` what is owed stays open until the education organisation computes it.
    """
    standing = engine_io.standings([obligation], now.date())[obligation.pk]
    if standing.owed_days <= 0:
        raise Refused("nothing_owed_any_more", obligation=obligation.pk)
    new = NewBreach(
        by_role=PartyRole.CITIZEN,
        ground=BreachGround.LEFT_WORK,
        on=on,
        before_first_attestation=False,
        amount=amount,
    )
    with transaction.atomic():
        outcomes.breach(obligation, reason=reason, actor=actor, now=now)
        row = contracts.breach(obligation.contract, new, reason=reason, actor=actor, now=now)
    return Broken(obligation, row)


def leave_work(
    job: Employment,
    obligation: Obligation,
    *,
    on: date,
    amount: Amount | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Broken:
    """A person leaves the job by own wish before the term: the job ends and the promise breaks.

    `on` is the first day that is not worked.
    """
    if job.contract_id != obligation.contract_id:
        raise Refused("job_of_another_contract", job=job.pk, contract=obligation.contract_id)
    with transaction.atomic():
        outcomes.end(job, ground=EndGround.LEFT, on=on, actor=actor, now=now)
        return break_obligation(
            obligation, on=on, amount=amount, reason=reason, actor=actor, now=now
        )


def dismiss(job: Employment, *, on: date, actor: Actor, now: datetime) -> Employment:
    """An employer dismisses: nothing is broken, and a right to be placed anew is recorded."""
    return outcomes.end(job, ground=EndGround.DISMISSED, on=on, actor=actor, now=now)
