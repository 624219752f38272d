"""Words of the room: states, grounds, and how people and cohorts are called."""

from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence
from sheber.mobility.enums import StayKind
from sheber.mobility.models import Stay
from sheber.programmes.models import Capacity
from sheber.training.models import Enrolment

STANDINGS: dict[str, tuple[Sentence, str]] = {
    "not_started": (_("not started"), "plain"),
    "studying": (_("studying"), "done"),
    "on_leave": (_("on leave"), "turn"),
    "expelled": (_("expelled"), "stopped"),
    "graduated": (_("graduated"), "done"),
}
CONTRACTS: dict[str, tuple[Sentence, str]] = {
    "intended": (_("waits for signatures"), "turn"),
    "signed": (_("signed"), "done"),
    "amended": (_("an amendment waits"), "turn"),
    "suspended": (_("paused"), "plain"),
    "refused_by_citizen": (_("refused by the citizen"), "stopped"),
    "refused_by_customer": (_("refused by the customer"), "stopped"),
    "lapsed": (_("not signed in time"), "stopped"),
    "terminated": (_("terminated"), "stopped"),
    "breached": (_("broken"), "stopped"),
    "released": (_("released"), "plain"),
    "superseded": (_("replaced by another contract"), "plain"),
    "fulfilled": (_("fulfilled"), "done"),
}
PLACEMENTS: dict[str, tuple[Sentence, str]] = {
    "planned": (_("planned"), "plain"),
    "briefed": (_("briefed"), "plain"),
    "running": (_("running"), "done"),
    "confirmed": (_("hours confirmed: to be closed"), "turn"),
    "closed": (_("closed"), "done"),
    "cancelled": (_("called off"), "stopped"),
}
STAYS: dict[str, tuple[Sentence, str]] = {
    "nominated": (_("nominated"), "turn"),
    "agreed": (_("agreed"), "plain"),
    "on_site": (_("at the host"), "done"),
    "returned": (_("back: to be recognised"), "turn"),
    "ended_early": (_("ended early: to be recognised"), "turn"),
    "recognised": (_("recognised"), "done"),
    "cancelled": (_("called off"), "stopped"),
}
SECONDMENTS: dict[str, tuple[Sentence, str]] = {
    "returned": (_("back at home"), "done"),
    "ended_early": (_("ended early"), "stopped"),
}
AWARDS: dict[str, tuple[Sentence, str]] = {
    "issued": (_("in force"), "done"),
    "revoked": (_("revoked"), "stopped"),
}
APPLICATIONS: dict[str, tuple[Sentence, str]] = {
    "draft": (_("draft"), "plain"),
    "submitted": (_("waits for your check"), "turn"),
    "verified": (_("verified"), "done"),
    "returned": (_("returned to the person"), "plain"),
    "rejected": (_("rejected"), "stopped"),
    "withdrawn": (_("withdrawn"), "stopped"),
}


def word(table: dict[str, tuple[Sentence, str]], code: str) -> str:
    """A state in a word."""
    return str(table.get(code, (code, ""))[0])


def stay_state(stay: Stay) -> tuple[str, str]:
    """A stay's state in a word, and its tone; of a secondment nothing is to be recognised."""
    table = STAYS | SECONDMENTS if stay.kind == StayKind.SECONDMENT else STAYS
    return word(table, stay.state), tone(table, stay.state)


def tone(table: dict[str, tuple[Sentence, str]], code: str) -> str:
    """The tone in which a state is shown."""
    return table.get(code, ("", "plain"))[1]


def cohort_name(capacity: Capacity) -> str:
    return f"{capacity.programme.name}, {capacity.intake_year}"


def student_name(enrolment: Enrolment) -> str:
    """A person by pseudonym: names need a purpose, and that is another page."""
    return str(enrolment.person_id)


def hours(minutes: int) -> int:
    """Whole hours of these minutes."""
    return minutes // 60
