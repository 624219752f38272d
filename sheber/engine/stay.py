"""Days of stay in a country against a limit: per calendar year, or in any window of days.

The limit and its window are rules and come in as data. Both the day of entry and the day of exit
count in most rules: whoever states the intervals (half-open) decides that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sheber.engine.obligation import Interval, union

CALENDAR_YEAR, ROLLING = "calendar_year", "rolling"


@dataclass(frozen=True, slots=True)
class StayRule:
    """At most ``days`` in a calendar year, or in any ``window_days`` days running."""

    days: int
    window: str
    window_days: int = 0


@dataclass(frozen=True, slots=True)
class StayCount:
    """The fullest window: its days of stay, its bounds, and the first day above the limit."""

    days: int
    limit: int
    window: Interval | None
    exceeded_on: date | None

    @property
    def allowed(self) -> bool:
        """Whether no window holds more days than the limit."""
        return self.days <= self.limit


def stay(rule: StayRule, intervals: Iterable[Interval]) -> StayCount:
    """Count a person's stays against a rule. Raises ValueError for a window of no known kind."""
    present = union(intervals)
    if rule.window == CALENDAR_YEAR:
        windows = _years(present)
    elif rule.window == ROLLING and rule.window_days > 0:
        windows = _running(present, rule.window_days)
    else:
        raise ValueError(f"a window of {rule.window} ({rule.window_days} days) is not known")
    counted = [(_within(present, window), window) for window in windows]
    if not counted:
        return StayCount(0, rule.days, None, None)
    # The earliest of the fullest windows, so that the same stays give the same answer.
    most, fullest = max(counted, key=lambda row: (row[0], -row[1].start.toordinal()))
    over = [_day_above(present, window, rule.days) for days, window in counted if days > rule.days]
    return StayCount(most, rule.days, fullest, min(over, default=None))


def _years(present: tuple[Interval, ...]) -> list[Interval]:
    years = {
        year
        for interval in present
        for year in range(interval.start.year, (interval.end - timedelta(days=1)).year + 1)
    }
    return [Interval(date(year, 1, 1), date(year + 1, 1, 1)) for year in sorted(years)]


def _running(present: tuple[Interval, ...], length: int) -> list[Interval]:
    """One window for every day of stay, ending with that day."""
    return [
        Interval(day - timedelta(days=length - 1), day + timedelta(days=1))
        for interval in present
        for day in _days(interval)
    ]


def _days(interval: Interval) -> list[date]:
    return [interval.start + timedelta(days=n) for n in range(interval.days)]


def _within(present: tuple[Interval, ...], window: Interval) -> int:
    return sum(Interval(max(i.start, window.start), min(i.end, window.end)).days for i in present)


def _day_above(present: tuple[Interval, ...], window: Interval, limit: int) -> date:
    """The day on which the stay inside a window passes the limit."""
    days = (day for i in present for day in _days(i) if window.start <= day < window.end)
    return next(day for number, day in enumerate(days, start=1) if number > limit)
