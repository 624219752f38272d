"""Rule packs: the rules of a country in one year, each with its source and how sure it is."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import in_reader_language, sort_key
from sheber.registry import queries
from sheber.registry.enums import Certainty, RuleKind
from sheber.registry.models import Country, Organisation, Rule, RuleAnswer, RulePack
from sheber.web.accords import labels, values
from sheber.web.accords.phrases import GROUPS
from sheber.web.accords.values import Places, Value
from sheber.web.public.phrases import CERTAINTIES
from sheber.web.shared import tables
from sheber.web.shared.tables import Column, Table


@dataclass(frozen=True)
class Shown:
    """A rule in the reader's language with its value and, if it has none, its question."""

    rule: Rule
    label: str
    value: Value
    question: str
    note: str
    asked_of: str


@dataclass(frozen=True)
class Question:
    """An unknown rule, who is asked, and what each office has answered so far."""

    shown: Shown
    country: Country
    packs: tuple[str, ...]
    answers: tuple[tuple[Organisation, RuleAnswer | None, object], ...]

    @property
    def untouched(self) -> bool:
        """Whether no office has answered."""
        return all(answer is None for _, answer, _ in self.answers)

    @property
    def waits(self) -> bool:
        return any(answer is None for _, answer, _ in self.answers)


def packs(request: HttpRequest) -> HttpResponse:
    """Every pack, by country and year, and which one stands in for the years after it."""
    countries = sorted(Country.objects.all(), key=lambda one: sort_key(one.name))
    rows = [(country, _of(country)) for country in countries]
    context = {
        "countries": rows,
        "questions": len(_unknown()),
        "year": clock.now().year,
        "certainties": [(one, one.label, CERTAINTIES[one]) for one in Certainty],
    }
    return render(request, "accords/packs.html", context)


def pack(request: HttpRequest, code: str) -> HttpResponse:
    """One pack, rule by rule; filtered by certainty."""
    found = get_object_or_404(RulePack.objects.select_related("country"), code=code)
    certainty = request.GET.get("certainty", "")
    rows = Rule.objects.filter(pack=found).order_by("code")
    rows = rows.filter(certainty=certainty) if certainty else rows
    places = Places()
    given = [shown(one, places) for one in rows]
    table = _table(found, given)
    groups: dict[str, list[Shown]] = {}
    for one in given:
        groups.setdefault(one.rule.code.partition(".")[0], []).append(one)
    context = {
        "pack": found,
        "groups": [(GROUPS.get(name, name), name, some) for name, some in groups.items()],
        "table": table,
        "certainties": Certainty.choices,
        "certainty": certainty,
        "carried": _stands_in(found.country_id) == found,
        "year": clock.now().year,
    }
    return tables.requested(request, [table]) or render(request, "accords/pack.html", context)


def questions(request: HttpRequest) -> HttpResponse:
    """Rules that nobody knows: the question, who is asked, what the offices have answered."""
    return render(request, "accords/questions.html", {"questions": open_questions()})


def shown(rule: Rule, places: Places) -> Shown:
    """A rule as pages show it."""
    label = in_reader_language(rule, "label")
    return Shown(
        rule=rule,
        label=label,
        value=values.shown(rule.kind, rule.value, rule.unit, places, label, rule.certainty),
        question=in_reader_language(rule, "question"),
        note=in_reader_language(rule, "note"),
        asked_of=labels.office(rule.asked_of) if rule.asked_of else "",
    )


def open_questions() -> list[Question]:
    """Every unknown rule once, whichever packs ask it; those without all answers first."""
    places = Places()
    offices = list(queries.offices())
    found = [_question(rows, places, offices) for rows in _unknown().values()]
    return sorted(found, key=lambda one: (not one.waits, one.country.pk, one.shown.rule.code))


def _question(rows: list[Rule], places: Places, offices: list[Organisation]) -> Question:
    latest = rows[-1]
    country = latest.pack.country
    given = queries.answers_to(country.pk, latest.code)
    answers = [(office, given.get(office.pk)) for office in offices]
    return Question(
        shown(latest, places),
        country,
        tuple(one.pack.code for one in rows),
        tuple(
            (office, one, values.answered(one.value, places) if one else "")
            for office, one in answers
        ),
    )


def _unknown() -> dict[tuple[str, str], list[Rule]]:
    """Unknown rules by country and code, the packs in the order of their years."""
    found: dict[tuple[str, str], list[Rule]] = {}
    rows = Rule.objects.filter(kind=RuleKind.UNKNOWN).select_related("pack__country")
    for one in rows.order_by("pack__country", "code", "pack__valid_from"):
        found.setdefault((one.pack.country_id, one.code), []).append(one)
    return found


def _of(country: Country) -> list[tuple[RulePack, int, int, bool]]:
    """(pack, rules, of these unknown, whether it stands in for the site's year)."""
    rows = list(RulePack.objects.filter(country=country).order_by("valid_from"))
    carried = _stands_in(country.pk)
    return [
        (
            one,
            Rule.objects.filter(pack=one).count(),
            Rule.objects.filter(pack=one, kind=RuleKind.UNKNOWN).count(),
            carried == one,
        )
        for one in rows
    ]


def _stands_in(country: str) -> RulePack | None:
    """The pack of an earlier year that stands in for the site's year, unconfirmed."""
    try:
        found, carried_forward = queries.pack_on(country, clock.now().date())
    except Refused:
        return None
    return found if carried_forward else None


def _table(found: RulePack, given: list[Shown]) -> Table:
    columns = (
        Column(_("Rule")),
        Column(_("Code")),
        Column(_("Value")),
        Column(_("Source")),
        Column(_("Date of the source")),
        Column(_("Certainty")),
    )
    rows = [
        (
            one.label,
            one.rule.code,
            _flat(one.value),
            one.rule.source,
            one.rule.source_date,
            one.rule.get_certainty_display(),
        )
        for one in given
    ]
    return Table(_("Rules of the pack"), columns, rows, f"rules-{found.code}")


def _flat(value: Value) -> str:
    if value.table is not None:
        return "; ".join(
            ", ".join(f"{column.label}: {cell.value}" for column, cell in line if cell.value != "")
            for line in value.table.lines
        )
    return ", ".join(map(str, value.items)) or str(value.text)
