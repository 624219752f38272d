"""What the components `work_list` and `timeline` show."""

from dataclasses import dataclass
from datetime import date, datetime

from sheber.kernel.refusals import Sentence


@dataclass(frozen=True)
class Task:
    """A thing to do: its words, where it is done, how many wait, until when."""

    title: Sentence
    url: str
    count: int | None = None
    due: date | datetime | None = None
    detail: Sentence = ""
    urgent: bool = False


@dataclass(frozen=True)
class Step:
    """A step in time. `state` is done, now, ahead or stopped."""

    title: Sentence
    when: date | datetime | None = None
    detail: Sentence = ""
    state: str = "ahead"
    url: str = ""
