"""Opinions of a plan with the words given with them, as they stand in the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheber.flows.telling.history import reasons_of
from sheber.kernel import events
from sheber.planning.enums import Moment
from sheber.planning.models import Opinion
from sheber.planning.operations import OPINION

TONES = {"favourable": "done", "reserved": "turn", "adverse": "stopped"}


@dataclass(frozen=True)
class Told:
    """An opinion, its words and the answer to it; empty where there are none."""

    row: Opinion
    words: str
    answer: str

    @property
    def tone(self) -> str:
        return TONES[self.row.view]

    @property
    def is_open(self) -> bool:
        """Whether it is adverse and has no answer yet."""
        return self.row.view == "adverse" and self.row.answered_at is None

    @property
    def is_of_earlier_numbers(self) -> bool:
        """Whether the plan was proposed with other numbers since."""
        return self.row.moment == Moment.FINAL and self.row.digest != self.row.plan.digest


def told(rows: Sequence[Opinion]) -> list[Told]:
    """These opinions in their order, each with its last words and the answer to them."""
    log = events.of(OPINION, [row.pk for row in rows])
    reasons = reasons_of(log)
    words: dict[tuple[str, str], str] = {}
    for event in log:
        words[event.subject_key, event.verb.rpartition(".")[2]] = reasons.get(event.pk, "")
    return [
        Told(
            row,
            words.get((str(row.pk), "give"), ""),
            words.get((str(row.pk), "answer"), "") if row.answered_at else "",
        )
        for row in rows
    ]
