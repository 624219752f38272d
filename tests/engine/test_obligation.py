"""Service owed and served in days; the vectors TV-4, TV-5 and TV-6, and what surrounds them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.engine.obligation import (
    BreachRule,
    Interval,
    NoRule,
    PartRule,
    Summand,
    add_months,
    breach,
    minus,
    proportional_months,
    service,
    total_days,
    union,
)

START = date(2029, 8, 1)
CONSCRIPTION = Interval(date(2030, 7, 1), date(2031, 7, 1))


def worked(until, since=START):
    return [Interval(since, until)]


def counted(work, suspensions=(), as_of=date(2040, 1, 1), months=36):
    return service(START, months, work=work, suspensions=suspensions, as_of=as_of)


def test_tv4_conscription_is_not_served_and_moves_the_end():
    found = counted(worked(date(2032, 2, 1)), [CONSCRIPTION])
    assert (found.term, found.served, found.owed) == (1096, 549, 547)
    assert found.unserved_share == Fraction(547, 1096)
    assert found.ends_on == date(2033, 8, 1)


def test_only_days_before_the_day_of_counting_are_served():
    assert counted(worked(date(2032, 2, 1)), as_of=date(2029, 8, 31)).served == 30


def test_days_before_the_start_do_not_count():
    assert counted(worked(date(2029, 8, 11), since=date(2029, 7, 1))).served == 10


def test_overlapping_evidence_counts_once():
    orders = Interval(START, date(2029, 9, 1))
    pension = Interval(date(2029, 8, 15), date(2029, 9, 15))
    assert counted([orders, pension]).served == 45


def test_nobody_serves_more_than_the_term():
    found = counted(worked(date(2035, 1, 1)))
    assert (found.served, found.owed, found.unserved_share) == (1096, 0, 0)


def test_a_suspension_after_the_end_moves_nothing():
    late = Interval(date(2032, 8, 1), date(2033, 8, 1))
    assert counted([], [late]).ends_on == date(2032, 8, 1)


def test_a_second_suspension_in_the_moved_time_moves_the_end_again():
    second = Interval(date(2032, 9, 1), date(2032, 9, 11))
    assert counted([], [CONSCRIPTION, second]).ends_on == date(2033, 8, 11)


def test_a_suspension_before_the_start_moves_it_only_by_days_after():
    early = Interval(date(2029, 7, 1), date(2029, 8, 6))
    assert counted([], [early]).ends_on == date(2032, 8, 6)


def test_a_term_of_no_months_is_served_at_once_and_one_below_zero_refused():
    assert counted([], months=0).unserved_share == 0
    with pytest.raises(NoRule):
        counted([], months=-1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2029, 8, 1), 36, date(2032, 8, 1)),
        (date(2029, 1, 31), 1, date(2029, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2029, 12, 15), 1, date(2030, 1, 15)),
    ],
)
def test_months_are_calendar_months(day, months, expected):
    assert add_months(day, months) == expected


days = st.integers(0, 60).map(lambda n: date(2030, 1, 1) + timedelta(days=n))
many = st.lists(st.builds(Interval, days, days), max_size=6)


def as_set(intervals):
    return {i.start + timedelta(days=n) for i in intervals for n in range(i.days)}


@given(many, many)
def test_unions_and_differences_are_those_of_days(first, second):
    assert as_set(union(first)) == as_set(first)
    assert as_set(minus(first, second)) == as_set(first) - as_set(second)
    assert total_days(first) == len(as_set(first))


@given(many, many)
def test_served_and_owed_are_the_term(work, suspensions):
    found = service(
        date(2030, 1, 10), 1, work=work, suspensions=suspensions, as_of=date(2030, 2, 20)
    )
    assert found.served + found.owed == found.term == 31
    assert found.served <= total_days(minus(work, suspensions))


def test_tv5_half_of_the_studies_on_a_grant_is_half_of_the_months():
    assert proportional_months(36, Fraction(2), Fraction(4)) == 18


def test_a_broken_month_needs_a_rule():
    with pytest.raises(NoRule) as refused:
        proportional_months(36, Fraction(5), Fraction(8))
    assert refused.value.facts["months"] == "45/2"
    assert proportional_months(36, Fraction(5), Fraction(8), rounding="up") == 23
    assert proportional_months(36, Fraction(5), Fraction(8), rounding="down") == 22


def test_nobody_studied_more_than_the_programme():
    with pytest.raises(NoRule):
        proportional_months(36, Fraction(5), Fraction(4))


MEDICAL = BreachRule(
    "RU-MED-2026",
    (
        PartRule("compensation", "annual_cost", ("years",)),
        PartRule("penalty", "compensation", times=Fraction(2)),
    ),
)


@pytest.mark.parametrize(
    ("years", "compensation", "penalty", "total"),
    [(1, 250_000, 500_000, 750_000), (2, 500_000, 1_000_000, 1_500_000)],
)
def test_tv6_compensation_and_twice_as_much(years, compensation, penalty, total):
    """Sums are in roubles here and in kopecks inside."""
    found = breach(
        MEDICAL,
        currency="RUB",
        amounts={"annual_cost": [Summand(25_000_000)]},
        factors={"years": Fraction(years)},
    )
    assert [part.amount for part in found.parts] == [compensation * 100, penalty * 100]
    assert (found.rule, found.currency, found.total) == ("RU-MED-2026", "RUB", total * 100)


def test_a_quota_penalty_sums_years_with_their_coefficients_and_shows_its_formula():
    rule = BreachRule("quota", (PartRule("penalty", "normative_costs", ("unserved",)),))
    costs = [Summand(10_000, Fraction(6, 5)), Summand(11_000, Fraction(1))]
    found = breach(
        rule,
        currency="RUB",
        amounts={"normative_costs": costs},
        factors={"unserved": Fraction(547, 1096)},
    )
    (part,) = found.parts
    assert part.amount == found.total == 11_479
    assert (part.of, part.summands) == ("normative_costs", tuple(costs))
    assert part.factors == (("unserved", Fraction(547, 1096)),)


def test_a_part_may_stand_outside_the_total():
    shown = BreachRule("x", (PartRule("base", "cost", in_total=False), PartRule("fine", "base")))
    found = breach(shown, currency="KZT", amounts={"cost": [Summand(100)]})
    assert found.total == 100


def test_what_is_not_given_is_not_invented():
    with pytest.raises(NoRule) as refused:
        breach(MEDICAL, currency="RUB", amounts={}, factors={})
    assert refused.value.facts["missing"] == ["years", "annual_cost"]


def test_a_sum_that_nobody_said_how_to_round_is_refused():
    rule = BreachRule("x", (PartRule("a", "cost", times=Fraction(1, 3), rounding="exact"),))
    with pytest.raises(NoRule):
        breach(rule, currency="RUB", amounts={"cost": [Summand(100)]})
