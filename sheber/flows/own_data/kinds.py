"""Every kind of row that may be handed in."""

from sheber.flows.own_data import (
    lines,
    offers,
    organisations,
    outcomes,
    plan_seats,
    shared,
    workforce,
)
from sheber.flows.own_data.kind import Kind
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused

ALL = (
    *(organisations.KIND, lines.KIND, offers.KIND, outcomes.KIND),
    *(shared.KIND, plan_seats.KIND, workforce.KIND),
)
KINDS: dict[str, Kind] = {one.code: one for one in ALL}


def named(code: str) -> Kind:
    """The kind with this code."""
    if code not in KINDS:
        raise Refused("no_such_kind", given=code, known=", ".join(KINDS))
    return KINDS[code]


def for_actor(actor: Actor) -> list[Kind]:
    """What this actor may hand in."""
    return [one for one in KINDS.values() if one.may(actor)]
