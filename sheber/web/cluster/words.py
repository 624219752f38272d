"""Words of the room: states and parts."""

from collections.abc import Iterable

from sheber.programmes.enums import ClusterState, MemberRole, MoneySource, PartnerRole
from sheber.programmes.enums import ProgrammeState as State

TONES = {
    "operating": "done",
    "approved": "done",
    "suspended": "stopped",
    "closed": "stopped",
    "draft": "turn",
}


def cluster_state(code: str) -> str:
    return str(ClusterState(code).label)


def programme_state(code: str) -> str:
    return str(State(code).label)


def tone(code: str) -> str:
    return TONES.get(code, "plain")


def part(code: str) -> str:
    """What somebody does in a programme."""
    return str(PartnerRole(code).label)


def parts(codes: Iterable[str]) -> str:
    return ", ".join(part(code) for code in codes)


def member(code: str) -> str:
    return str(MemberRole(code).label)


def source(code: str) -> str:
    return str(MoneySource(code).label)
