"""Faults, clashes, properties and reasons of planning in words; made here, late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sheber.doors import faults as common
from sheber.doors.planning.shock_words import KEPT, SHOCK_FAULTS
from sheber.engine.errors import Fault, Infeasible, PropertyViolated

FAULTS = {
    "not_truth": "Here stands {value}: write true or false.",
    "not_a_fraction": "{value} is not a share: write “3/4” or “0.75”.",
    "not_a_date": "Here stands {value}: a date like “2026-09-01” is needed.",
    "empty_id": "The name is empty: give one.",
    "repeated": "{key} stands already in row {first}: keep one.",
    "unknown_region": "The region “{value}” is not among the regions: correct it or add it.",
    "unknown_country": "No region lies in the country “{value}”: correct it or add a region.",
    "unknown_fund": "The fund “{value}” is not among the funds: correct it or add it.",
    "unknown_programme": "The programme “{value}” is not among the programmes: correct or add it.",
    "unknown_intake": "The intake “{value}” is not among the intakes: correct it or add it.",
    "unknown_currency": "The currency “{value}” is not among the currencies: state where it stands "
    "in their order.",
    "out_of_range": "{value} is not between {lowest} and {highest}.",
    "not_one_of": "“{value}” is not one of {allowed}.",
    "not_a_share": "{value} is not between 0 and 1.",
    "share_too_fine": "{value} is too fine: use a denominator of at most {finest}.",
    "at_least_above_at_most": "At least {at_least} and at most {at_most} cannot both hold.",
    "above_group_size": "The smallest group is larger than the largest one ({size}).",
    "years_apart": "The years {first} and {last} lie too far apart: a projection spans at most "
    "{most} years. Correct the year that is wrong.",
    "more_leave_than_work": "Who retires and who leaves are {together} of all at work: at most all "
    "of them can.",
    "too_many_people": "Groups times group size is above {most} people.",
    "same_country": "“{value}” stands on both sides: a balance is between two countries.",
    "no_reason": "An override needs a reason.",
    "fund_cannot_pay": "“{fund}” cannot pay for “{intake}”: no cost is quoted in its currency, it "
    "has no budget in that year, or it is for another country.",
}

PROPERTIES = {
    "Q1": "groups are whole and within their sizes, and seats are paid by funds that may pay",
    "Q2": "no fund commits more than its budget, and the sums are right",
    "Q3": "no institution gives more beds, teachers or places than it has",
    "Q4": "no more graduates are sent than expected, nor more to a region than would go",
    "Q5": "met and unmet people of each line add up to what was asked",
    "Q6": "a fund that pays only for its own lines does so",
    "Q7": "country shares and balances hold",
    "Q8": "what an office has fixed is so",
    "Q9": "every stage of the objective has the value and the gap that the plan states",
}

SAYS = {
    "known": "the problem has no such intake, fund, line or pipeline",
    "whole": "a whole number of at least 0 is needed",
    "can_pay": "this fund may not pay for this intake",
    "every_intake_stands_in_groups": "“groups” has a row for each intake, and no other",
    "maximum_groups": "these are not between no group and as many as may open",
    "group_size": "more seats than the groups hold",
    "minimum_group": "fewer seats than the groups need",
    "every_budget_stands_in_spending": "“spending” has a row for each budget, and no other",
    "within_budget": "more is spent than the budget has",
    "within_resource": "more is taken than there is",
    "adds_up": "the numbers stated are not those that follow from the plan",
    "standsonce": "this stands twice",
    "occupation": "the programme does not lead to the occupation of the line",
    "year": "these do not graduate in the year of the line",
    "not_negative": "a number is below 0",
    "within_graduates": "more are sent than are expected to graduate",
    "within_willing": "more are sent to this region than would go there",
    "every_line_stands_in_unmet": "“unmet” has a row for each line, and no other",
    "own_lines_only": "it pays for more graduates than its own lines take",
    "share_at_least": "the country has a smaller share of the seats",
    "share_at_most": "the country has a larger share of the seats",
    "balance": "the two countries differ by more than agreed",
    "override": "the number is not the one fixed",
    "stages_in_order": "the stages are not those due, in their order",
    "stage_kept": "the plan is worse than the value stated",
    "above_bound": "the plan is better than what was proven possible",
    "gap": "the gap does not follow from value and bound",
    "status": "the status does not follow from the gaps",
    "not_stated": "the plan does not state it",
}
"""What a check found wrong."""

ACCOUNTS = {
    "F1": "who is at work at the end of a year is who was at its start, with who came, without who "
    "went",
    "F2": "every graduate stays, moves to another region or is not placed, and nobody is added",
    "F3": "who leaves a region for work arrives in another one, in the same occupation and year",
    "F4": "whom the plan sends to lines, and no others, are at work where and when the lines are",
    "F5": "who is short is who was asked for without those who came, as the plan says",
    "F6": "everybody with a seat is in training until the year of graduation",
    "F7": "as many retire, leave and join as the counts of the workforce state",
}
"""What is checked of a projection."""

FAMILIES = {
    "override": "the office's fixed number “{0}”: {stated} seats",
    "budget": "the budget of “{0}” in {1}: {stated} minor units",
    "resource": "“{0}” of “{1}” in {2}: {stated}",
    "groups": "at most {stated} groups in “{0}”",
    "seats_at_most": "at most {stated} people in a group of “{0}”",
    "seats_at_least": "at least {stated} people in a group of “{0}”",
    "share_at_least": "at least {stated} of the seats of {1} in {0}",
    "share_at_most": "at most {stated} of the seats of {1} in {0}",
    "balance": "the balance of {0} between {1} and {2} in {3}: {stated}",
    "own_lines": "“{0}” pays only for its own lines, in “{1}”",
}

LEVERS = {
    "groups": "groups in “{0}”",
    "budget": "minor units of “{0}” in {1}",
    "resource": "“{0}” of “{1}”",
    "whole_group": "groups in “{0}” with all that they take, but for money",
}
"""What somebody can add, by its family."""

REASONS = {
    "no_programme": "nothing that is taught leads to occupation {occupation}",
    "no_intake": "nothing that leads there gives graduates in {year}",
    "nobody_moves": "nobody who studies in {study} would work in {work}",
    "pipeline_only": "only people already in training could come ({pipeline})",
    "within_gap": "one more step would fit in {room_in}: the plan is as good as its proven gap",
    "limited": "no room for one more step: {by}",
}


def fault_sentence(fault: Fault) -> str:
    """A fault in words, with its path before it."""
    sentences = {**FAULTS, **SHOCK_FAULTS}
    if fault.code not in sentences:
        return common.sentence(fault)
    facts = {name: _listed(value) for name, value in fault.facts.items()}
    words = sentences[fault.code].format(**facts)
    return f"{fault.path}: {words}" if fault.path else words


def refusal_lines(refusal: Infeasible) -> list[str]:
    """Why there is no plan, line by line."""
    if refusal.code == "no_plan_for_the_means":
        return [
            "There is no plan for the scenario of the means: see with sheber plan whether there is "
            "one without shocks, or make them milder."
        ]
    if refusal.code != "rows_clash":
        stage = refusal.facts.get("stage", "")
        return [f"No plan was found within the limits, at the stage “{stage}”: allow more."]
    lines = ["There is no plan. These cannot all hold; any one fewer, and the rest of them could:"]
    lines += _rows(refusal.facts["rows"])
    for rows in _items(refusal.facts.get("others", ())):
        lines += ["Apart from that, neither can these:", *_rows(rows)]
    return lines


def violation_sentence(violation: PropertyViolated) -> str:
    """A property that does not hold, with the facts."""
    given = dict(violation.facts)
    says = str(given.pop("says", ""))
    facts = ", ".join(f"{name} {_listed(value)}" for name, value in given.items())
    if violation.code == "problem":
        return f"The plan is one of another problem: {facts}."
    meant = {**PROPERTIES, **ACCOUNTS, **KEPT}[violation.code]
    parts = filter(None, (SAYS.get(says, says.replace("_", " ")), facts))
    return f"{violation.code} does not hold ({meant}): {': '.join(parts)}."


def lever_words(family: str, key: Iterable[object]) -> str:
    """What a price is of."""
    return LEVERS[family].format(*key)


def reason_sentence(code: str, facts: Mapping[str, object]) -> str:
    """Why a line lacks people, in words."""
    return REASONS[code].format(**{name: _listed(value) for name, value in facts.items()})


def _rows(rows: object) -> list[str]:
    return [f"  - {_row(row)}" for row in _items(rows)]


def _row(row: Mapping[str, Any]) -> str:
    return FAMILIES[row["family"]].format(*row["key"], stated=row["stated"])


def _items(value: object) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else ()


def _listed(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} ({count})" for key, count in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(map(_listed, value))
    return str(value)
