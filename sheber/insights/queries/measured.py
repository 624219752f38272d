"""What planning takes for granted, measured: who finishes, who moves for work, whose need holds.

Everything is of people and lines whose day has come by the cut-off day, over all plans.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from sheber.demand.enums import Confidence
from sheber.demand.models import Line
from sheber.insights.enums import Foretold
from sheber.insights.queries.reconciling import TIME_TO_REPORT
from sheber.insights.queries.river import SIGNED
from sheber.kernel.models import Event
from sheber.outcomes.models import Employment
from sheber.outcomes.queries import COUNTED
from sheber.planning.queries import ASKING
from sheber.programmes.models import Programme
from sheber.programmes.queries import ready_on
from sheber.training.models import Enrolment

FEWEST_CASES = 20
"""A share measured on fewer people or lines is not used in a plan: one case more or less would
move it by more than five hundredths."""


@dataclass(frozen=True)
class Measured:
    """A share of `cases` that was `reached`. `key` is a programme's code, a pair of regions
    written as ``study>work``, or a confidence."""

    kind: Foretold
    key: str
    reached: int
    cases: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.reached, self.cases)

    @property
    def is_enough(self) -> bool:
        """Whether there are enough cases to use it in a plan."""
        return self.cases >= FEWEST_CASES


@dataclass(frozen=True)
class Kept:
    """Lines of one confidence whose year is over, and what became of the need that they stated.

    `asked` are people as the employers first put them, `wanted` those still asked for in the end;
    `graduates` are people trained for these lines whose day to start work has come, `hired` those
    of them who began on their line.
    """

    confidence: str
    lines: int
    lines_kept: int
    asked: int
    wanted: int
    graduates: int
    hired: int

    @property
    def share(self) -> Fraction:
        """Of people asked for, those still wanted; and, of enough graduates, those hired."""
        wanted = Fraction(self.wanted, self.asked)
        enough = self.graduates >= FEWEST_CASES
        return wanted * Fraction(self.hired, self.graduates) if enough else wanted

    @property
    def is_enough(self) -> bool:
        return self.lines >= FEWEST_CASES


def completion(on: date, rows: QuerySet[Enrolment] | None = None) -> list[Measured]:
    """By programme: of those who began and whose programme is over, who has graduated by a day.

    Whoever still studies after the programme's end has not finished it in time.
    """
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    programmes = Programme.objects.in_bulk()
    counted = (
        (Enrolment.objects.all() if rows is None else rows)
        .order_by()
        .values_list("capacity__programme", "capacity__intake_year", "state")
        .annotate(Count("pk"))
    )
    for key, year, state, number in counted:
        if ready_on(programmes[key], year) <= on:
            found[programmes[key].code][state == "graduated"] += number
    return [
        Measured(Foretold.COMPLETION, code, of[True], of.total())
        for code, of in sorted(found.items())
    ]


def propensity(on: date, rows: QuerySet[Enrolment] | None = None) -> list[Measured]:
    """By region of study and of work: of graduates trained for a line of another region, who has
    had a confirmed job in that region by a day."""
    here = Employment.objects.filter(
        person=OuterRef("person"),
        region=OuterRef("contract__terms__offer__line__region"),
        state__in=COUNTED,
        starts_on__lte=on,
    )
    pairs = (
        _graduates(on, rows)
        .exclude(capacity__provider__region=F("contract__terms__offer__line__region"))
        .annotate(moved=Exists(here))
        .order_by()
        .values_list("capacity__provider__region", "contract__terms__offer__line__region", "moved")
        .annotate(Count("pk"))
    )
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    for study, work, moved, number in pairs:
        found[f"{study}>{work}"][moved] += number
    return [
        Measured(Foretold.PROPENSITY, key, of[True], of.total())
        for key, of in sorted(found.items())
    ]


def confidence(on: date, lines: QuerySet[Line] | None = None) -> list[Kept]:
    """By confidence: how many of the lines and people whose year is over were really wanted."""
    over = (Line.objects.all() if lines is None else lines).filter(year__lt=on.year)
    first, never_confirmed = _first_numbers()
    hired = _hired(on)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in over.exclude(state="draft").order_by():
        if line.pk in never_confirmed:
            continue
        asks = line.state in ASKING
        graduates, at_line = hired.get(line.pk, (0, 0))
        found[line.confidence].update(
            lines=1,
            lines_kept=int(asks),
            asked=first.get(line.pk, line.number),
            wanted=line.number if asks else 0,
            graduates=graduates,
            hired=at_line,
        )
    names = ("lines", "lines_kept", "asked", "wanted", "graduates", "hired")
    return [
        Kept(one, **{name: found[one][name] for name in names})
        for one in Confidence.values
        if one in found
    ]


def _graduates(on: date, rows: QuerySet[Enrolment] | None = None) -> QuerySet[Enrolment]:
    """People with a target contract who graduated long enough ago to have started work."""
    return (Enrolment.objects.all() if rows is None else rows).filter(
        state="graduated", ended_on__lte=on - TIME_TO_REPORT, contract__state__in=SIGNED
    )


def _hired(on: date) -> dict[int, tuple[int, int]]:
    """By line: graduates trained for it, and those who began to work on it."""
    at_line = Employment.objects.filter(
        person=OuterRef("person"),
        line=OuterRef("contract__terms__offer__line"),
        state__in=COUNTED,
        starts_on__lte=on,
    )
    rows = (
        _graduates(on)
        .annotate(hired=Exists(at_line))
        .order_by()
        .values_list("contract__terms__offer__line", "hired")
        .annotate(Count("pk"))
    )
    found: dict[int, Counter[bool]] = defaultdict(Counter)
    for line, hired, number in rows:
        found[line][hired] += number
    return {line: (of.total(), of[True]) for line, of in found.items()}


def _first_numbers() -> tuple[dict[int, int], set[int]]:
    """Of lines that were cut, the number first asked for; and lines taken back as drafts."""
    events = Event.objects.filter(verb__in=("demand.line.cut", "demand.line.withdraw"))
    first: dict[int, int] = {}
    drafts: set[int] = set()
    for key, verb, from_state, facts in events.order_by("-pk").values_list(
        "subject_key", "verb", "from_state", "facts"
    ):
        if verb == "demand.line.cut":
            first[int(key)] = facts["from"]
        elif from_state == "draft":
            drafts.add(int(key))
    return first, drafts
