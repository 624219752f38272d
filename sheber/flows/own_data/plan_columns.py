"""The columns of a table of a plan's seats: what may be changed, and what tells a row apart."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data import reading
from sheber.flows.own_data.kind import Choice, Column
from sheber.flows.telling.funds import fund_in_words

MOST = 100_000
LAST_KEY = 10**9
CODE_LENGTH, WORDS = 200, 500


def _fund(text: str, _facts: Any) -> str:
    return reading.without_name(text)


def _funds(facts: Any) -> list[Choice]:
    return [Choice(code, fund_in_words(code)) for code in facts.fund_codes]


def _told(code: str, label: Any, meaning: Any) -> Column:
    """A column that is there to be read; what is written into it changes nothing."""
    return Column(code, label, meaning, reading.words(WORDS), required=False)


COLUMNS = (
    Column(
        "plan",
        _("Plan"),
        _("The code of the plan. Leave it as it is."),
        reading.words(CODE_LENGTH),
    ),
    Column(
        "version",
        _("Version"),
        _("Which state of the plan this file shows. Leave it as it is."),
        reading.code(CODE_LENGTH),
    ),
    Column(
        "row",
        _("Row key"),
        _("By this number the row is found again. Leave it as it is."),
        reading.whole(1, LAST_KEY),
    ),
    Column(
        "programme",
        _("Programme"),
        _("Code and name, to be read; a row whose code was moved is not taken."),
        reading.words(WORDS),
        required=False,
    ),
    Column(
        "provider",
        _("Provider"),
        _("Code and name, to be read; a row whose code was moved is not taken."),
        reading.words(WORDS),
        required=False,
    ),
    _told("region", _("Region"), _("Where it is taught; to be read.")),
    _told("year", _("Intake"), _("The year in which people enter; to be read.")),
    Column(
        "fund",
        _("Fund"),
        _(
            "Who pays. Empty: all funds together; a number without a fund can only be fixed, with "
            "a reason."
        ),
        _fund,
        required=False,
        choices=_funds,
    ),
    _told("groups", _("Groups"), _("How many groups the plan opens; to be read.")),
    _told("least", _("People in a group at least"), _("To be read.")),
    _told("most", _("Seats at most"), _("What the provider can hold; to be read.")),
    Column(
        "before",
        _("Seats as downloaded"),
        _("What the plan gave when the file was made. Leave it as it is."),
        reading.whole(0, MOST),
    ),
    Column(
        "fixed",
        _("Fixed at"),
        _("The number that an office has fixed, if one has. Leave it as it is."),
        reading.whole(0, MOST),
        required=False,
        absent=None,
    ),
    _told("fixed_by", _("Fixed by"), _("Which office; to be read.")),
    _told("fixed_why", _("Why it is fixed"), _("The reason that the office gave; to be read.")),
    Column(
        "seats",
        _("Seats: write here"),
        _("The number that it shall be. A row that you leave as it is changes nothing."),
        reading.whole(0, MOST),
    ),
    Column(
        "reason",
        _("Reason: write here"),
        _(
            "Why. A number of a plan by the engine is only changed with a reason, and is fixed "
            "then; in a plan by hand a reason fixes the number as well."
        ),
        reading.words(WORDS),
        required=False,
    ),
)
"""What a reader may change are `fund` of a row without one, `seats` and `reason`."""

HIDDEN = frozenset({"plan", "version", "row"})
