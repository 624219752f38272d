from datetime import date
from fractions import Fraction

import pytest

from sheber.contracts.operations import Amount
from sheber.kernel.refusals import Refused
from sheber.outcomes import engine_io
from sheber.registry import operations as registry_operations
from sheber.registry.enums import OrganisationKind, Role
from tests.outcomes import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ON = date(2026, 6, 1)
MEDICAL = {
    "obligation.medical.compensation_years": [1, 2],
    "obligation.medical.penalty_multiplier": 2,
}
QUOTA = {"obligation.penalty.formula": "normative_cost_times_coefficients"}
PROPORTION = {
    "obligation.proportional.formula": "base_times_grant_months_over_programme_months",
    "obligation.proportional.rounding": None,
}


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def answered(country, code, value):
    """The one office that takes part answers an unknown rule."""
    office = registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )
    registry_operations.answer_rule(
        country=country,
        code=code,
        office=office,
        value=value,
        basis="assumption",
        actor=registry.actor(Role.OFFICE, office),
        now=registry.NOW,
    )


def months(studied, programme):
    return engine_io.months_in_proportion(
        "KZ", base=36, studied=studied, programme=programme, on=ON
    )


def medical(years):
    return engine_io.medical_amount(
        "RU", on=ON, currency="RUB", annual_minor=25_000_000, years=years
    )


def test_tv_5_months_in_proportion():
    build.rules("KZ", **PROPORTION)
    assert months(24, 48) == 18


def test_a_broken_month_needs_the_offices_answer():
    build.rules("KZ", **PROPORTION)
    assert refusal_of(months, 25, 48) == "rule_unknown"
    answered("KZ", "obligation.proportional.rounding", "up")
    assert months(25, 48) == 19


def test_more_than_the_programme_was_studied_by_nobody():
    build.rules("KZ", **PROPORTION)
    assert refusal_of(months, 49, 48) == "studied_beyond_programme"


@pytest.mark.parametrize(
    ("years", "compensation", "penalty", "total"),
    [(1, 25_000_000, 50_000_000, 75_000_000), (2, 50_000_000, 100_000_000, 150_000_000)],
)
def test_tv_6_compensation_and_twice_that(years, compensation, penalty, total):
    build.rules(**MEDICAL)
    found = medical(years)
    assert (found.minor, found.currency) == (total, "RUB")
    parts = {part["code"]: part["amount_minor"] for part in found.formula["parts"]}
    assert parts == {"compensation": compensation, "penalty": penalty}
    assert found.formula["rule_version"] == "RU-2026"


def test_other_years_are_refused():
    build.rules(**MEDICAL)
    assert refusal_of(medical, 3) == "compensation_years_not_allowed"


def test_the_quota_penalty_prints_its_formula():
    build.rules(**QUOTA)
    years = [(12_000_000, Fraction(1)), (12_500_000, Fraction(11, 10))]
    found = engine_io.quota_amount("RU", on=ON, currency="RUB", years=years)
    assert isinstance(found, Amount)
    assert found.minor == 25_750_000
    assert found.formula["parts"][0]["summands"] == [[12_000_000, "1"], [12_500_000, "11/10"]]


def test_a_reduction_for_days_served_waits_for_the_offices():
    code = "obligation.penalty.proportional_reduction"
    build.rules(**QUOTA, **{code: None})
    given = {
        "on": ON,
        "currency": "RUB",
        "years": [(10_960_000, Fraction(1))],
        "unserved_share": Fraction(547, 1096),
    }
    assert refusal_of(engine_io.quota_amount, "RU", **given) == "rule_unknown"
    answered("RU", code, True)
    found = engine_io.quota_amount("RU", **given)
    assert found.minor == 5_470_000
    assert found.formula["parts"][0]["factors"] == [["unserved_share", "547/1096"]]


def test_a_formula_that_is_not_known_is_refused():
    build.rules(**{"obligation.penalty.formula": "by_agreement"})
    given = {"on": ON, "currency": "RUB", "years": [(1, Fraction(1))]}
    assert refusal_of(engine_io.quota_amount, "RU", **given) == "counting_not_known"
