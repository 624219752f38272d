"""Service owed and served, counted in days, and the sums of a breach.

All intervals are half-open: the first day counts, the end does not. A term is a number of calendar
months from a start date and is owed as the actual days between; a suspension is not served and
moves the end by its own length. Which regime, which kinds of suspension and which formula apply is
decided by dated rules upstream and comes in as data.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sheber.engine.errors import CodedError
from sheber.engine.rounding import rounded


class NoRule(CodedError):
    """What was asked has no rule among those given; nothing is invented."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from ``start`` up to, not including, ``end``."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days; 0 for an interval that is empty or turned round."""
        return max(0, (self.end - self.start).days)


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days as intervals that neither overlap nor touch, in order; each day once."""
    merged: list[Interval] = []
    for interval in sorted(i for i in intervals if i.days):
        if merged and interval.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def minus(intervals: Iterable[Interval], removed: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days of the first that are not among the days of the second."""
    left = list(union(intervals))
    for cut in union(removed):
        left = [part for whole in left for part in _without(whole, cut)]
    return tuple(left)


def _without(whole: Interval, cut: Interval) -> list[Interval]:
    before = Interval(whole.start, min(whole.end, cut.start))
    after = Interval(max(whole.start, cut.end), whole.end)
    return [part for part in (before, after) if part.days]


def total_days(intervals: Iterable[Interval]) -> int:
    """Number of different days in all the intervals."""
    return sum(interval.days for interval in union(intervals))


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later, or the month's last day if it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Service:
    """An obligation as it stands on a day.

    ``term`` = ``served`` + ``owed``, in days; ``ends_on`` is the day from which nothing is owed if
    every day until then is served; ``work`` are the days counted.
    """

    term: int
    served: int
    owed: int
    ends_on: date
    work: tuple[Interval, ...]

    @property
    def unserved_share(self) -> Fraction:
        """Owed days in the term's days; 0 for an empty term."""
        return Fraction(self.owed, self.term) if self.term else Fraction(0)


def service(
    start: date,
    months: int,
    *,
    work: Iterable[Interval],
    suspensions: Iterable[Interval],
    as_of: date,
) -> Service:
    """Count an obligation of ``months`` from ``start``, as of a day.

    ``work`` holds confirmed intervals that the rules accept (employer, place, profile);
    ``suspensions`` those of the kinds that are not counted. Days before the start, in a suspension,
    or from ``as_of`` on are not served; days that overlap count once; more than the term is owed
    by nobody. Suspensions are taken as known, also those that end after ``as_of``.
    """
    if months < 0:
        raise NoRule("months_below_zero", {"months": months})
    term = Interval(start, add_months(start, months)).days
    suspended = union(suspensions)
    past = [Interval(max(i.start, start), min(i.end, as_of)) for i in work]
    counted = minus(past, suspended)
    served = min(term, total_days(counted))
    return Service(term, served, term - served, _moved_end(start, term, suspended), counted)


def _moved_end(start: date, term: int, suspended: Sequence[Interval]) -> date:
    """The end after every suspension that begins before it has moved it."""
    end = start + timedelta(days=term)
    for interval in suspended:
        if interval.start < end:
            end += timedelta(days=Interval(max(interval.start, start), interval.end).days)
    return end


def proportional_months(
    base: int, studied: Fraction, programme: Fraction, *, rounding: str = "exact"
) -> int:
    """Months owed by who studied a part of a programme on a grant: base x studied / programme.

    With ``rounding="exact"`` a broken month is refused (NoRule), since then nobody has said how to
    round it; ``up``, ``down`` and ``half_up`` are the other ways.
    """
    if not 0 <= studied <= programme or programme == 0:
        raise NoRule("part_not_within_programme", {"studied": studied, "programme": programme})
    months = base * studied / programme
    whole = rounded(months, rounding)
    if whole is None:
        raise NoRule("no_rounding_rule", {"months": str(months)})
    return whole


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part of what a breach costs: an amount multiplied by factors.

    ``amount`` names a given amount or an earlier part; ``factors`` name given factors (years,
    unserved share, …); ``times`` is a number of the rule itself. ``rounding`` is to minor units.
    """

    code: str
    amount: str
    factors: tuple[str, ...] = ()
    times: Fraction = Fraction(1)
    rounding: str = "half_up"
    in_total: bool = True


@dataclass(frozen=True, slots=True)
class BreachRule:
    """The formula of a breach under one version of the rules."""

    id: str
    parts: tuple[PartRule, ...]


@dataclass(frozen=True, slots=True)
class Summand:
    """An amount in minor units and what it is multiplied by, such as a cost and a coefficient."""

    amount: int
    coefficient: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A computed part with its formula: sum of summands x factors x times, then rounded."""

    code: str
    amount: int
    of: str
    summands: tuple[Summand, ...]
    factors: tuple[tuple[str, Fraction], ...]
    times: Fraction
    rounding: str
    in_total: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """What a breach costs, in minor units of one currency, with the rule that says so."""

    rule: str
    currency: str
    parts: tuple[Part, ...]
    total: int


def breach(
    rule: BreachRule,
    *,
    currency: str,
    amounts: Mapping[str, Sequence[Summand]],
    factors: Mapping[str, Fraction] | None = None,
) -> Breach:
    """Compute a breach. Raises NoRule if the rule names an amount or a factor not given."""
    known: dict[str, tuple[Summand, ...]] = {name: tuple(rows) for name, rows in amounts.items()}
    parts: list[Part] = []
    for wanted in rule.parts:
        part = _part(rule, wanted, known, factors or {})
        known[part.code] = (Summand(part.amount),)
        parts.append(part)
    total = sum(part.amount for part in parts if part.in_total)
    return Breach(rule.id, currency, tuple(parts), total)


def _part(
    rule: BreachRule,
    wanted: PartRule,
    known: Mapping[str, tuple[Summand, ...]],
    factors: Mapping[str, Fraction],
) -> Part:
    missing = [name for name in wanted.factors if name not in factors]
    missing += [wanted.amount] if wanted.amount not in known else []
    if missing:
        raise NoRule("not_given", {"rule": rule.id, "part": wanted.code, "missing": missing})
    summands = known[wanted.amount]
    exact = sum((row.amount * row.coefficient for row in summands), Fraction(0)) * wanted.times
    used = tuple((name, factors[name]) for name in wanted.factors)
    for _, factor in used:
        exact *= factor
    amount = rounded(exact, wanted.rounding)
    if amount is None:
        raise NoRule("no_rounding_rule", {"rule": rule.id, "part": wanted.code, "sum": str(exact)})
    return Part(
        code=wanted.code,
        amount=amount,
        of=wanted.amount,
        summands=summands,
        factors=used,
        times=wanted.times,
        rounding=wanted.rounding,
        in_total=wanted.in_total,
    )
