"""When offers close, under the rules of the country of the seats."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sheber.kernel.refusals import Refused
from sheber.registry import queries as registry

OFFERS_CLOSE = "admission.calendar.offers_close"
# A country may have no pack, no such rule, or one that the offices have not answered alike.
NO_DAY = frozenset({"rule_missing", "rule_unknown", "rule_answers_differ"})


def closing(country: str, year: int) -> datetime | None:
    """When offers for the intake of a year close; None where the rules name no day.

    The day that the rules name still counts whole, in their own zone.
    """
    try:
        found = registry.rule(country, OFFERS_CLOSE, date(year, 1, 1))
    except Refused as refused:
        if refused.code in NO_DAY:
            return None
        raise
    zone = ZoneInfo(found.value["time_zone"])
    last = datetime(year, found.value["month"], found.value["day"], tzinfo=zone)
    return last + timedelta(days=1)
