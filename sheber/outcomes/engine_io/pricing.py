"""What a breach costs and how many months are owed, by the formulas that the rules name."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sheber.contracts.operations import Amount
from sheber.engine.obligation import (
    Breach,
    BreachRule,
    NoRule,
    Part,
    PartRule,
    Summand,
    breach,
    proportional_months,
)
from sheber.kernel.refusals import Refused
from sheber.registry.queries import RuleValue, rule

NORMATIVE = "normative_cost_times_coefficients"
SUPPORT = "support_returned"
# The rules that may name the formula, by what a country calls its target places.
FORMULAS = (
    "obligation.penalty.formula",
    "obligation.enterprise_order.penalty",
    "obligation.contract.penalty",
)
DROPOUT = "obligation.penalty.dropout_formula"
PROPORTION = "base_times_grant_months_over_programme_months"


def months_in_proportion(country: str, *, base: int, studied: int, programme: int, on: date) -> int:
    """Months owed by somebody who studied `studied` of `programme` months on a grant.

    Only where the months do not come out whole is the rule of rounding asked for, and refused
    while no office has answered it.
    """
    _expect(rule(country, "obligation.proportional.formula", on), PROPORTION)
    try:
        return proportional_months(base, Fraction(studied), Fraction(programme))
    except NoRule as fault:
        if fault.code != "no_rounding_rule":
            raise Refused(
                "studied_beyond_programme", studied=studied, programme=programme
            ) from fault
    rounding = rule(country, "obligation.proportional.rounding", on)
    return proportional_months(
        base, Fraction(studied), Fraction(programme), rounding=str(rounding.value)
    )


def formula(
    country: str, *, on: date, dropped_out: bool = False, codes: Sequence[str] = FORMULAS
) -> RuleValue:
    """The rule that says how a sum is counted; refused unless the way is known here.

    `codes` are the rules that may say so, in order; for whoever `dropped_out` a rule of their own
    goes before them where the pack has it.
    """
    own = _if_any(country, DROPOUT, on) if dropped_out else None
    known = (_if_any(country, code, on) for code in codes)
    found = (
        own or next((one for one in known if one is not None), None) or rule(country, codes[0], on)
    )
    if found.value not in (NORMATIVE, SUPPORT):
        _expect(found, NORMATIVE)
    return found


def support_amount(by: RuleValue, *, currency: str, monthly_minor: int, months: int) -> Amount:
    """The support that was received is returned and nothing more, by the rule that says so."""
    _expect(by, SUPPORT)
    part = PartRule(code="support", amount="monthly_support", factors=("months",))
    found = breach(
        BreachRule(SUPPORT, (part,)),
        currency=currency,
        amounts={"monthly_support": [Summand(monthly_minor)]},
        factors={"months": Fraction(months)},
    )
    return _amount(found, by)


def quota_amount(
    country: str,
    *,
    on: date,
    currency: str,
    years: Sequence[tuple[int, Fraction]],
    unserved_share: Fraction | None = None,
    by: RuleValue | None = None,
) -> Amount:
    """The penalty of a quota seat: for each year its cost in minor units times its coefficient.

    The figures are the education organisation's. With an `unserved_share` the sum is lowered in
    proportion only if the rule says so; while that rule is unknown, it is refused. `by` is the
    rule that names the formula, if it is another than the usual one.
    """
    by = by or formula(country, on=on)
    _expect(by, NORMATIVE)
    factors: dict[str, Fraction] = {}
    if unserved_share is not None:
        reduction = _if_any(country, "obligation.penalty.proportional_reduction", on)
        if reduction is not None and reduction.value:
            factors["unserved_share"] = unserved_share
    part = PartRule(code="penalty", amount="normative_cost", factors=tuple(factors))
    costs = [Summand(cost, coefficient) for cost, coefficient in years]
    found = breach(
        BreachRule(NORMATIVE, (part,)),
        currency=currency,
        amounts={"normative_cost": costs},
        factors=factors,
    )
    return _amount(found, by)


def medical_amount(
    country: str, *, on: date, currency: str, annual_minor: int, years: int
) -> Amount:
    """Medicine and pharmacy: the cost of one year or two, and a penalty of so many times that."""
    allowed = rule(country, "obligation.medical.compensation_years", on)
    if years not in allowed.value:
        raise Refused("compensation_years_not_allowed", years=years, country=country)
    multiplier = rule(country, "obligation.medical.penalty_multiplier", on)
    parts = (
        PartRule(code="compensation", amount="annual_cost", factors=("years",)),
        PartRule(code="penalty", amount="compensation", times=Fraction(multiplier.value)),
    )
    found = breach(
        BreachRule("compensation_and_penalty", parts),
        currency=currency,
        amounts={"annual_cost": [Summand(annual_minor)]},
        factors={"years": Fraction(years)},
    )
    return _amount(found, multiplier)


def _if_any(country: str, code: str, on: date) -> RuleValue | None:
    """A rule where the pack has it; one that nobody knows is refused, not passed over."""
    try:
        return rule(country, code, on)
    except Refused as refusal:
        if refusal.code != "rule_missing":
            raise
        return None


def _expect(found: RuleValue, known: str) -> None:
    if found.value != known:
        raise Refused(
            "counting_not_known", code=found.code, value=found.value, country=found.country
        )


def _amount(found: Breach, by: RuleValue) -> Amount:
    formula: Mapping[str, Any] = {
        "code": found.rule,
        "rule_version": by.pack,
        "certainty": by.certainty,
        "carried_forward": by.carried_forward,
        "parts": [_part(part) for part in found.parts],
    }
    return Amount(found.total, found.currency, formula)


def _part(part: Part) -> dict[str, Any]:
    return {
        "code": part.code,
        "amount_minor": part.amount,
        "of": part.of,
        "summands": [[one.amount, str(one.coefficient)] for one in part.summands],
        "factors": [[name, str(factor)] for name, factor in part.factors],
        "times": str(part.times),
        "rounding": part.rounding,
        "in_total": part.in_total,
    }
