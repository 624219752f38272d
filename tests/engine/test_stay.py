"""Days of stay against a limit; the vector TV-8."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.engine.obligation import Interval
from sheber.engine.stay import StayRule, stay

YEARLY = StayRule(90, "calendar_year")
RUNNING = StayRule(90, "rolling", 180)


def days(start, number):
    return Interval(start, start + timedelta(days=number))


SPRING, AUTUMN = days(date(2027, 1, 20), 60), days(date(2027, 10, 10), 60)


def test_tv8_two_stays_of_60_days_break_a_yearly_limit():
    found = stay(YEARLY, [SPRING, AUTUMN])
    assert (found.days, found.limit, found.allowed) == (120, 90, False)
    assert found.window == Interval(date(2027, 1, 1), date(2028, 1, 1))
    assert found.exceeded_on == date(2027, 11, 9)


def test_tv8_the_same_stays_keep_a_limit_in_any_180_days():
    found = stay(RUNNING, [SPRING, AUTUMN])
    assert (found.days, found.allowed, found.exceeded_on) == (60, True, None)


def test_a_year_begins_anew():
    assert stay(YEARLY, [days(date(2027, 10, 3), 180)]).days == 90


def test_a_running_window_does_not():
    found = stay(RUNNING, [days(date(2027, 10, 3), 180)])
    assert (found.days, found.exceeded_on) == (180, date(2028, 1, 1))


def test_exactly_the_limit_is_allowed():
    assert stay(RUNNING, [days(date(2027, 1, 1), 90)]).allowed
    assert not stay(RUNNING, [days(date(2027, 1, 1), 91)]).allowed


def test_a_day_that_is_told_twice_is_one_day():
    assert stay(YEARLY, [SPRING, SPRING]).days == 60


def test_who_was_never_there_is_within_every_limit():
    found = stay(RUNNING, [])
    assert (found.days, found.window, found.allowed) == (0, None, True)


def test_a_window_that_no_rule_knows_is_refused():
    with pytest.raises(ValueError, match="fortnight"):
        stay(StayRule(90, "fortnight"), [SPRING])


starts = st.integers(0, 400).map(lambda n: date(2027, 1, 1) + timedelta(days=n))
stays = st.lists(st.builds(days, starts, st.integers(0, 40)), max_size=5)


@given(stays)
def test_the_fullest_window_is_found_as_by_counting_every_window(intervals):
    present = {i.start + timedelta(days=n) for i in intervals for n in range(i.days)}
    windows = [date(2026, 6, 1) + timedelta(days=n) for n in range(900)]
    fullest = max(
        sum(first <= day < first + timedelta(days=180) for day in present) for first in windows
    )
    assert stay(RUNNING, intervals).days == fullest
