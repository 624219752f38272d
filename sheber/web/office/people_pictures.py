"""Who will be where by a plan: its projection in pictures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.planning.engine_io import Move, Projection, Row
from sheber.web.office.people import STOCKS, Chosen, by_year, counted, stocks
from sheber.web.public import places
from sheber.web.shared.charts.bars import Bar, bars
from sheber.web.shared.charts.lines import Series, lines
from sheber.web.shared.charts.maps import Arc, flow_map
from sheber.web.shared.charts.picture import Picture

LONGEST = 5
"""As many years to go as there are colours; who has more stands with the last."""


def pictures(projection: Projection, of: Chosen) -> list[Picture]:
    """Stock beside need, demand and who fills it, who is in training, who moves."""
    rows = [row for row in projection.rows if of.has(row)]
    drawn = [_stock_picture(rows), _demand_picture(rows), _training_picture(rows)]
    drawn.append(_moves_picture([one for one in projection.moves if of.has_move(one)]))
    return [one for one in drawn if one is not None]


def _stock_picture(rows: Sequence[Row]) -> Picture | None:
    """People at work, and how many there would be if every line were filled."""
    years, whole = by_year(rows), counted(rows)
    if not whole:
        return None
    sums = {year: dict(zip(STOCKS, stocks(own, whole), strict=True)) for year, own in years.items()}
    known = [year for year, one in sums.items() if one["end"] is not None]
    series = [
        Series(_("At work on 31 December"), [sums[year]["end"] for year in known], area=True),
        Series(_("If every line were filled"), [sums[year]["needed"] for year in known]),
    ]
    facts = {
        "year": known[-1] if known else "",
        "people": number_format(sums[known[-1]]["end"] if known else 0, force_grouping=True),
        "needed": number_format(sums[known[-1]]["needed"] if known else 0, force_grouping=True),
    }
    text = _(
        "At the end of %(year)s there are %(people)s at work; %(needed)s if every line of demand "
        "were filled. Only regions and occupations are shown that somebody has counted."
    )
    title = _("At work, and how many there would be")
    return lines("people-stock", title, known, series, text=text % facts if known else "")


def _demand_picture(rows: Sequence[Row]) -> Picture | None:
    """What is asked for in each year, by who fills it."""
    parts = []
    for year, own in by_year(rows).items():
        asked = sum(row.asked for row in own)
        stayed, arrived = (
            round(sum(getattr(row, n) for row in own)) for n in ("stayed", "arrived")
        )
        if asked:
            parts.append(Bar(str(year), [stayed, arrived, max(0, asked - stayed - arrived)]))
    if not parts:
        return None
    totals = [sum(one.parts[place] for one in parts) for place in range(3)]
    facts = {"asked": sum(totals), "stayed": totals[0], "arrived": totals[1], "short": totals[2]}
    text = _(
        "Of %(asked)s people asked for in all years, %(stayed)s come from the same region, "
        "%(arrived)s from another one, and %(short)s are short. Rounded to whole people."
    )
    heads = [_("From the same region"), _("From other regions"), _("Short")]
    title = _("Who is asked for, and who comes")
    return bars("people-demand", title, heads, parts, text=text % _grouped(facts))


def _training_picture(rows: Sequence[Row]) -> Picture | None:
    """Who is in training in autumn, by years still to go."""
    most = min(LONGEST, max((len(row.in_training) for row in rows), default=0))
    found = []
    for year, own in by_year(rows).items():
        parts = [Fraction(0)] * most
        for row in own:
            for place, people in enumerate(row.in_training):
                parts[min(place, most - 1)] += people
        if any(parts):
            found.append(Bar(str(year), [round(one) for one in parts]))
    if not found:
        return None
    heads = [_years_to_go(years, years == LONGEST) for years in range(1, most + 1)]
    text = _(
        "In autumn, after the intake. Later intakes than those of the plan are not shown: the bars "
        "become shorter because nobody has planned them yet."
    )
    return bars("people-training", _("Who is in training"), heads, found, text=text)


def _years_to_go(years: int, or_more: bool) -> str:
    if or_more:
        return _("%(years)s years to go or more") % {"years": years}
    return _("one year to go") if years == 1 else _("years to go: %(years)s") % {"years": years}


def _moves_picture(moves: Sequence[Move]) -> Picture | None:
    """Graduates who work in another region than they studied in, on the map."""
    people: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for one in moves:
        people[one.study, one.work] += one.people
    arcs = [Arc(*pair, round(total)) for pair, total in sorted(people.items()) if round(total)]
    if not arcs:
        return None
    text = _("%(people)s graduates of the years shown go to work in another region.")
    facts = _grouped({"people": sum(one.amount for one in arcs)})
    title = _("Who moves for work")
    everywhere = places.places(places.by_country())
    return flow_map("people-map", title, everywhere, arcs, text=text % facts)


def _grouped(facts: Mapping[str, int]) -> dict[str, str]:
    return {name: number_format(value, force_grouping=True) for name, value in facts.items()}
