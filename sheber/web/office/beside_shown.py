"""Demand beside capacity as tables and a map; every number leads to its rows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.demand.enums import Confidence
from sheber.flows.telling.describe import described
from sheber.kernel.refusals import Sentence
from sheber.planning.engine_io import graduation_year
from sheber.registry.models import Country, Occupation, Region
from sheber.web.office.beside import (
    ASKED,
    CAPACITY,
    EXPECTED,
    GAP,
    GROUPS,
    MEASURES,
    PLANNED,
    TRAINING,
    Beside,
    Scope,
    Sums,
)
from sheber.web.public.places import by_country, places
from sheber.web.shared.charts.maps import region_map
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.order import alphabetical
from sheber.web.shared.tables import Cell, Column, MadeRows, Table


def measure_in_words(measure: str) -> Sentence:
    """The heading of a number."""
    return {
        ASKED: _("Asked for"),
        CAPACITY: _("Seats at most"),
        PLANNED: _("Seats planned"),
        TRAINING: _("In training"),
        EXPECTED: _("Expected to finish"),
        GAP: _("Still missing"),
    }[measure]


def group_in_words(by: str) -> Sentence:
    """The heading of a table."""
    return {
        "region": _("By region"),
        "occupation": _("By occupation"),
        "year": _("By year of work"),
        "country": _("By country"),
    }[by]


def tables(found: Beside) -> list[Table]:
    """One table for each way to group; every number opens its rows."""
    return [_table(found, by) for by in GROUPS]


def drawing(found: Beside, measure: str) -> Picture:
    """A map of both countries by one of the measures; a region opens its own numbers."""
    sums = found.sums("region")
    values = {key: one.of(measure) for key, one in sums.items()}
    shown = places(by_country(), {key: one for key, one in values.items() if one is not None})
    title = _("%(measure)s, by region") % {"measure": measure_in_words(measure)}
    return region_map(
        f"demand-{measure}", title, shown, measure=measure_in_words(measure), text=_where(measure)
    )


def rows_of(found: Beside, measure: str) -> Table:
    """The rows behind a number: lines of demand, or intakes."""
    return _lines_table(found) if measure == ASKED else _intakes_table(found, measure)


def _where(measure: str) -> Sentence:
    if measure == ASKED:
        return _("People are counted where they are asked for.")
    if measure == GAP:
        return _(
            "What is asked for in a region without those expected to finish there. People also "
            "move for work: a plan counts on that as far as it is stated."
        )
    return _("Counted where it is taught, in the year of graduation.")


def _table(found: Beside, by: str) -> Table:
    confidences = [
        (Confidence.FIRM, _("firm")),
        (Confidence.LIKELY, _("likely")),
        (Confidence.POSSIBLE, _("possible")),
    ]
    columns = [Column(group_in_words(by))]
    for measure in MEASURES:
        columns.append(Column(measure_in_words(measure), numeric=True))
        if measure == ASKED:
            columns += [Column(said, numeric=True) for _code, said in confidences]
    sums = found.sums(by)
    rows = []
    for key, name in _names(by, sums):
        row: list[Any] = [name]
        for measure in MEASURES:
            row.append(_cell(found.scope, by, key, measure, sums[key].of(measure)))
            if measure == ASKED:
                row += [
                    _cell(found.scope, by, key, ASKED, sums[key].asked[code], confidence=code.value)
                    for code, _said in confidences
                ]
        rows.append(row)
    return Table(group_in_words(by), columns, rows, f"demand-by-{by}")


def _cell(
    scope: Scope, by: str, key: Any, measure: str, value: int | None, **narrowed: object
) -> Any:
    if value is None:
        return "—"
    if measure == GAP or not key:
        return value
    changed = {"first": key, "last": key} if by == "year" else {by: key}
    return Cell(value, address(scope, measure, **changed, **narrowed))


def address(scope: Scope, measure: str, **changed: object) -> str:
    """Where the rows behind a number stand."""
    return f"{reverse('plan_demand_rows', args=[measure])}?{scope.query(**changed)}"


def _names(by: str, sums: dict[Any, Sums]) -> list[tuple[Any, str]]:
    if by == "year":
        return [(key, str(key)) for key in sorted(sums)]
    kind = {"region": Region, "occupation": Occupation, "country": Country}[by]
    known = alphabetical(kind.objects.filter(pk__in=[key for key in sums if key]))
    unknown = [(None, _("not stated"))] if None in sums else []
    return [*((one.pk, one.name) for one in known), *unknown]


def _lines_table(found: Beside) -> Table:
    columns = (
        Column(_("Line of demand")),
        Column(_("Employer")),
        Column(_("Confidence")),
        Column(_("Asked for"), numeric=True),
    )

    def made(lines: Any) -> list[list[Any]]:
        return [
            [
                Cell(described(one), reverse("trace_line", args=[one.pk])),
                one.call.employer.name,
                one.get_confidence_display(),
                one.number,
            ]
            for one in lines
        ]

    return Table(
        _("Confirmed lines"),
        columns,
        MadeRows(list(found.lines()), made),
        "demand-lines",
        stacked=True,
    )


def _intakes_table(found: Beside, measure: str) -> Table:
    columns = (
        Column(_("Programme")),
        Column(_("Provider")),
        Column(_("Intake")),
        Column(_("Graduates in")),
        Column(measure_in_words(measure), numeric=True),
    )
    rows = []
    for one in found.taught:
        number = one.of(measure)
        if number:
            capacity = one.capacity
            address = reverse("office_programme", args=[capacity.programme_id])
            rows.append(
                (
                    Cell(capacity.programme.name, address),
                    capacity.provider.name,
                    str(capacity.intake_year),
                    str(graduation_year(capacity)),
                    round(number, 1),
                )
            )
    return Table(measure_in_words(measure), columns, rows, "demand-intakes", stacked=True)
