"""A public lottery in words: who committed to what, who revealed it, and what anyone can check."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sheber.admissions import engine_io, queries
from sheber.admissions.models import Lottery, LotteryParty
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Sentence
from sheber.web.shared.moments import moment


@dataclass(frozen=True)
class Side:
    """One office in its place: what it has published, and in words whose turn it is."""

    row: LotteryParty
    said: Sentence
    tone: str

    @property
    def committed(self) -> str:
        return _when(self.row.committed_at)

    @property
    def revealed(self) -> str:
        return _when(self.row.revealed_at)

    @property
    def published(self) -> str:
        return _when(self.row.published_at)


@dataclass(frozen=True)
class Own:
    """A person's own place in a draw, and what to recompute it from."""

    person: str
    number: int
    digest: str


def draw(lottery: Lottery) -> dict[str, object]:
    """Everything that is public of a draw; no pseudonym is."""
    parties = queries.lottery_parties(lottery)
    drawn = lottery.state == "drawn"
    return {
        "lottery": lottery,
        "seed": lottery.campaign.lottery_seed if drawn else "",
        "sides": [_side(lottery, one) for one in parties],
        "deadline": _when(lottery.reveal_by),
        "faults": engine_io.draw_faults(lottery, parties) if drawn else (),
    }


def own(lottery: Lottery, actor: Actor) -> Own | None:
    """The place of whoever is signed in, if the person is on the list of a finished draw."""
    if not actor.person or lottery.state != "drawn":
        return None
    found = engine_io.own_number(lottery, lottery.campaign.lottery_seed, actor.person)
    return None if found is None else Own(actor.person, *found)


def _when(moment_: datetime | None) -> str:
    """To the minute: that all had committed before any secret was told is for all to see."""
    return moment(moment_, "UTC") if moment_ else ""


def _side(lottery: Lottery, row: LotteryParty) -> Side:
    if row.secret:
        return Side(row, _("has revealed its secret"), "done")
    if row.stand_in:
        return Side(row, _("was silent; the source stands in"), "stopped")
    if row.commitment:
        waits = lottery.state == "revealing"
        return Side(row, _("has committed"), "turn" if waits else "done")
    return Side(row, _("has not committed yet"), "turn")
