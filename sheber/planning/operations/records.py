"""What every verb of planning does: hold a plan's row while it writes, and record the act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.models import Event
from sheber.kernel.refusals import Refused
from sheber.planning.models import Plan
from sheber.planning.states import PLAN

BATCH = 500


def hold(plan: Plan, state: str, act: str) -> None:
    """Lock a plan in this state, inside the transaction that writes; two acts wait in turn."""
    if plan.state != state:
        raise Refused("wrong_state", subject=PLAN.subject, state=plan.state, act=act)
    found = Plan.objects.select_for_update().get(pk=plan.pk)
    if found.state != state:
        raise Refused("changed_meanwhile", subject=PLAN.subject)


def record(
    plan: Plan,
    act: str,
    facts: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> Event:
    """Record an act on a plan that moves no state."""
    entry = events.Entry(
        f"{PLAN.subject}.{act}", (PLAN.subject, plan.pk), facts=facts, reason=reason
    )
    return events.record(entry, actor=actor, now=now)
