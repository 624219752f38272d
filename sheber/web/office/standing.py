"""Where a plan stands on its way from a draft to a plan in force, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.kernel import jobs
from sheber.kernel.models import Event
from sheber.kernel.refusals import Sentence
from sheber.planning import engine_io, queries
from sheber.planning.models import Allocation, Opinion, Plan
from sheber.planning.states import PLAN
from sheber.web.office.acts import Act
from sheber.web.office.plans import Word
from sheber.web.office.stages import gap_in_words, stored_stages
from sheber.web.shared.work import Step

DONE, NOW, AHEAD, STOPPED = "done", "now", "ahead", "stopped"
OPEN = ("draft", "proposed")


@dataclass(frozen=True)
class Next:
    """What is to be done next, and where; without an address somebody else does it."""

    said: Sentence
    url: str = ""


class Standing:
    """A plan on its way, as its rows and its log tell it."""

    def __init__(
        self, plan: Plan, words: Sequence[Word], acts: Sequence[Act], log: Sequence[Event]
    ) -> None:
        self.plan, self.words, self.log = plan, words, log
        self.acts = {one.code for one in acts}
        self.given = Allocation.objects.filter(plan=plan).exists()
        self.unanswered = queries.unanswered(plan).count() if plan.state in OPEN else 0
        self.opinions = Opinion.objects.filter(plan=plan).count()
        self.to_search = self._is_to_be_searched()
        found = jobs.latest((PLAN.subject, plan.pk))
        self.search = found if found is not None and found.ended_at is None else None

    def _is_to_be_searched(self) -> bool:
        """Whether what offices have fixed has changed since the plan was solved."""
        drafted = self.plan.state == "draft" and not self.plan.made_by_hand
        return drafted and not engine_io.keeps_overrides(self.plan)

    @property
    def may_search(self) -> bool:
        """Whether the reader can have the plan searched again here and now."""
        return self.to_search and self.search is None and "solve" in self.acts

    @property
    def steps(self) -> list[Step]:
        """Every station: those behind it, the one where it stands, those ahead."""
        plan = self.plan
        proposed = plan.state not in ("draft",)
        seats = self.given and not self.to_search
        stations = [
            (_("Drafted"), self._when("begin"), self._made, True),
            (self._seats_word, None, self._sure, seats),
            (_("Opinions"), None, self._opinions_word, proposed and not self.unanswered),
            *(
                (_("Approved: %(office)s") % {"office": one.office.name}, one.at, "", bool(one.at))
                for one in self.words
            ),
            (_("In force"), self._when("approve"), "", plan.state == "approved"),
        ]
        return _stepped(stations, stopped=plan.state == "superseded")

    @property
    def next(self) -> Next:
        """The one thing to do now."""
        if self.plan.state == "superseded":
            return Next(_("It was put aside: nothing more is to be done with it."))
        if self.plan.state == "approved":
            return Next(
                _("It is in force. Follow what becomes of its seats, line by line."),
                reverse("plan_outcome", args=[self.plan.pk]),
            )
        if self.search is not None:
            said = _("A new search goes on. Watch it, or come back later.")
            return Next(said, reverse("plan_search", args=[self.search.pk]))
        if self.to_search:
            return Next(_("What offices have fixed is not in these numbers yet. Search again."))
        if not self.given:
            return self._by("allocate", _("It has no seats yet. Give seats to programmes."))
        if self.unanswered:
            return Next(_("Answer the adverse opinions, each with a reason."), "#opinions")
        if self.plan.state == "draft":
            said = _("Read it, fix what must be otherwise, then put it before both offices.")
            return self._by("propose", said)
        if "approve" in self.acts:
            return self._by(
                "approve", _("Your office has not approved it yet. Read, then approve.")
            )
        waiting = ", ".join(one.office.name for one in self.words if not one.at)
        return Next(_("It waits for the word of: %(offices)s.") % {"offices": waiting})

    def _by(self, act: str, said: Sentence) -> Next:
        return Next(said, f"#act-{act}" if act in self.acts else "")

    @property
    def _made(self) -> Sentence:
        return _("by hand") if self.plan.made_by_hand else _("by the engine")

    @property
    def _seats_word(self) -> Sentence:
        return _("Seats given") if self.plan.made_by_hand else _("Searched")

    @property
    def _sure(self) -> Sentence:
        if self.to_search:
            return _("to be searched again")
        return gap_in_words(first["gap"]) if (first := self._first_stage) else ""

    @property
    def _first_stage(self) -> dict[str, Any] | None:
        return next(iter(stored_stages(self.plan)), None)

    @property
    def _opinions_word(self) -> Sentence:
        if self.unanswered:
            return _("adverse ones without an answer: %(number)s") % {"number": self.unanswered}
        return _("given: %(number)s") % {"number": self.opinions}

    def _when(self, move: str) -> datetime | None:
        """When the plan last made this move."""
        verb = f"{PLAN.subject}.{move}"
        return next((one.at for one in reversed(self.log) if one.verb == verb), None)


def _stepped(
    stations: Sequence[tuple[Sentence, datetime | None, Sentence, bool]], *, stopped: bool
) -> list[Step]:
    """The first station that is not behind is where it stands, unless the plan was put aside."""
    steps, here = [], False
    for title, when, detail, behind in stations:
        if behind and not here:
            state = DONE
        else:
            state = AHEAD if here else NOW
            here = True
        steps.append(Step(title, when, detail, state))
    if not stopped:
        return steps
    kept = [one for one in steps if one.state == DONE]
    return [*kept, Step(_("Put aside"), None, "", STOPPED)]
