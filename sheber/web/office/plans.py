"""A plan in words: seats beside the lines they are meant for, overrides, differences."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.demand.models import Line
from sheber.flows.plan_lines import Stated
from sheber.flows.telling.describe import described
from sheber.flows.telling.funds import fund_in_words
from sheber.kernel.refusals import Sentence
from sheber.planning import operations, queries
from sheber.planning.models import Allocation, Coverage, Override, Plan
from sheber.planning.phrases import Property
from sheber.planning.queries import Difference
from sheber.programmes.models import Capacity
from sheber.registry.models import Organisation
from sheber.registry.queries import offices
from sheber.web.shared.tables import Cell, Column, Table

RESTS: dict[str, Sentence] = {
    "budgets": gettext_lazy("Budgets"),
    "completion": gettext_lazy("Who finishes"),
    "completion_of": gettext_lazy("Who finishes a programme"),
    "needs": gettext_lazy("What one person or group takes"),
    "occupied": gettext_lazy("People in training who take of what programmes share"),
    "pipeline": gettext_lazy("People already in training"),
    "previous": gettext_lazy("The plan to stay close to"),
    "propensity": gettext_lazy("Who moves for work"),
    "rates": gettext_lazy("Planning rates between currencies"),
    "weights": gettext_lazy("Weight of one unmet person, by confidence"),
}

# Codes that the engine's files use, and the demo's own word for where its budgets come from.
TERMS: dict[str, Sentence] = {
    "assumed": gettext_lazy("assumed"),
    "beds": gettext_lazy("beds"),
    "firm": gettext_lazy("firm posts"),
    "group": gettext_lazy("for a group"),
    "invented for the demo": gettext_lazy("invented for the demo"),
    "likely": gettext_lazy("likely posts"),
    "person": gettext_lazy("for a person"),
    "possible": gettext_lazy("possible posts"),
    "practice_places": gettext_lazy("places of practice"),
    "teachers": gettext_lazy("teachers"),
    "workshops": gettext_lazy("workshops"),
}
# What the flow that prepares a plan writes as the source of a measured input.
MEASURED = re.compile(r"measured: (?P<cases>\d+)")
STATUSES: dict[str, Sentence] = {
    "optimal": gettext_lazy("proven the best"),
    "feasible": gettext_lazy("the best found in the time given"),
}


@dataclass(frozen=True)
class Word:
    """An office and when it approved exactly this plan; None while it waits."""

    office: Organisation
    at: Any


def checked(plan: Plan) -> list[Sentence] | None:
    """What a check of the stored files finds wrong, in words; None for a plan by hand."""
    if plan.made_by_hand:
        return None
    return [_violation(code, facts) for code, facts in operations.recheck(plan).violations]


def _violation(code: str, facts: Mapping[str, Any]) -> Sentence:
    if code == "problem":
        return _("The plan belongs to another problem.")
    if code == "rows":
        return _("The seats that stand here are not the ones of the file.")
    return f"{Property(code)}"


def words_of_offices(plan: Plan) -> list[Word]:
    """Every office that takes part, and its approval if there is one."""
    given = {one.office_id: one.approved_at for one in queries.approvals(plan)}
    return [Word(office, given.get(office.pk)) for office in offices()]


def allocations(plan: Plan) -> list[Allocation]:
    """The seats of a plan, row by row."""
    rows = Allocation.objects.filter(plan=plan).select_related(
        "capacity__programme", "capacity__provider__region", "capacity__provider__country"
    )
    return list(rows.order_by("capacity__programme__code", "capacity__intake_year", "pk"))


def seats_table(plan: Plan, rows: Iterable[Allocation]) -> Table:
    """Seats by programme, provider and fund, and how many of them are meant for lines."""
    meant: dict[int, int] = defaultdict(int)
    for one in Coverage.objects.filter(allocation__plan=plan):
        meant[one.allocation_id] += one.seats
    fixed = {(one.capacity_id, one.fund): one for one in overrides(plan)}
    columns = (
        Column(_("Programme")),
        Column(_("Provider")),
        Column(_("Country")),
        Column(_("Intake")),
        Column(_("Fund")),
        Column(_("Groups"), numeric=True),
        Column(_("Seats"), numeric=True),
        Column(_("Of these for lines"), numeric=True),
        Column(_("Fixed by an office")),
    )
    lines = []
    for one in rows:
        capacity = one.capacity
        override = fixed.get((capacity.pk, one.fund)) or fixed.get((capacity.pk, ""))
        lines.append(
            (
                capacity.programme.name,
                capacity.provider.name,
                capacity.provider.country.name,
                str(capacity.intake_year),
                fund_in_words(one.fund),
                one.groups,
                one.seats,
                meant[one.pk],
                f"{override.seats} · {override.office.name}" if override else "—",
            )
        )
    return Table(_("Seats of the plan"), columns, lines, "plan-seats")


def demand_table(lines: Iterable[Stated]) -> Table:
    """Lines of demand beside the seats meant for them, and why more are not."""
    columns = (
        Column(_("Line of demand")),
        Column(_("Employer")),
        Column(_("Asked for"), numeric=True),
        Column(_("Seats meant for it"), numeric=True),
        Column(_("Expected at work"), numeric=True),
        Column(_("What limits it")),
    )
    rows = [
        (
            Cell(described(one.line), reverse("trace_line", args=[one.line.pk])),
            one.line.call.employer.name,
            one.line.number,
            one.meant,
            "—" if one.expected is None else round(one.expected, 1),
            one.limit or "—",
        )
        for one in lines
    ]
    return Table(_("Demand beside the seats"), columns, rows, "plan-demand")


def idle_table(on: date) -> Table:
    """Seats of plans in force that are for nobody any more, row by row, and why."""
    columns = (
        Column(_("Plan")),
        Column(_("Programme")),
        Column(_("Line of demand")),
        Column(_("Seats meant for it"), numeric=True),
        Column(_("Of these for nobody"), numeric=True),
        Column(_("Why")),
    )
    rows = [
        (
            Cell(one.allocation.plan.code, reverse("plan", args=[one.allocation.plan_id])),
            _capacity(one.allocation.capacity),
            Cell(described(one.line), reverse("trace_line", args=[one.line_id])),
            one.seats,
            one.seats - one.useful,
            _idle(one),
        )
        for one in queries.for_nobody(on)
    ]
    return Table(_("Row by row"), columns, rows, "plan-idle")


def _idle(one: Coverage) -> Sentence:
    if one.line.state == "withdrawn":
        return _("The employer has taken the line back.")
    if one.line.state not in queries.ASKING:
        return _("The line was returned to its employer.")
    if one.allocation.capacity.programme.state in queries.STOPPED:
        return _("The programme is suspended or closed.")
    return _("The line was cut: fewer people are asked for.")


def overrides(plan: Plan) -> list[Override]:
    """What offices have fixed."""
    rows = Override.objects.filter(plan=plan).select_related(
        "capacity__programme", "capacity__provider", "office"
    )
    return list(rows.order_by("pk"))


def difference_tables(difference: Difference) -> list[Table]:
    """What changed between two contents of a plan, in words."""
    capacities = {
        one.pk: one
        for one in Capacity.objects.filter(
            pk__in={change.capacity_id for change in difference.capacities}
        ).select_related("programme", "provider")
    }
    lines = {
        one.pk: one
        for one in Line.objects.filter(
            pk__in={change.line_id for change in difference.lines}
        ).select_related("occupation", "region")
    }
    funds = {code: fund_in_words(code) for code in {one.fund for one in difference.capacities}}
    before, after = Column(_("Before"), numeric=True), Column(_("Now"), numeric=True)
    seats = [
        (_capacity(capacities[one.capacity_id]), funds[one.fund], one.before, one.after)
        for one in difference.capacities
    ]
    meant = [(described(lines[one.line_id]), one.before, one.after) for one in difference.lines]
    tables = [
        Table(
            _("Seats that differ"),
            (Column(_("Programme")), Column(_("Fund")), before, after),
            seats,
            "differing-seats",
            stacked=True,
        ),
        Table(
            _("Lines that differ"),
            (Column(_("Line of demand")), before, after),
            meant,
            "differing-lines",
            stacked=True,
        ),
    ]
    return [one for one in tables if one.rows]


def sources(plan: Plan) -> list[tuple[Sentence, list[str]]]:
    """What a solved plan rests on beside demand: of what, from where, as of when."""
    return [
        (RESTS.get(name, name), _said(stated)) for name, stated in plan.sources.items() if stated
    ]


def status_in_words(plan: Plan) -> Sentence:
    """How sure the engine is that no better plan exists."""
    return STATUSES.get(plan.status, plan.status)


def _term(code: Any) -> str:
    """A code of the engine's files in words, where there are words for it."""
    said = source_in_words(str(code))
    return said if said != code else fund_in_words(said)


def source_in_words(stated: str) -> str:
    """Where a number comes from, as an office wrote it; what Sheber wrote, translated."""
    if found := MEASURED.fullmatch(stated):
        cases = int(found["cases"])
        words = ngettext("measured, %(number)d case", "measured, %(number)d cases", cases)
        return words % {"number": cases}
    return str(TERMS.get(stated, stated))


def _said(stated: Any) -> list[str]:
    if isinstance(stated, dict) and "source" not in stated:
        return [f"{_term(key)}: {value}" for key, value in stated.items()]
    rows = stated if isinstance(stated, list) else [stated]
    return [_source(one) if isinstance(one, dict) else str(one) for one in rows]


def _source(stated: dict[str, Any]) -> str:
    of = stated.get("of", "")
    named = ", ".join(map(_term, of)) if isinstance(of, list) else _term(of)
    said = f"{_term(stated.get('source', ''))} ({_day(stated.get('as_of', ''))})"
    if number := stated.get("weight", stated.get("people")):
        said = f"{number}, {said}"
    return f"{named}: {said}" if named else said


def _day(given: str) -> str:
    """A day as the reader writes it; what is no day stays as it is."""
    try:
        return date_format(date.fromisoformat(given), "DATE_FORMAT")
    except ValueError:
        return given


def _capacity(capacity: Capacity) -> str:
    return f"{capacity.programme.name} · {capacity.provider.name} · {capacity.intake_year}"
