"""Lines of demand as a plan leaves them: seats meant, people expected, and what limits them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sheber.demand.models import Line
from sheber.kernel.refusals import Sentence
from sheber.planning import queries
from sheber.planning.models import Coverage, LineOutlook, Plan
from sheber.planning.phrases import limit_in_words


@dataclass(frozen=True)
class Stated:
    """One line in a plan. `expected` is None in a plan by hand; `limit` is empty if all is met."""

    line: Line
    meant: int
    expected: float | None
    limit: Sentence

    @property
    def unmet(self) -> float:
        """People that the line still lacks: by those expected, else by the seats."""
        met = self.meant if self.expected is None else self.expected
        return max(0.0, self.line.number - met)


def stated(plan: Plan) -> list[Stated]:
    """Lines that the plan names, and confirmed ones of its years that it leaves out."""
    meant: dict[int, int] = defaultdict(int)
    for one in Coverage.objects.filter(allocation__plan=plan):
        meant[one.line_id] += one.seats
    outlooks = {one.line_id: one for one in queries.outlooks(plan)}
    return [
        _stated(line, meant[line.pk], outlooks.get(line.pk))
        for line in queries.lines_of(plan).select_related("call__employer", "region", "occupation")
    ]


def in_regions(rows: Iterable[Stated], region: str) -> list[Stated]:
    """Those whose work is in a region."""
    return [one for one in rows if one.line.region_id == region]


def of_employer(rows: Iterable[Stated], employer: int) -> list[Stated]:
    """Those that an employer asked for."""
    return [one for one in rows if one.line.call.employer_id == employer]


def _stated(line: Line, meant: int, outlook: LineOutlook | None) -> Stated:
    expected = outlook.expected if outlook else None
    return Stated(line, meant, expected, _limit(line, meant, outlook))


def _limit(line: Line, meant: int, outlook: LineOutlook | None) -> Sentence:
    """Why no more people are expected: what became of the line since, then what the engine
    states, or what a plan by hand shows."""
    if line.state == "withdrawn":
        return _("The employer has taken the line back.")
    if line.state != "confirmed":
        return _("The line is no longer confirmed.")
    if outlook is not None:
        return limit_in_words(outlook.limited_by)
    if not meant:
        return _("This plan means no seat for it.")
    return "" if meant >= line.number else _("Fewer seats than asked for.")
