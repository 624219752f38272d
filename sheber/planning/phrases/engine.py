"""What the engine says in codes and facts, in the reader's language.

`Clash`, `Faults`, `Property` and `Stage` are facts of refusals: plain values to a program, words
to a reader, said late.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

MINOR_UNITS = 100
SHARES = ("share_at_least", "share_at_most")

ROWS = {
    "override": _("an office has fixed %(stated)s seats (%(fixed)s)"),
    "budget": _("the budget of “%(fund)s” in %(year)s: %(stated)s"),
    "resource": _("%(kind)s of %(institution)s in %(year)s: %(stated)s"),
    "groups": _("the most groups of %(intake)s: %(stated)s"),
    "seats_at_most": _("the most people in a group of %(intake)s: %(stated)s"),
    "seats_at_least": _("the fewest people in a group of %(intake)s: %(stated)s"),
    "share_at_least": _("the least share of seats of %(year)s in %(country)s: %(stated)s"),
    "share_at_most": _("the largest share of seats of %(year)s in %(country)s: %(stated)s"),
    "balance_seats": _(
        "the balance of seats between %(first)s and %(second)s in %(year)s: a difference of "
        "%(stated)s at most"
    ),
    "balance_movement": _(
        "the balance of graduates who move between %(first)s and %(second)s in %(year)s: a "
        "difference of %(stated)s at most"
    ),
    "own_lines": _("“%(fund)s” pays only for lines of its own (%(intake)s)"),
}

PARTS = {
    "override": ("fixed",),
    "budget": ("fund", "year"),
    "resource": ("kind", "institution", "year"),
    "groups": ("intake",),
    "seats_at_most": ("intake",),
    "seats_at_least": ("intake",),
    "share_at_least": ("country", "year"),
    "share_at_most": ("country", "year"),
    "balance": ("of", "first", "second", "year"),
    "own_lines": ("fund", "intake"),
}

RESOURCES = {
    "beds": _("beds"),
    "teachers": _("teachers"),
    "practice_places": _("practice places"),
    "workshops": _("workshops"),
}

LIMITS = {
    "groups": _("Every provider that could help opens as many groups as it can."),
    "beds": _("There are no beds left where it could be taught."),
    "teachers": _("There are no teachers left where it could be taught."),
    "practice_places": _("There are no practice places left where it could be taught."),
    "workshops": _("There are no workshops left where it could be taught."),
    "budget": _("No fund that may pay has enough money left."),
    "no_fund": _("No fund may pay for these seats."),
    "own_lines": _(
        "The fund that could pay does so only for its own lines, and too few of the new graduates "
        "would come to them."
    ),
    "country_share": _("The agreed shares of the countries leave no room."),
    "balance": _("The agreed balance between the countries leaves no room."),
    "override": _("An office has fixed the number of seats that could help."),
    "no_programme": _("No programme leads to this occupation."),
    "no_intake": _("No programme for this occupation ends in the year of the line."),
    "nobody_moves": _("Nobody who is taught this would work in the region of the line."),
    "pipeline_only": _("Only people who are already in training could come."),
    "within_gap": _("The plan is as near the best as was asked; a closer search may find room."),
}

PROPERTIES = {
    "Q1": _("groups are whole and within their sizes, and each seat has a fund that may pay"),
    "Q2": _("no fund commits more than its budget"),
    "Q3": _("nobody gives more beds, teachers or places than there are"),
    "Q4": _("no more graduates are counted on than are expected"),
    "Q5": _("met and unmet people of a line add up to what was asked"),
    "Q6": _("a fund that pays for its own lines pays for no others"),
    "Q7": _("shares and balances of countries hold"),
    "Q8": _("what an office has fixed is so"),
    "Q9": _("every stage has the value and the gap that the plan states"),
}

STAGES = {
    "unmet": _("unmet demand"),
    "region": _("the region worst off"),
    "share": _("the largest share of a budget"),
    "total": _("total cost"),
    "change": _("change from the plan before"),
}

FAULTS = {
    "empty_id": _("a name is missing"),
    "repeated": _("it stands twice"),
    "unknown_region": _("the region %(value)s is not known"),
    "unknown_country": _("no region lies in the country %(value)s"),
    "unknown_fund": _("the fund %(value)s is not known"),
    "unknown_programme": _("the programme %(value)s is not planned"),
    "unknown_intake": _("the intake %(value)s is not planned"),
    "unknown_currency": _("the currency %(value)s has no place in the order of currencies"),
    "out_of_range": _("%(value)s is not between %(lowest)s and %(highest)s"),
    "not_one_of": _("%(value)s is not one of the values known here"),
    "not_a_share": _("%(value)s is not between 0 and 1"),
    "share_too_fine": _("%(value)s is too fine; the largest denominator is %(finest)s"),
    "at_least_above_at_most": _("at least %(at_least)s and at most %(at_most)s cannot both hold"),
    "above_group_size": _("the smallest group is larger than the largest (%(size)s)"),
    "more_leave_than_work": _("more retire and leave than are at work (%(together)s)"),
    "years_apart": _("the years %(first)s and %(last)s lie too far apart (most: %(most)s)"),
    "too_many_people": _("these are more people than can be planned for (%(most)s)"),
    "same_country": _("a balance is between two countries"),
    "no_reason": _("an override has no reason"),
    "fund_cannot_pay": _(
        "the fund %(fund)s cannot pay for %(intake)s: no cost in its currency, no budget in "
        "that year, or the fund is for another country"
    ),
}
UNREADABLE = _("the text cannot be read (%(code)s)")


Named = Callable[[str, str], str]
"""What a part of a limit (`intake`, `fund`, …) is called, given the part and its code."""


def coded(_part: str, code: str) -> str:
    """The code itself."""
    return code


def row_in_words(row: Mapping[str, Any], named: Named = coded) -> str:
    """A limit of a problem: `family`, `key` and what is `stated`."""
    family = row["family"]
    parts = zip(PARTS[family], row["key"], strict=True)
    facts = {part: named(part, code) for part, code in parts} | {"stated": row["stated"]}
    if family == "resource":
        facts["kind"] = RESOURCES.get(facts["kind"], facts["kind"])
    if family == "budget":
        whole = int(row["stated"]) // MINOR_UNITS
        facts["stated"] = number_format(whole, force_grouping=True)
    if family in SHARES:
        facts["stated"] = _per_cent(Fraction(row["stated"]))
    if family == "balance":
        family = f"balance_{facts['of']}"
    return str(ROWS[family]) % facts


def _per_cent(share: Fraction) -> str:
    return f"{number_format(round(float(100 * share), 2))}\u00a0%"


def limit_in_words(code: str) -> str:
    """Why a line lacks people; empty for a line that lacks nobody."""
    return str(LIMITS.get(code, code)) if code else ""


class Clash(tuple[Mapping[str, Any], ...]):
    """Limits that cannot all hold; `set` numbers the clashes, each said in brackets."""

    __slots__ = ()

    def sets(self, named: Named = coded) -> list[list[str]]:
        """The rows of each clash in words."""
        sets: dict[int, list[str]] = {}
        for row in self:
            sets.setdefault(row["set"], []).append(row_in_words(row, named))
        return list(sets.values())

    def __str__(self) -> str:
        return " ".join(f"({'; '.join(rows)})" for rows in self.sets())


class Faults(tuple[Mapping[str, Any], ...]):
    """What is wrong with an input, each with the `path` where it stands."""

    __slots__ = ()

    def __str__(self) -> str:
        return "; ".join(f"{fault['path']}: {self._said(fault)}" for fault in self)

    @staticmethod
    def _said(fault: Mapping[str, Any]) -> str:
        return str(FAULTS.get(fault["code"], UNREADABLE)) % fault


class Property(str):
    """The number of a property that must hold, said in words."""

    __slots__ = ()

    def __str__(self) -> str:
        number = super().__str__()
        return f"{number}: {PROPERTIES[number]}" if number in PROPERTIES else number


def spoken(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a refusal that was kept as plain values, able again to say themselves."""
    says = _SAID_BY.get(code, {})
    return {key: says[key](value) if key in says else value for key, value in facts.items()}


class Stage(str):
    """The name of a stage of planning, said in words; a total names its currency."""

    __slots__ = ()

    def __str__(self) -> str:
        name, _bracket, rest = super().__str__().partition("[")
        return f"{STAGES.get(name, name)} {rest.rstrip(']')}".rstrip()


_SAID_BY: dict[str, dict[str, Callable[[Any], Any]]] = {
    "rows_clash": {"rows": Clash},
    "planning_input_faulty": {"faults": Faults},
    "plan_check_failed": {"property": Property},
    "no_plan_within_limits": {"stage": Stage},
}
