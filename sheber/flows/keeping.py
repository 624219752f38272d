"""A student whose target contract came to nothing stays: the institution says so, and why."""

from datetime import datetime

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.training import rules
from sheber.training.models import Enrolment

# Contracts that were never signed by everybody: nobody owes work under them.
UNSIGNED = ("refused_by_citizen", "refused_by_customer", "lapsed")
KEPT = "training.enrolment.keep"


def keep(enrolment: Enrolment, *, reason: str, actor: Actor, now: datetime) -> Enrolment:
    """Let somebody study on without the contract that was refused or not signed in time."""
    require(rules.can_teach(actor, enrolment), KEPT)
    if enrolment.state != "enrolled":
        raise Refused("not_studying", enrolment=enrolment.pk, standing=enrolment.state)
    contract = enrolment.contract
    if contract is None or contract.state not in UNSIGNED:
        raise Refused("contract_not_refused", enrolment=enrolment.pk)
    if not reason.strip():
        raise Refused("missing_reason", act=KEPT)
    facts = {"contract": contract.pk, "contract_state": contract.state}
    entry = events.Entry(
        KEPT, ("training.enrolment", enrolment.pk), facts=facts, reason=reason.strip()
    )
    events.record(entry, actor=actor, now=now)
    return enrolment


def kept(enrolments: list[Enrolment]) -> set[int]:
    """Which of these have been kept, by key."""
    found = events.of("training.enrolment", [one.pk for one in enrolments])
    return {int(event.subject_key) for event in found if event.verb == KEPT}
