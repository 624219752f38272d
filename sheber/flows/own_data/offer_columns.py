"""The columns of a table of offers; the last ones answer what every applicant asks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data import reading
from sheber.flows.own_data.kind import Choice, Column
from sheber.flows.own_data.promises import promised_seats
from sheber.kernel.money import MINOR_UNITS
from sheber.kernel.refusals import Refused, Sentence
from sheber.kernel.trilingual import LANGUAGES
from sheber.offers.enums import Question

CODE_LENGTH, REGIME_LENGTH, CONTACT_LENGTH, ANSWER_LENGTH = 40, 100, 200, 1500
MOST_SEATS, MOST_MONTHS = 10_000, 240
NAMES: dict[str, Sentence] = {"en": _("English"), "ru": _("Russian"), "kk": _("Kazakh")}


class AnswerLabel:
    """A head of a column of answers: the question, and in which language the answer is."""

    def __init__(self, question: Question, language: str) -> None:
        self.question, self.language = question, language

    def __str__(self) -> str:
        return f"{self.question.label} ({NAMES[self.language]})"


def countries(text: str, facts: Any) -> tuple[str, ...]:
    """Codes of countries, or their names in any language, parted by commas."""
    by_name = {
        str(getattr(one, f"name_{language}")).casefold(): code
        for code, one in facts.countries.items()
        for language in LANGUAGES
    }
    found = [by_name.get(part.casefold(), part.upper()) for part in reading.parts(text)]
    if not set(found) <= set(facts.countries):
        raise Refused("choice_unknown", given=text, known=", ".join(facts.countries))
    return tuple(dict.fromkeys(found))


def language(text: str, _facts: Any) -> str:
    plain = reading.without_name(text).casefold()
    if plain not in LANGUAGES:
        raise Refused("choice_unknown", given=text, known=", ".join(LANGUAGES))
    return plain


def allocation(text: str, facts: Any) -> int:
    plain = reading.without_name(text)
    if not plain.isdecimal():
        raise Refused("offer_seats_not_for_line", given=text)
    return int(plain)


def _language_choices(_facts: Any) -> list[Choice]:
    return [Choice(code, str(name)) for code, name in NAMES.items()]


def _answer(question: Question, code: str) -> Column:
    return Column(
        f"{question.value}_{code}",
        AnswerLabel(question, code),  # type: ignore[arg-type]
        _("Your answer; in all three languages or in none. Empty: the page says “not stated”."),
        reading.words(ANSWER_LENGTH),
        required=False,
    )


COLUMNS = (
    Column(
        "code",
        _("Code of the offer"),
        _("Your own short code, for good: Latin letters, digits, hyphens."),
        reading.code(CODE_LENGTH),
    ),
    Column(
        "line",
        _("Line of demand"),
        _("The code of the call, a stroke and the number of the line, like CALL-1/3."),
        lambda text, _facts: reading.without_name(text),
        choices=lambda facts: [Choice(code, "") for code in facts.lines],
        picked=True,
    ),
    Column(
        "allocation",
        _("Seats of the plan"),
        _("The number of the seats in the approved plan, from the list of codes."),
        allocation,
        choices=promised_seats,
        picked=True,
    ),
    Column(
        "seats",
        _("Seats offered"),
        _("A whole number, at least 1."),
        reading.whole(1, MOST_SEATS),
    ),
    Column(
        "open_to",
        _("Open to citizens of"),
        _("Codes of countries, parted by commas, like KZ, RU."),
        countries,
        choices=lambda facts: [Choice(one.pk, one.name) for one in facts.countries.values()],
    ),
    Column(
        "months_owed",
        _("Months of work owed"),
        _("A whole number, within the limits of the regime."),
        reading.whole(1, MOST_MONTHS),
    ),
    Column(
        "work_region",
        _("Region of the work owed"),
        _("By its ISO 3166-2 code or its name in any of the three languages."),
        lambda text, facts: facts.regions.find(text),
        choices=lambda facts: facts.regions.choices,
        picked=True,
    ),
    Column(
        "regime",
        _("Regime of the obligation"),
        _("The code of the rules under which the months are owed, like RU-555-2024."),
        reading.code(REGIME_LENGTH),
        choices=lambda facts: [Choice(one, "") for one in facts.open_regimes],
    ),
    Column(
        "monthly_money",
        _("Money a month"),
        _("In whole units or with two decimals, without a sign of currency. May stay empty."),
        reading.amount,
        required=False,
        absent=None,
    ),
    Column(
        "currency",
        _("Currency"),
        _("Three letters. Empty: the currency of your country."),
        reading.currency,
        required=False,
        choices=lambda _facts: [Choice(one, "") for one in MINOR_UNITS],
        picked=True,
    ),
    Column(
        "bed",
        _("A bed is given"),
        _("Yes or no. Empty: not stated."),
        reading.yes_or_no,
        required=False,
        absent=None,
    ),
    Column(
        "bed_price",
        _("Price of the bed a month"),
        _("Like the money a month. May stay empty."),
        reading.amount,
        required=False,
        absent=None,
    ),
    Column(
        "teaching_language",
        _("Language of teaching"),
        _("en, kk or ru. May stay empty."),
        language,
        required=False,
        choices=_language_choices,
        picked=True,
    ),
    Column(
        "contact_office",
        _("Office that answers questions"),
        _("An office with its telephone or address, never a person's name. May stay empty."),
        reading.words(CONTACT_LENGTH),
        required=False,
    ),
    Column(
        "prevailing_language",
        _("Text that prevails"),
        _("en, kk or ru. May stay open until signing; without one nothing is signed."),
        language,
        required=False,
        choices=_language_choices,
        picked=True,
    ),
    *(_answer(question, code) for question in Question for code in LANGUAGES),
)
