"""A moment in somebody's own time: the day, the hour, and the distance from UTC."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format


def at_home(when: datetime, zone: str) -> datetime:
    """The same moment as the clocks of a zone, such as ``Asia/Almaty``, show it."""
    return when.astimezone(ZoneInfo(zone))


def moment(when: datetime, zone: str) -> str:
    """A moment in words: 25 July 2026, 19:00 (UTC+5)."""
    local = at_home(when, zone)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({_distance(local)})"


def hour(when: datetime, zone: str) -> str:
    """The hour alone, beside a date that stands there already: 19:00 (UTC+5)."""
    local = at_home(when, zone)
    return f"{date_format(local, 'TIME_FORMAT')} ({_distance(local)})"


def _distance(local: datetime) -> str:
    offset = local.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    sign = "−" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")
