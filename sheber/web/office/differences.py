"""The difference that other rules make, in words: tables by group, one picture, who moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sheber.admissions.engine_io import person_and_position
from sheber.admissions.enums import PoolKind, TermsKind
from sheber.admissions.models import Campaign, Offering, Pool
from sheber.kernel.refusals import Sentence
from sheber.registry.models import Country, Region
from sheber.web.office.clearings import offering_in_words
from sheber.web.office.emptiness import number
from sheber.web.shared.charts.bars import Bar, bars
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.tables import Column, Table

MOVES: dict[str, Sentence] = {
    "gained": gettext_lazy("a contract, before none"),
    "better": gettext_lazy("a contract ranked higher"),
    "other_pool": gettext_lazy("the same contract in another pool"),
    "worse": gettext_lazy("a contract ranked lower"),
    "lost": gettext_lazy("none, before a contract"),
    "same": gettext_lazy("the same as before"),
}
GROUPINGS: dict[str, Sentence] = {
    "region": gettext_lazy("Region of the provider"),
    "kind": gettext_lazy("Kind of seats"),
    "terms": gettext_lazy("Terms"),
    "group": gettext_lazy("Citizenship"),
    "fund": pgettext_lazy("one ranking for several offerings", "Fund"),
    "offering": gettext_lazy("Programme and provider"),
}
MOST_ROWS = 300


class Shown:
    """A difference beside the names of its campaign."""

    def __init__(self, campaign: Campaign, found: Mapping[str, Any]) -> None:
        self.found = found
        offerings = Offering.objects.filter(campaign=campaign).select_related(
            "capacity__programme", "capacity__provider"
        )
        offering = {one.code: offering_in_words(one) for one in offerings}
        pools = Pool.objects.filter(offering__campaign=campaign).select_related("offering")
        self.pool = {
            one.code: f"{offering[one.offering.code]} · {one.get_kind_display()}" for one in pools
        }
        self.names: dict[str, Mapping[str, Sentence]] = {
            "offering": offering,
            "region": {one.pk: one.name for one in Region.objects.all()},
            "group": {one.pk: one.name for one in Country.objects.all()},
            "kind": dict(PoolKind.choices),
            "terms": dict(TermsKind.choices),
            "fund": {},
        }

    @property
    def figures(self) -> list[tuple[str, Sentence]]:
        """How many hold a contract before and after."""
        held = self.found["held"]
        return [
            (_shown(self.found["applicants"]), _("people in the market")),
            (_shown(held["before"]), _("hold a contract as things stand")),
            (_shown(held["after"]), _("hold one under the other rules")),
        ]

    @property
    def moves(self) -> list[tuple[Sentence, str]]:
        """What becomes of how many."""
        return [(words, _shown(self.found["moves"][move])) for move, words in MOVES.items()]

    def tables(self) -> list[Table]:
        """A table for each grouping that has rows; of programmes only those that differ."""
        made = [self._table(grouping, self.found["by"].get(grouping, [])) for grouping in GROUPINGS]
        return [one for one in made if one.rows]

    def picture(self) -> Picture | None:
        """Contracts held by region of the provider: as before, more, fewer."""
        rows = [
            (self._name("region", row["id"]), row["held"]["before"], row["held"]["after"])
            for row in self.found["by"].get("region", [])
            if row["held"]["before"] is not None
        ]
        if not rows:
            return None
        drawn = bars(
            "what-if-regions",
            _("Contracts held, by region of the provider"),
            (_("as before"), _("more"), _("fewer")),
            [
                Bar(name, (min(before, after), max(0, after - before), max(0, before - after)))
                for name, before, after in rows
            ],
        )
        return replace(drawn, table=None)  # the page asks by a form, so it has no file of it

    def who(self) -> Table | None:
        """Who moves, by pseudonym; None where these rows are not to be read."""
        if "who" not in self.found:
            return None
        rows = [
            (
                row["applicant"],
                self._seat(row["before"]),
                self._seat(row["after"]),
                MOVES[row["move"]],
            )
            for row in self.found["who"][:MOST_ROWS]
        ]
        columns = [
            Column(_("Pseudonym")),
            Column(_("Holds")),
            Column(_("Would hold")),
            Column(_("That is")),
        ]
        return Table(_("Who moves"), columns, rows, "what-if-who", downloads=False, stacked=True)

    def odds(self) -> Table | None:
        """Odds of whoever the lottery decides for, with their standard errors."""
        found = self.found.get("odds")
        if not found or not found["contracts"]:
            return None
        drawn = [row for row in found["contracts"] if 0 < row["odds"] < 1]
        rows = [
            (
                row["applicant"],
                person_and_position(row["contract"])[1],
                self._name("offering", row["offering"]),
                self._name("terms", row["terms"].split(" ")[0]),
                _percent(row["odds"]),
                _percent(row["standard_error"]),
            )
            for row in drawn[:MOST_ROWS]
        ]
        columns = [
            Column(_("Pseudonym")),
            Column(_("Place in the list"), numeric=True),
            Column(GROUPINGS["offering"]),
            Column(GROUPINGS["terms"]),
            Column(_("Odds"), numeric=True),
            Column(_("Standard error"), numeric=True),
        ]
        return Table(_("Odds of admission"), columns, rows, "what-if-odds", downloads=False)

    def _table(self, grouping: str, rows: Sequence[Mapping[str, Any]]) -> Table:
        seats = any("seats" in row for row in rows)
        columns = [
            Column(GROUPINGS[grouping]),
            *(
                [Column(_("Seats"), numeric=True), Column(_("Seats then"), numeric=True)]
                if seats
                else []
            ),
            Column(_("Held"), numeric=True),
            Column(_("Held then"), numeric=True),
        ]
        shown = rows if grouping != "offering" else [row for row in rows if _differs(row)]
        lines = [
            (
                self._name(grouping, row["id"]),
                *((row["seats"]["before"], row["seats"]["after"]) if seats else ()),
                number(row["held"]["before"]),
                number(row["held"]["after"]),
            )
            for row in shown[:MOST_ROWS]
        ]
        title = GROUPINGS[grouping]
        return Table(title, columns, lines, f"what-if-{grouping}", downloads=False)

    def _name(self, grouping: str, code: str) -> Sentence:
        return self.names[grouping].get(code, code)

    def _seat(self, seat: Mapping[str, str] | None) -> str:
        if seat is None:
            return "—"
        place = person_and_position(seat["contract"])[1]
        return f"{place}. {self.pool.get(seat['pool'], seat['pool'])}"


def _differs(row: Mapping[str, Any]) -> bool:
    pairs = [row[name] for name in ("seats", "held") if name in row]
    return any(pair["before"] != pair["after"] for pair in pairs)


def _shown(value: int | None) -> str:
    return str(_("kept back")) if value is None else str(number_format(value, force_grouping=True))


def _percent(share: float) -> str:
    return f"{number_format(100 * share, decimal_pos=1)} %"
