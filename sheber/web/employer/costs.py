"""The cost of one person, with its formula, for each intake that could bring people in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sheber.demand.models import Line
from sheber.kernel.money import MINOR_UNITS, Money
from sheber.offers.models import Terms
from sheber.programmes.models import Programme
from sheber.programmes.queries import Delivery, deliverable_by

DAYS_OF_WEEK = 7
# A month has at least so many days: weeks beyond the months are counted up, never down.
DAYS_OF_MONTH = 28


@dataclass(frozen=True)
class Support:
    """What the firm gives a month beside the seat, in minor units, and its rate of exchange."""

    monthly_minor: int
    bed_minor: int
    rate: Decimal | None = None


@dataclass(frozen=True)
class Cost:
    """One person through one intake. `seat` is in the provider's currency; sums in the firm's.

    `total` is None while the provider counts in another currency and the firm gave no rate.
    """

    delivery: Delivery
    months: int
    seat: Money
    seat_own: Money | None
    monthly: Money
    rate: Decimal | None

    @property
    def support(self) -> Money:
        return Money(self.months * self.monthly.minor, self.monthly.currency)

    @property
    def total(self) -> Money | None:
        return self.seat_own + self.support if self.seat_own else None

    @property
    def formula(self) -> str:
        """The sum as it was made, with its numbers."""
        seat = str(self.seat)
        if self.seat.currency != self.monthly.currency:
            seat += f" × {self.rate.normalize():f}" if self.rate else " × ?"
        total = self.total
        return f"{seat} + {self.months} × {self.monthly} = {total if total else '?'}"


def of_line(line: Line, support: Support, *, on: date) -> list[Cost]:
    """For each intake after which people could start by the line's year, soonest at home first."""
    currency = line.call.employer.country.currency
    found = deliverable_by(line.occupation_id, line.region.country_id, line.year, on=on)
    return [_cost(one, support, currency) for one in found]


def suggested(terms: Iterable[Terms], currency: str) -> Support:
    """The support of the firm's newest terms in its own currency, as a start."""
    known = [one for one in terms if one.currency == currency and one.monthly_minor is not None]
    return Support(known[0].monthly_minor or 0 if known else 0, 0)


def months_of(programme: Programme) -> int:
    """Months in which support is paid; a part of a month counts as one."""
    return programme.months + -(-programme.weeks * DAYS_OF_WEEK // DAYS_OF_MONTH)


def _cost(delivery: Delivery, support: Support, currency: str) -> Cost:
    seat = delivery.cost_per_seat
    return Cost(
        delivery=delivery,
        months=months_of(delivery.programme),
        seat=seat,
        seat_own=_own(seat, currency, support.rate),
        monthly=Money(support.monthly_minor + support.bed_minor, currency),
        rate=support.rate,
    )


def _own(seat: Money, currency: str, rate: Decimal | None) -> Money | None:
    """The seat in the firm's currency; both count a hundred minor units."""
    if seat.currency == currency:
        return seat
    if not rate:
        return None
    units = Decimal(seat.minor) * rate * MINOR_UNITS[currency] / MINOR_UNITS[seat.currency]
    return Money(int(units.quantize(Decimal(1), ROUND_HALF_UP)), currency)
