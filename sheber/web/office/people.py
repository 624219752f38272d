"""Who will be where by a plan: its projection in words and tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.kernel.refusals import Sentence
from sheber.planning.engine_io import Counted, Move, Projection, Row
from sheber.registry.models import Occupation, Region
from sheber.web.office.plans import source_in_words
from sheber.web.shared.order import alphabetical
from sheber.web.shared.tables import Cell, Column, Table

UNKNOWN = "none"
"""In an address: the occupation of those of whom the plan does not say which one they will have."""

FLOWS = ("graduates", "stayed", "moved", "not_placed", "arrived", "asked", "short")
FLOW_HEADS: tuple[Sentence, ...] = (
    gettext_lazy("Graduate here"),
    gettext_lazy("Stay to work"),
    gettext_lazy("Go to other regions"),
    gettext_lazy("Without a line"),
    gettext_lazy("Come from other regions"),
    gettext_lazy("Asked for"),
    gettext_lazy("Short"),
)
STOCKS = ("start", "joined", "left", "retired", "end", "needed")
STOCK_HEADS: tuple[Sentence, ...] = (
    gettext_lazy("At work on 1 January"),
    gettext_lazy("Join from elsewhere"),
    gettext_lazy("Leave for elsewhere"),
    gettext_lazy("Retire"),
    gettext_lazy("At work on 31 December"),
    gettext_lazy("If every line were filled"),
)


@dataclass(frozen=True)
class Chosen:
    """What of a projection is looked at; empty is everything. `year` is 0 for all years."""

    region: str = ""
    occupation: str = ""
    year: int = 0

    def has(self, row: Row) -> bool:
        """Whether a row is of the region and occupation, whatever its year."""
        return self.region in ("", row.region) and self._is(row.occupation)

    def has_move(self, move: Move) -> bool:
        here = self.region in ("", move.study, move.work)
        return here and self._is(move.occupation) and self.year in (0, move.year)

    def _is(self, occupation: str | None) -> bool:
        return self.occupation in ("", occupation or UNKNOWN)


@dataclass(frozen=True)
class Names:
    """Regions and occupations of a projection as the reader calls them."""

    regions: Mapping[str, Region]
    occupations: Mapping[str, Occupation]
    url: str = ""
    known: Sequence[str] = field(default_factory=tuple)

    def occupation(self, code: str | None) -> str:
        if code is None:
            return _("not known yet")
        found = self.occupations.get(code)
        return found.name if found else code

    def region(self, code: str) -> str:
        found = self.regions.get(code)
        return found.name if found else code

    @property
    def region_choices(self) -> list[tuple[str, str]]:
        return [(one.pk, one.name) for one in alphabetical(self.regions.values())]

    @property
    def occupation_choices(self) -> list[tuple[str, str]]:
        rows = [(one.pk, one.name) for one in alphabetical(self.occupations.values())]
        return [*rows, (UNKNOWN, _("not known yet"))] if UNKNOWN in self.known else rows


def names(projection: Projection, url: str) -> Names:
    codes = {row.occupation or UNKNOWN for row in projection.rows}
    return Names(
        regions=Region.objects.in_bulk({row.region for row in projection.rows}),
        occupations=Occupation.objects.in_bulk(codes - {UNKNOWN}),
        url=url,
        known=sorted(codes),
    )


def chosen(given: Mapping[str, str], projection: Projection) -> Chosen:
    """What an address asks for; what the projection does not know is not asked for."""
    regions = {row.region for row in projection.rows}
    occupations = {row.occupation or UNKNOWN for row in projection.rows}
    years = {str(row.year): row.year for row in projection.rows}
    region, occupation = given.get("region", ""), given.get("occupation", "")
    return Chosen(
        region if region in regions else "",
        occupation if occupation in occupations else "",
        years.get(given.get("year", ""), 0),
    )


def tables(projection: Projection, of: Chosen, named: Names) -> list[Table]:
    """Year by year and by region and occupation, who comes and who is at work; then who moves,
    most people first."""
    rows = [row for row in projection.rows if of.has(row)]
    detailed = [row for row in rows if of.year in (0, row.year)]
    moves = [one for one in projection.moves if of.has_move(one)]
    return [
        _years_table(rows),
        _stock_years_table(rows),
        _rows_table(detailed, named),
        _stock_rows_table([row for row in detailed if row.stock is not None], named),
        _moves_table(moves, named),
    ]


def counts_table(counts: Iterable[Counted], of: Chosen, named: Names) -> Table:
    """On what the stocks rest: who counted, when, and who comes and goes in a year."""
    columns = (
        Column(_("Region")),
        Column(_("Occupation")),
        Column(_("Year that begins")),
        Column(_("People at work"), numeric=True),
        Column(_("Retire in a year, %"), numeric=True),
        Column(_("Leave in a year, %"), numeric=True),
        Column(_("Join in a year, people"), numeric=True),
        Column(_("Source")),
        Column(_("Counted on")),
    )
    rows = [
        (
            named.region(one.region),
            named.occupation(one.occupation),
            str(one.year),
            one.people,
            number(100 * one.retire.share),
            number(100 * one.leave.share) if one.leave else 0,
            one.join,
            source_in_words(one.source),
            date_format(one.as_of, "DATE_FORMAT"),
        )
        for one in counts
        if of.region in ("", one.region) and of.occupation in ("", one.occupation)
    ]
    return Table(_("Who counted the people at work"), columns, rows, "workforce", stacked=True)


def number(people: Fraction | float) -> int | float:
    """People to one decimal; a whole number without one."""
    rounded = round(Fraction(people), 1)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)


def by_year(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Rows of each year, in the order of years."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.year].append(row)
    return dict(sorted(found.items()))


def _flows(rows: Sequence[Row]) -> list[int | float]:
    return [number(sum(Fraction(getattr(row, name)) for row in rows)) for name in FLOWS]


def stocks(rows: Sequence[Row], whole: int) -> list[int | float | None]:
    """Sums of stocks, known only where every counted region and occupation has one."""
    known = [row.stock for row in rows if row.stock is not None]
    if not whole or len(known) < whole:
        return [None] * len(STOCKS)
    return [number(sum(getattr(one, name) for one in known)) for name in STOCKS]


def counted(rows: Iterable[Row]) -> int:
    """How many regions and occupations of these rows have been counted."""
    return len({(row.region, row.occupation) for row in rows if row.stock is not None})


def _years_table(rows: Sequence[Row]) -> Table:
    columns = (Column(_("Year")), *_heads((_("In training"), *FLOW_HEADS)))
    lines = [
        (str(year), number(sum(sum(row.in_training) for row in own)), *_flows(own))
        for year, own in by_year(rows).items()
    ]
    return Table(_("Who comes, year by year"), columns, lines, "people-years")


def _stock_years_table(rows: Sequence[Row]) -> Table:
    columns, whole = (Column(_("Year")), *_heads(STOCK_HEADS)), counted(rows)
    lines = [(str(year), *stocks(own, whole)) for year, own in by_year(rows).items() if whole]
    return Table(_("Who is at work, year by year"), columns, lines, "people-stock-years")


def _rows_table(rows: Sequence[Row], named: Names) -> Table:
    columns = (*_of_what(), *_heads((_("In training"), *FLOW_HEADS)))
    lines = [
        (*_what(row, named), number(sum(row.in_training, Fraction(0))), *_flows([row]))
        for row in rows
    ]
    title = _("Who comes, by region, occupation and year")
    return Table(title, columns, lines, "people-rows", stacked=True)


def _stock_rows_table(rows: Sequence[Row], named: Names) -> Table:
    columns = (*_of_what(), *_heads(STOCK_HEADS))
    lines = [(*_what(row, named), *stocks([row], 1)) for row in rows]
    title = _("Who is at work, by region, occupation and year")
    return Table(title, columns, lines, "people-stock-rows", stacked=True)


def _heads(labels: Iterable[Sentence]) -> list[Column]:
    return [Column(label, numeric=True) for label in labels]


def _of_what() -> tuple[Column, ...]:
    return Column(_("Region")), Column(_("Occupation")), Column(_("Year"))


def _what(row: Row, named: Names) -> tuple[Cell, Cell, str]:
    """Region, occupation and year; the first two lead to a closer look."""
    here = f"{named.url}?region={row.region}"
    return (
        Cell(named.region(row.region), here),
        Cell(named.occupation(row.occupation), f"{here}&occupation={row.occupation or UNKNOWN}"),
        str(row.year),
    )


def _moves_table(moves: Sequence[Move], named: Names) -> Table:
    columns = (
        Column(_("Studied in")),
        Column(_("Works in")),
        Column(_("Occupation")),
        Column(_("Year")),
        Column(_("People"), numeric=True),
    )
    lines = [
        (
            named.region(one.study),
            named.region(one.work),
            named.occupation(one.occupation),
            str(one.year),
            number(one.people),
        )
        for one in sorted(moves, key=lambda one: -one.people)
    ]
    return Table(
        _("Graduates who work in another region"), columns, lines, "people-moves", stacked=True
    )
