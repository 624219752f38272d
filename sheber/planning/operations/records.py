"""What every verb of planning does: hold a plan's row while it writes, and record the act."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.planning.models import Plan
from sheber.planning.states import PLAN
from sheber.registry import queries as registry
from sheber.registry.models import RulePack

BATCH = 500


def packs_in_force(first_year: int, last_year: int) -> dict[str, str]:
    """Code → SHA-256 of each country's rule packs for these years, carried forward ones too."""
    countries = RulePack.objects.values_list("country_id", flat=True).order_by("country_id")
    found = {}
    for country in countries.distinct():
        for year in range(first_year, last_year + 1):
            with suppress(Refused):  # a year before the first known pack has none
                pack, _ = registry.pack_on(country, date(year, 1, 1))
                found[pack.code] = pack.sha256
    return found


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
) -> int:
    """Record an act on a plan that moves no state; the key of its event."""
    entry = events.Entry(
        f"{PLAN.subject}.{act}", (PLAN.subject, plan.pk), facts=facts, reason=reason
    )
    return events.record(entry, actor=actor, now=now)
