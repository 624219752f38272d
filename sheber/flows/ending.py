"""A contract in force ends in good order: what is still owed under it ends in the same act."""

from datetime import datetime

from django.db import transaction

from sheber.contracts import operations as contracts
from sheber.contracts.models import Contract
from sheber.kernel.access import Actor
from sheber.outcomes import operations as outcomes
from sheber.outcomes.models import Obligation


def release(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """Release the citizen from the contract, and from the days still owed under it."""
    with transaction.atomic():
        _let_go(contract, reason=reason, actor=actor, now=now)
        return contracts.release(contract, reason=reason, actor=actor, now=now)


def terminate(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """End the contract by agreement of its parties; nobody owes a day under it any more."""
    with transaction.atomic():
        _let_go(contract, reason=reason, actor=actor, now=now)
        return contracts.terminate(contract, reason=reason, actor=actor, now=now)


def fulfil(obligation: Obligation, *, actor: Actor, now: datetime) -> Obligation:
    """Close an obligation whose days are served, and its contract unless a change of it waits."""
    with transaction.atomic():
        outcomes.fulfil(obligation, actor=actor, now=now)
        if obligation.contract.state == "signed":
            contracts.fulfil(obligation.contract, actor=actor, now=now)
    return obligation


def _let_go(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> None:
    for running in Obligation.objects.filter(contract=contract, state="running"):
        outcomes.release(running, reason=reason, actor=actor, now=now)
