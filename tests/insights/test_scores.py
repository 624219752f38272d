"""Scores of forecasts: what scales, what does not, and what has no value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.insights.queries.scores import Case, Score, score

AMOUNTS = st.floats(0, 1000).map(lambda value: round(value, 3))


@st.composite
def cases(draw) -> list[Case]:
    rows = draw(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, st.booleans()), max_size=12))
    return [
        Case(str(number), forecast, actual, (forecast, forecast + width) if ranged else None)
        for number, (forecast, actual, width, ranged) in enumerate(rows)
    ]


def scaled(one: Case, by: float) -> Case:
    bounds = one.range and (one.range[0] * by, one.range[1] * by)
    return Case(one.of, one.forecast * by, one.actual * by, bounds)


@given(cases(), st.sampled_from([0.5, 2.0, 64.0]))
def test_in_another_unit_the_bias_scales_and_the_shares_stay(rows, by):
    first, second = score(rows), score([scaled(one, by) for one in rows])
    assert (first.bias is None) == (second.bias is None)
    if first.bias is not None:
        assert second.bias == pytest.approx(by * first.bias)
    if first.error is not None:
        assert second.error == pytest.approx(first.error)
    assert (second.coverage, second.left_out) == (first.coverage, first.left_out)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(rows, random):
    mixed = random.sample(rows, len(rows))
    assert score(mixed) == score(rows)


@given(cases())
def test_a_perfect_forecast_has_no_bias_and_no_error(rows):
    found = score([Case(one.of, one.actual, one.actual, (one.actual,) * 2) for one in rows])
    assert found.bias in (0, None)
    assert found.error in (0, None)
    assert found.coverage in (1, None)


@given(cases())
def test_seen_from_the_other_side_the_bias_turns_its_sign(rows):
    turned = score([Case(one.of, one.actual, one.forecast) for one in rows])
    if rows:
        assert turned.bias == pytest.approx(-score(rows).bias)


@given(cases())
def test_counts_and_shares_stay_within_their_bounds(rows):
    found = score(rows)
    assert 0 <= found.left_out <= found.cases == len(rows)
    assert found.ranged == sum(one.range is not None for one in rows)
    assert found.coverage is None or 0 <= found.coverage <= 1
    assert (found.error is None) == (found.left_out == found.cases)


def test_too_much_foretold_is_a_positive_bias():
    assert score([Case("a", 12, 10), Case("b", 8, 8)]).bias == 1


def test_a_case_of_nothing_counts_for_the_bias_and_not_for_the_error():
    found = score([Case("a", 3, 0), Case("b", 5, 10)])
    assert (found.bias, found.error, found.left_out) == (-1, 0.5, 1)


def test_both_ends_of_a_range_belong_to_it():
    rows = [Case("a", 5, one, (4, 6)) for one in (4, 6, 7)]
    assert score(rows).coverage == pytest.approx(2 / 3)


def test_without_cases_nothing_is_claimed():
    assert score([]) == Score(0, None, None, 0, None, 0)
