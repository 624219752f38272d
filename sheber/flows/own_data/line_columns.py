"""The columns of a table of lines of demand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.demand.enums import Confidence, Payer
from sheber.flows.own_data import reading
from sheber.flows.own_data.kind import Choice, Column
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import sort_key

CODE_LENGTH, REFERENCE_LENGTH, MOST = 40, 60, 100_000
YEARS_AHEAD = 30


def _year(text: str, facts: Any) -> int:
    """A year of work; one that cannot be meant is answered with the years that are taken."""
    year: int = reading.whole(0, 10**12)(text, facts)
    least, most = facts.now.year, facts.now.year + YEARS_AHEAD
    if 1000 <= year < least:
        raise Refused("line_in_the_past", year=year)
    if not least <= year <= most:
        raise Refused("year_outside", year=year, least=least, most=most)
    return year


def _project(text: str, facts: Any) -> str:
    code = reading.without_name(text)
    if code not in facts.projects:
        raise Refused("project_unknown", given=text)
    return code


def _projects(facts: Any) -> list[Choice]:
    return [
        Choice(one.code, one.name)
        for one in sorted(facts.projects.values(), key=lambda one: sort_key(one.name))
    ]


COLUMNS = (
    Column(
        "reference",
        _("Own reference"),
        _(
            "Your own mark of the line, such as a number in the staffing plan. May stay empty; "
            "two lines that are alike need different ones."
        ),
        reading.words(REFERENCE_LENGTH),
        required=False,
    ),
    Column(
        "call",
        _("Call"),
        _(
            "The code of a call of yours; a new code opens one. Empty: your only draft, or else "
            "one new call for all."
        ),
        reading.code(CODE_LENGTH),
        required=False,
        choices=lambda facts: [Choice(one, "") for one in facts.calls],
    ),
    Column(
        "region",
        _("Region of work"),
        _("By its ISO 3166-2 code or its name in any of the three languages."),
        lambda text, facts: facts.regions.find(text),
        choices=lambda facts: facts.regions.choices,
        picked=True,
    ),
    Column(
        "occupation",
        _("Occupation"),
        _("By its ISCO-08 code of four digits or its name in any of the three languages."),
        lambda text, facts: facts.occupations.find(text),
        choices=lambda facts: facts.occupations.choices,
        picked=True,
    ),
    Column(
        "year",
        _("Year in which work starts"),
        _("Four digits."),
        _year,
    ),
    Column(
        "number",
        _("How many people"),
        _("A whole number, at least 1."),
        reading.whole(1, MOST),
    ),
    Column(
        "confidence",
        _("How sure the posts are"),
        _("How sure it is that the posts will stand open in that year."),
        reading.one_of(Confidence),
        choices=lambda _facts: reading.choices_of(Confidence),
        picked=True,
    ),
    Column(
        "payer",
        _("Who pays"),
        _("Who pays for the training."),
        reading.one_of(Payer),
        choices=lambda _facts: reading.choices_of(Payer),
        picked=True,
    ),
    Column(
        "project",
        _("Project of industry"),
        _("The code of a project in the register on which the posts rest. May stay empty."),
        _project,
        required=False,
        choices=_projects,
        picked=True,
    ),
)
