"""What rests on a project of industry, and what its delays have moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sheber.accords.models import Project
from sheber.accords.states import PROJECT
from sheber.demand.models import Line
from sheber.demand.states import LINE
from sheber.flows.demand import MovedLine, Resting, living_lines, resting_on
from sheber.kernel import events
from sheber.kernel.models import Event

DELAY, MOVE_YEAR = f"{PROJECT.subject}.delay", f"{LINE.subject}.move_year"


@dataclass(frozen=True)
class Standing:
    """Lines of demand that rest on a project and still ask for somebody, with what rests on each.

    Sums are of people asked for, and of seats in approved plans and in offers that live.
    """

    lines: tuple[Resting, ...]

    @property
    def stated(self) -> "Standing":
        """The same without drafts, which nobody sees but their employer and the offices."""
        return Standing(tuple(one for one in self.lines if one.line.state != LINE.start))

    @property
    def people(self) -> int:
        return sum(one.line.number for one in self.lines)

    @property
    def seats_planned(self) -> int:
        return sum(one.seats_planned for one in self.lines)

    @property
    def seats_offered(self) -> int:
        return sum(one.seats_offered for one in self.lines)


@dataclass(frozen=True)
class RecordedDelay:
    """A delay as the log has it: both days of opening, and each line that moved with it.

    What rests on a line is what rests on it today, for the offices and employers to act on.
    """

    recorded_at: datetime
    before: date | None
    after: date
    lines: tuple[MovedLine, ...]

    @property
    def seats_planned(self) -> int:
        """Seats in approved plans whose graduates come before the posts stand open."""
        return sum(one.resting.seats_planned for one in self.lines)


def standing(project: Project) -> Standing:
    """What rests on a project today, drafts of lines included."""
    return Standing(tuple(resting_on(living_lines(project)).values()))


def delays(project: Project) -> tuple[RecordedDelay, ...]:
    """Every delay of a project, the latest first."""
    found = [one for one in events.of(PROJECT.subject, [project.pk]) if one.verb == DELAY]
    rows = {
        str(one.pk): one
        for one in Line.objects.filter(project=project).select_related(
            "call__employer", "region", "occupation"
        )
    }
    moves = [
        one
        for one in events.of(LINE.subject, rows)
        if one.verb == MOVE_YEAR and one.facts["project"] == project.pk
    ]
    resting = resting_on(rows.values())
    return tuple(_delay(one, moves, rows, resting) for one in reversed(found))


def _delay(
    delay: Event, moves: Iterable[Event], rows: dict[str, Line], resting: dict[int, Resting]
) -> RecordedDelay:
    """The moves of one delay bear its moment, since one act made them all."""
    before = delay.facts["from"]
    return RecordedDelay(
        recorded_at=delay.at,
        before=date.fromisoformat(before) if before else None,
        after=date.fromisoformat(delay.facts["to"]),
        lines=tuple(
            MovedLine(line, one.facts["from"], one.facts["to"], resting[line.pk])
            for one in moves
            if one.at == delay.at
            for line in (rows[one.subject_key],)
        ),
    )
