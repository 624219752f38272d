"""The own-data door: a table of a person's own rows is handed in, checked, then applied.

Each kind of row is one module that says its columns, who may, what is wrong with a line, and by
which many-row verbs it is written. `door` is the way through; `files` is what goes out.
"""

from sheber.flows.own_data import lines, offers, organisations
from sheber.flows.own_data.kind import Kind
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused

KINDS: dict[str, Kind] = {one.KIND.code: one.KIND for one in (organisations, lines, offers)}


def kind(code: str) -> Kind:
    """The kind with this code."""
    if code not in KINDS:
        raise Refused("no_such_kind", given=code, known=", ".join(KINDS))
    return KINDS[code]


def kinds_for(actor: Actor) -> list[Kind]:
    """What this actor may hand in."""
    return [one for one in KINDS.values() if one.may(actor)]
