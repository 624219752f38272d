"""The debt of time: months owed, days served, and the date on which it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.kernel.refusals import Sentence
from sheber.outcomes import engine_io, queries
from sheber.outcomes.engine_io import Standing
from sheber.outcomes.models import Obligation, PlacementRight
from sheber.outcomes.queries import Days, Ledger
from sheber.web.accords import labels
from sheber.web.applicant.mine import Mine
from sheber.web.offers import words
from sheber.web.shared.charts.bars import Span, spans
from sheber.web.shared.charts.picture import Picture

# Colours of the picture.
WORKED, PAUSED, OWED = 1, 2, 5
ENDED = ("served", "fulfilled", "released", "settled")
STATES: dict[str, Sentence] = {
    "not_begun": gettext_lazy("not begun"),
    "running": gettext_lazy("running"),
    "paused": gettext_lazy("paused: these days do not count"),
    "served": gettext_lazy("served in full"),
    "fulfilled": gettext_lazy("fulfilled and closed"),
    "released": gettext_lazy("released: nothing more is owed"),
    "breached": gettext_lazy("broken, and not settled"),
    "settled": gettext_lazy("broken, and settled"),
}


@dataclass(frozen=True)
class Period:
    """Half-open days that counted, or did not; `end` is None while they go on."""

    label: str
    counted: bool
    start: date
    end: date | None


@dataclass(frozen=True)
class Debt:
    """One obligation in words, with the days behind it."""

    obligation: Obligation
    standing: Standing
    sentence: str
    state: Sentence
    regime: str
    periods: tuple[Period, ...]
    right: PlacementRight | None
    picture: Picture | None

    @property
    def goes_on(self) -> bool:
        """Whether something is still owed."""
        return self.standing.state not in ENDED


def debts(mine: Mine) -> list[Debt]:
    """Every obligation of a person, the latest first."""
    rows = list(
        Obligation.objects.filter(person=mine.person)
        .select_related("contract__terms__offer__line__call__employer")
        .order_by("-pk")
    )
    found = engine_io.standings(rows, mine.today)
    ledgers = queries.ledgers(rows)
    rights = queries.open_rights(one.contract_id for one in rows)
    return [
        _debt(one, found[one.pk], ledgers[one.pk], rights.get(one.contract_id), mine.today)
        for one in rows
    ]


def _debt(
    row: Obligation, stands: Standing, ledger: Ledger, right: PlacementRight | None, today: date
) -> Debt:
    periods = _periods(stands, ledger)
    return Debt(
        obligation=row,
        standing=stands,
        sentence=_sentence(row, stands),
        state=STATES.get(stands.state, stands.state),
        regime=labels.value(row.regime),
        periods=periods,
        right=right,
        picture=_picture(row, stands, periods, today),
    )


def _sentence(row: Obligation, stands: Standing) -> str:
    owed = _("You owe %(months)s, which are %(days)s.") % {
        "months": words.months(row.months),
        "days": days(stands.term_days),
    }
    if stands.state in ENDED:
        return owed
    if stands.state == "breached":
        return "\n".join((owed, _served(stands), _("The obligation was broken; see the contract.")))
    return "\n".join(
        (
            owed,
            _served(stands),
            _("If you work every day from now on, nothing is owed from this date: %(day)s.")
            % {"day": date_format(stands.ends_on, "DATE_FORMAT")},
        )
    )


def _served(stands: Standing) -> str:
    return _("Served: %(served)s. Left: %(left)s.") % {
        "served": days(stands.served_days),
        "left": days(stands.owed_days),
    }


def days(number: int) -> str:
    shown = number_format(number, force_grouping=True)
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": shown}


def _periods(stands: Standing, ledger: Ledger) -> tuple[Period, ...]:
    """What each stretch of days was, in order of time."""
    held: tuple[tuple[str, bool, Sequence[Days]], ...] = (
        (_("worked"), True, stands.worked),
        (_("contract suspended"), False, ledger.suspended),
        (_("academic leave"), False, ledger.on_leave),
        (_("waiting for a new place, through no fault of yours"), False, ledger.unplaced),
    )
    found = [
        Period(label, counted, start, end)
        for label, counted, stretches in held
        for start, end in stretches
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _picture(
    row: Obligation, stands: Standing, periods: Sequence[Period], today: date
) -> Picture | None:
    """The term as a line of time: what is owed, what was worked, what did not count."""
    if row.starts_on >= stands.ends_on:
        return None
    drawn = [Span(_("what is owed"), row.starts_on, stands.ends_on, OWED)]
    for one in periods:
        end = max(one.start, one.end or today)
        drawn.append(Span(one.label, one.start, end, WORKED if one.counted else PAUSED))
    return spans(f"debt-{row.pk}", _("Days of the obligation"), drawn, today=today)
