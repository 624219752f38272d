"""How a commitment's or a project's standing is put into words: one side's word is never agreed."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sheber.accords.enums import StatedBy
from sheber.accords.models import Commitment, Project, Statement
from sheber.flows.telling import words
from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import sort_key


@dataclass(frozen=True)
class Shown:
    """A state in words with the tone of its chip, and what the other side has said of it."""

    text: Sentence
    tone: str
    other: Sentence
    confirmed: bool


def shown(said: Commitment | Project) -> Shown:
    """The state; of one side's or the press's words, as what that side says."""
    state = words.state(said.state)
    if said.is_two_sided:
        return Shown(state, words.tone(said.state), other_side(said), True)
    text = f"{side(said.stated_by)}: {state}"
    return Shown(text, "plain", other_side(said), False)


def other_side(said: Commitment | Project | Statement) -> Sentence:
    """Whether the other side has confirmed it, with its document."""
    if said.stated_by == StatedBy.JOINT:
        return _("stated by both sides together")
    if said.confirmed_by_other:
        facts = {"document": said.confirmed_by_other, "day": _day(said.confirmed_on)}
        return _("confirmed by the other side: %(document)s, %(day)s") % facts
    if said.stated_by == StatedBy.PRESS:
        return _("reported by the press; neither side has stated it")
    return _("not confirmed by the other side")


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("day not stated")


def sides() -> list[tuple[str, str]]:
    """Whose words a statement may be, by the alphabet of the reader."""
    return sorted(StatedBy.choices, key=lambda one: sort_key(str(one[1])))


def side(code: str) -> Sentence:
    """Who says so, to stand before a colon."""
    says = {
        StatedBy.RU: _("the Russian side says"),
        StatedBy.KZ: _("the Kazakhstan side says"),
        StatedBy.PRESS: _("the press says"),
    }
    return says.get(StatedBy(code), StatedBy(code).label)
