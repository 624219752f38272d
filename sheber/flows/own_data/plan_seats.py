"""Seats of a draft plan from a table: an edited number is fixed with its reason, or allocated.

In a plan by the engine a changed number becomes an override, and the plan is to be solved again;
in a plan by hand it becomes an allocation, and is fixed as well where a reason is given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data import reading
from sheber.flows.own_data.kind import Fault, Finding, Kind, Row, Values
from sheber.flows.own_data.plan_columns import COLUMNS, HIDDEN
from sheber.flows.own_data.plan_standing import Key, Standing
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.planning import operations, rules
from sheber.planning.models import Plan
from sheber.registry.models import Organisation

CODE = "plan_seats"


@dataclass
class Facts:
    """What is looked up once for a file: the plan that it was chosen for, and those it names."""

    actor: Actor
    now: datetime
    chosen: Plan | None
    plans: dict[str, Standing | None] = field(default_factory=dict)
    seen: dict[Key, int] = field(default_factory=dict)

    def standing(self, code: str) -> Standing | None:
        """The plan with this code as it stands; None if there is none."""
        if code not in self.plans:
            found = Plan.objects.filter(code=code).first()
            self.plans[code] = Standing.of(found) if found else None
        return self.plans[code]

    @property
    def fund_codes(self) -> list[str]:
        standing = self.standing(self.chosen.code) if self.chosen else None
        return standing.fund_codes if standing else []


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    chosen = Plan.objects.filter(pk=choices["plan"]).first() if choices.get("plan") else None
    return Facts(actor=actor, now=now, chosen=chosen)


def settle(actor: Actor, choices: Values) -> Values:
    """The plan that a form named, by its number."""
    key = str(choices.get("plan", ""))
    if key and not (key.isdigit() and Plan.objects.filter(pk=int(key)).exists()):
        raise Refused("plan_of_row_unknown", given=key, plan="—")
    return {**choices, "plan": int(key)} if key else choices


def filled(facts: Facts) -> list[dict[str, Any]]:
    """Every row of the chosen plan, and each capacity that it gives no seats."""
    standing = facts.standing(facts.chosen.code) if facts.chosen else None
    return standing.rows() if standing else []


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    findings = [_look(row, facts) for row in rows]
    beyond = _beyond(rows, findings, facts)
    return [beyond.get(place, found) for place, found in enumerate(findings)]


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    """Change each plan of the file in one go."""
    office = Organisation.objects.get(pk=facts.actor.organisation)
    by_plan: dict[str, list[Values]] = defaultdict(list)
    for row in rows:
        by_plan[row["plan"]].append(row)
    for code, changed in by_plan.items():
        standing = _known(code, facts)
        given = standing.given(changed) if standing.plan.made_by_hand else []
        if given:
            operations.allocate(standing.plan, given, actor=facts.actor, now=facts.now)
        fixed = [standing.fixing(row) for row in changed if row["reason"]]
        if fixed:
            operations.override_many(
                standing.plan, fixed, office=office, actor=facts.actor, now=facts.now
            )
    return [_name(row) for row in rows]


def _look(row: Row, facts: Facts) -> Finding:
    values = row.values
    standing = facts.standing(values["plan"])
    wrong = list(_of_plan(values, standing, facts))
    if wrong or standing is None:
        return Finding(tuple(wrong))
    wrong = list(_of_row(row, standing, facts))
    if wrong:
        return Finding(tuple(wrong))
    if left := standing.left(values):
        return Finding((left,), _name(values), became=_name(values))
    return Finding(tuple(_of_change(values, standing)), _name(values))


def _of_plan(values: Values, standing: Standing | None, facts: Facts) -> Iterator[Fault]:
    code = values["plan"]
    if standing is None or (facts.chosen and facts.chosen.code != code):
        chosen = facts.chosen.code if facts.chosen else "—"
        yield "plan", "plan_of_row_unknown", {"given": code, "plan": chosen}
    elif standing.plan.state != "draft":
        yield "plan", "plan_not_in_work", {"plan": code}


def _of_row(row: Row, standing: Standing, facts: Facts) -> Iterator[Fault]:
    """Whether the row is what it says, and stands in the file once."""
    values = row.values
    capacity = standing.capacities.get(values["row"])
    if capacity is None:
        yield "row", "plan_row_unknown", {"plan": values["plan"]}
        return
    codes = {"programme": capacity.programme.code, "provider": capacity.provider.code}
    for column, code in codes.items():
        if values[column] and reading.without_name(values[column]) != code:
            yield column, "plan_row_moved", {"given": values[column], "code": code}
    key = (values["plan"], capacity.pk, values["fund"])
    first = facts.seen.setdefault(key, row.number)
    if first != row.number:
        yield "row", "plan_row_twice", {"line": first}


def _of_change(values: Values, standing: Standing) -> Iterator[Fault]:
    """Whether the number may be changed so."""
    yield from standing.stale(values)
    if not values["reason"] and (not standing.plan.made_by_hand or not values["fund"]):
        by_hand = standing.plan.made_by_hand
        yield ("fund", "plan_row_without_fund", {}) if by_hand else ("reason", "cell_empty", {})
    if values["fund"] and values["fund"] not in standing.fund_codes:
        known = ", ".join(standing.fund_codes)
        yield "fund", "choice_unknown", {"given": values["fund"], "known": known}
    try:
        if values["reason"]:
            operations.check_fixed(standing.plan, standing.fixing(values))
        elif values["seats"]:
            operations.check_capacity(standing.plan, standing.capacities[values["row"]])
    except Refused as refusal:
        yield "seats", refusal.code, refusal.facts
    if standing.plan.made_by_hand and values["fund"]:
        yield from standing.promised(values)


def _beyond(rows: Sequence[Row], findings: Sequence[Finding], facts: Facts) -> dict[int, Finding]:
    """Rows by hand whose capacity could not hold all its funds together, by place."""
    after: dict[str, Counter[tuple[int, str]]] = {}
    changed: list[tuple[int, Values, Standing]] = []
    for place, (row, found) in enumerate(zip(rows, findings, strict=True)):
        standing = facts.standing(row.values["plan"])
        by_hand = standing is not None and standing.plan.made_by_hand and row.values["fund"]
        if not by_hand or standing is None or found.faults or found.became:
            continue
        values = row.values
        total = after.setdefault(values["plan"], Counter(standing.seats))
        total[values["row"], values["fund"]] = values["seats"]
        changed.append((place, values, standing))
    wrong = {}
    for place, values, standing in changed:
        capacity = standing.capacities[values["row"]]
        sums = after[values["plan"]]
        seats = sum(number for (key, _fund), number in sums.items() if key == capacity.pk)
        try:
            if seats:
                operations.groups_of(capacity, seats)
        except Refused as refusal:
            wrong[place] = Finding((("seats", refusal.code, refusal.facts),), _name(values))
    return wrong


def _known(code: str, facts: Facts) -> Standing:
    found = facts.standing(code)
    if found is None:
        raise Refused("plan_of_row_unknown", given=code, plan=code)
    return found


def _name(values: Values) -> str:
    """What the row is of, as a key of a few signs."""
    return f"{values['row']}/{values['fund']}"[:60]


KIND = Kind(
    code=CODE,
    title=_("Seats of a plan"),
    about=_(
        "Numbers of a plan in work, changed in the file that its page gives. Each changed row is "
        "checked against the plan as it stands; one that has changed since is shown, not written."
    ),
    known=_("left as it is"),
    may=rules.can_plan,
    prepare=prepare,
    look=look,
    write=write,
    filled=filled,
    settle=settle,
    hidden=HIDDEN,
    change=("before", "seats"),
    columns=COLUMNS,
)
