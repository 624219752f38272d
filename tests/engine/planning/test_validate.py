"""Every fault of a problem is found, with its place."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from sheber.engine.planning import problem as p
from sheber.engine.planning.validate import faults
from tests.engine.planning.build import intake, market, rate, small, with_intake

ID = "I/welding/2027"
FUND = "KZ-state"


def changed(**changes):
    return with_intake(small(), ID, **changes)


def fixed(**changes):
    override = p.Override("X", ID, "exactly", 25, "letter", FUND)
    return small(overrides=(replace(override, **changes),))


def counted(retire="1/10", leave="1/20", **changes):
    row = p.Workforce(
        "KZ-KAR", "7212", 2027, 10, "count", date(2027, 1, 1), rate(retire), rate(leave)
    )
    return small(workforce=(replace(row, **changes),))


WRONG = {
    ("repeated", "workforce[1]"): small(workforce=counted().workforce * 2),
    ("unknown_region", "workforce[0].region"): counted(region="?"),
    ("out_of_range", "workforce[0].people"): counted(people=-1),
    ("out_of_range", "workforce[0].join"): counted(join=-1),
    ("not_a_share", "workforce[0].retire.share"): counted(retire="-1/10"),
    ("not_a_share", "workforce[0].leave.share"): counted(retire="0", leave="-1/10"),
    ("more_leave_than_work", "workforce[0]"): counted(retire="3/4", leave="1/2"),
    ("repeated", "lines[1]"): small(lines=small().lines * 2),
    ("repeated", "budgets[1]"): small(budgets=small().budgets * 2),
    ("repeated", "currencies[1]"): small(currencies=("KZT", "KZT")),
    ("repeated", "intakes[0].costs[1]"): changed(costs=(p.Cost("KZT", 1), p.Cost("KZT", 2))),
    ("unknown_region", "lines[0].region"): small(lines=(p.Line("L", "?", "7212", 2029, 1),)),
    ("unknown_fund", "lines[0].payer"): small(
        lines=(p.Line("L", "KZ-KAR", "7212", 2029, 1, 1, "?"),)
    ),
    ("unknown_programme", "intakes[0].programme"): changed(programme="?"),
    ("unknown_currency", "funds[0].currency"): small(currencies=("RUB",)),
    ("unknown_country", "shares[0].country"): small(shares=(p.CountryShare("?", 2027),)),
    ("unknown_intake", "previous[0].intake"): small(previous=(p.Previous("?", FUND, 1),)),
    ("out_of_range", "budgets[0].amount"): small(budgets=(p.Budget(FUND, 2027, -1),)),
    ("out_of_range", "intakes[0].duration"): changed(duration=-1),
    ("out_of_range", "lines[0].year"): small(lines=(p.Line("L", "KZ-KAR", "7212", 20290, 1),)),
    ("out_of_range", "intakes[0].year"): changed(year=-2027),
    ("empty_id", "lines[0].id"): small(lines=(p.Line("", "KZ-KAR", "7212", 2029, 1),)),
    ("empty_id", "lines[0].occupation"): small(lines=(p.Line("L", "KZ-KAR", " ", 2029, 1),)),
    ("empty_id", "currencies[1]"): small(currencies=("KZT", "")),
    ("out_of_range", "intakes[0].costs[0].amount"): changed(costs=(p.Cost("KZT", -5),)),
    ("out_of_range", "intakes[0].uses[0].amount"): changed(
        uses=(p.Use("beds", "person", Fraction(-1)),)
    ),
    ("out_of_range", "lines[0].weight"): small(lines=(p.Line("L", "KZ-KAR", "7212", 2029, 1, 0),)),
    ("above_group_size", "intakes[0].minimum_group"): changed(minimum_group=26),
    ("too_many_people", "intakes[0]"): changed(maximum_groups=999_999),
    ("not_a_share", "intakes[0].completion.share"): changed(completion=rate("5/4")),
    ("share_too_fine", "intakes[0].completion.share"): changed(completion=rate("1/10000001")),
    ("share_too_fine", "intakes[0].uses[0].amount"): changed(
        uses=(p.Use("beds", "person", Fraction(1, 1001)),)
    ),
    ("at_least_above_at_most", "shares[0]"): small(
        shares=(p.CountryShare("KZ", 2027, Fraction(2, 3), Fraction(1, 3)),)
    ),
    ("not_one_of", "intakes[0].uses[0].per"): changed(uses=(p.Use("beds", "?", Fraction(1)),)),
    ("not_one_of", "balances[0].of"): small(balances=(p.Balance("KZ", "RU", 2027, "?", 1),)),
    ("same_country", "balances[0].second"): small(
        balances=(p.Balance("KZ", "KZ", 2027, "seats", 1),)
    ),
    ("not_one_of", "overrides[0].rule"): fixed(rule="?"),
    ("no_reason", "overrides[0].reason"): fixed(reason="  "),
    ("fund_cannot_pay", "overrides[0].fund"): replace(fixed(), budgets=()),
    ("unknown_country", "funds[0].country"): small(funds=(p.Fund(FUND, "KZT", country="?"),)),
    ("empty_id", "intakes[0].uses[0].owner"): changed(
        uses=(p.Use("beds", "person", Fraction(1), owner=" "),)
    ),
}


@pytest.mark.parametrize("fault", WRONG, ids=" ".join)
def test_a_fault_is_named_with_its_place(fault):
    assert [(found.code, found.path) for found in faults(WRONG[fault])] == [fault]


def test_a_fund_of_another_country_cannot_pay_for_what_is_fixed():
    problem = replace(fixed(), funds=(p.Fund(FUND, "KZT", country="RU"),))
    assert [fault.code for fault in faults(problem)] == ["fund_cannot_pay"]


def test_all_faults_are_found_at_once():
    problem = small(intakes=tuple(intake(f"I{n}", "?", duration=-1) for n in range(40)))
    assert len(faults(problem)) == 80


def test_a_sound_market_has_none():
    assert faults(market(seed=1, lines=20, programmes=18, years=2)) == ()
