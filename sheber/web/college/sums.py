"""What a breach costs, in the words of its formula: years, coefficients, factors, the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.contracts.models import Breach
from sheber.kernel.money import Money
from sheber.kernel.refusals import Sentence
from sheber.registry.enums import Certainty
from sheber.web.accords import labels

PARTS: dict[str, Sentence] = {
    "penalty": gettext_lazy("Penalty"),
    "compensation": gettext_lazy("Compensation"),
    "support": gettext_lazy("Support returned"),
}
FACTORS: dict[str, Sentence] = {
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
    "unserved_share": gettext_lazy("share of the days not served"),
}
FORMULAS: dict[str, Sentence] = {
    "compensation_and_penalty": gettext_lazy("compensation, and a penalty of so many times that"),
}
LONG = 6


@dataclass(frozen=True)
class Formula:
    """How the sum of a breach was computed, and when its claim was closed, for a page."""

    lines: list[str]
    rules: str
    settled_on: date | None


def formula(breach: Breach | None) -> Formula | None:
    """What stands beside the sum of a breach; None without a breach."""
    if breach is None:
        return None
    return Formula(lines(breach.formula, breach.currency), rules(breach.formula), breach.settled_on)


def lines(formula: Mapping[str, Any], currency: str) -> list[str]:
    """Each part of a sum on a line; empty for a sum that nobody has computed."""
    return [_line(part, currency) for part in formula.get("parts", ())]


def rules(formula: Mapping[str, Any]) -> str:
    """By which version of the rules, how sure it is, and what the formula is called."""
    if "rule_version" not in formula:
        return ""
    code = formula["code"]
    said = [str(FORMULAS.get(code) or labels.value(code)), formula["rule_version"]]
    if formula.get("certainty"):
        said.append(str(Certainty(formula["certainty"]).label))
    if formula.get("carried_forward"):
        said.append(_("carried forward from an earlier year"))
    return " · ".join(said)


def _line(part: Mapping[str, Any], currency: str) -> str:
    name = str(PARTS.get(part["code"], part["code"]))
    whole = " + ".join(_summands(part, currency))
    factors = list(_factors(part))
    if factors and len(part["summands"]) > 1:
        whole = f"({whole})"
    left = " × ".join([whole, *factors])
    return f"{name}: {left} = {Money(part['amount_minor'], currency)}"


def _summands(part: Mapping[str, Any], currency: str) -> Iterator[str]:
    for minor, coefficient in part["summands"]:
        money = str(Money(minor, currency))
        yield money if coefficient == "1" else f"{money} × {_number(coefficient)}"


def _factors(part: Mapping[str, Any]) -> Iterator[str]:
    for name, value in part["factors"]:
        yield f"{_number(value)} ({FACTORS.get(name, name)})"
    if part["times"] != "1":
        yield _number(part["times"])


def _number(text: str) -> str:
    """A fraction as a decimal where that is short and exact, else as it stands."""
    value = Fraction(text)
    for places in range(LONG + 1):
        if (value * 10**places).denominator == 1:
            return number_format(float(value), decimal_pos=places)
    return text
