"""What makes a planning problem unsound: every fault, with its place in the problem."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from sheber.engine.errors import Fault, InvalidProblem
from sheber.engine.planning.problem import (
    BALANCES,
    PER,
    RULES,
    WHEN,
    Balance,
    Intake,
    Override,
    Problem,
    Use,
)
from sheber.engine.planning.supply import payable

LARGEST = 2**53 - 1
"""Whole numbers above this are not exact in every reader of a file."""

MOST_PEOPLE = 1_000_000
"""No single row speaks of more people, groups or places than this."""

EARLIEST, LATEST = 1900, 2200
"""A year outside of these, both included, is a slip of the pen."""

FREE_WORDS = ("reason", "source")
"""Texts of rows that name nothing."""


def require_sound(problem: Problem) -> None:
    """Raise InvalidProblem, with all faults in its facts, if there is any."""
    found = faults(problem)
    if found:
        raise InvalidProblem("problem_has_faults", {"faults": found})


def faults(problem: Problem) -> tuple[Fault, ...]:
    """Every fault of a problem, in the order of its tables; paths look like ``lines[3].payer``."""
    return tuple(fault for look in _LOOKS for fault in look(problem))


def _fault(path: str, code: str, **facts: object) -> Fault:
    return Fault(code, facts, path)


def _repeated(table: str, keys: Iterable[Hashable]) -> Iterator[Fault]:
    first: dict[Hashable, int] = {}
    for position, key in enumerate(keys):
        if key in first:
            yield _fault(f"{table}[{position}]", "repeated", key=key, first=first[key])
        first.setdefault(key, position)


def _keys(problem: Problem) -> Iterator[Fault]:
    by_id = ("regions", "funds", "programmes", "intakes", "lines", "pipeline", "overrides")
    for table in by_id:
        yield from _repeated(table, [row.id for row in getattr(problem, table)])
    yield from _repeated("currencies", problem.currencies)
    for table, key in _COMPOUND.items():
        yield from _repeated(table, [key(row) for row in getattr(problem, table)])


_COMPOUND: dict[str, Callable[[Any], Hashable]] = {
    "budgets": lambda row: (row.fund, row.year),
    "resources": lambda row: (row.kind, row.institution, row.year),
    "propensity": lambda row: (row.study, row.work),
    "shares": lambda row: (row.country, row.year),
    "balances": lambda row: (row.of, frozenset((row.first, row.second)), row.year),
    "previous": lambda row: (row.intake, row.fund),
    "workforce": lambda row: (row.region, row.occupation),
}


def _references(problem: Problem) -> Iterator[Fault]:
    known = {
        "region": {row.id for row in problem.regions},
        "country": {row.country for row in problem.regions},
        "fund": {row.id for row in problem.funds},
        "programme": {row.id for row in problem.programmes},
        "intake": {row.id for row in problem.intakes},
        "currency": set(problem.currencies),
    }
    for table, field, kind in _REFERENCES:
        for position, row in enumerate(getattr(problem, table)):
            value = getattr(row, field)
            if value is not None and value not in known[kind]:
                yield _fault(f"{table}[{position}].{field}", f"unknown_{kind}", value=value)


_REFERENCES = (
    ("funds", "currency", "currency"),
    ("funds", "country", "country"),
    ("budgets", "fund", "fund"),
    ("intakes", "programme", "programme"),
    ("intakes", "region", "region"),
    ("lines", "region", "region"),
    ("lines", "payer", "fund"),
    ("pipeline", "programme", "programme"),
    ("pipeline", "region", "region"),
    ("propensity", "study", "region"),
    ("propensity", "work", "region"),
    ("shares", "country", "country"),
    ("balances", "first", "country"),
    ("balances", "second", "country"),
    ("overrides", "intake", "intake"),
    ("overrides", "fund", "fund"),
    ("previous", "intake", "intake"),
    ("previous", "fund", "fund"),
    ("workforce", "region", "region"),
)


def _names_and_years(problem: Problem) -> Iterator[Fault]:
    for table in fields(problem):
        for position, row in enumerate(getattr(problem, table.name)):
            path = f"{table.name}[{position}]"
            for name, value in _texts(row):
                if not value.strip():
                    yield _fault(f"{path}.{name}" if name else path, "empty_id")
            year = getattr(row, "year", EARLIEST)
            if not EARLIEST <= year <= LATEST:
                bounds = {"lowest": EARLIEST, "highest": LATEST}
                yield _fault(f"{path}.year", "out_of_range", value=year, **bounds)


def _texts(row: object) -> Iterator[tuple[str, str]]:
    """What names something in a row, by field; a currency is a name itself."""
    if isinstance(row, str):
        yield "", row
    elif is_dataclass(row):
        for field in fields(row):
            if field.type is str and field.name not in FREE_WORDS:
                yield field.name, getattr(row, field.name)


def _numbers(problem: Problem) -> Iterator[Fault]:
    for table, field, low, high in RANGES:
        for position, row in enumerate(getattr(problem, table)):
            value = getattr(row, field)
            if not low <= value <= high:
                path = f"{table}[{position}].{field}"
                yield _fault(path, "out_of_range", value=value, lowest=low, highest=high)


RANGES = (
    ("budgets", "amount", 0, LARGEST),
    ("intakes", "duration", 0, 12),
    ("intakes", "group_size", 1, MOST_PEOPLE),
    ("intakes", "minimum_group", 1, MOST_PEOPLE),
    ("intakes", "maximum_groups", 0, MOST_PEOPLE),
    ("lines", "number", 0, MOST_PEOPLE),
    ("lines", "weight", 1, MOST_PEOPLE),
    ("resources", "amount", 0, MOST_PEOPLE),
    ("pipeline", "number", 0, MOST_PEOPLE),
    ("balances", "tolerance", 0, MOST_PEOPLE),
    ("overrides", "seats", 0, MOST_PEOPLE),
    ("previous", "seats", 0, MOST_PEOPLE),
    ("workforce", "people", 0, LARGEST),
    ("workforce", "join", 0, MOST_PEOPLE),
)


CHOICES: dict[tuple[type, str], tuple[str, ...]] = {
    (Balance, "of"): BALANCES,
    (Override, "rule"): RULES,
    (Use, "per"): PER,
    (Use, "when"): WHEN,
}
"""Which texts a field may hold, by row and field."""


def _choices(problem: Problem) -> Iterator[Fault]:
    for table in ("balances", "overrides"):
        for position, row in enumerate(getattr(problem, table)):
            yield from _chosen(f"{table}[{position}]", row)


def _chosen(path: str, row: object) -> Iterator[Fault]:
    for (kind, field), allowed in CHOICES.items():
        if isinstance(row, kind) and getattr(row, field) not in allowed:
            value = getattr(row, field)
            yield _fault(f"{path}.{field}", "not_one_of", value=value, allowed=allowed)


def _fractions(problem: Problem) -> Iterator[Fault]:
    for position, intake in enumerate(problem.intakes):
        yield from _part(f"intakes[{position}].completion.share", intake.completion.share)
    for position, row in enumerate(problem.pipeline):
        yield from _part(f"pipeline[{position}].completion.share", row.completion.share)
    for position, pair in enumerate(problem.propensity):
        yield from _part(f"propensity[{position}].rate.share", pair.rate.share)
    for position, share in enumerate(problem.shares):
        path = f"shares[{position}]"
        low, high = share.at_least, share.at_most
        for field, bound in (("at_least", low), ("at_most", high)):
            if bound is not None:
                yield from _part(f"{path}.{field}", bound)
        if low is not None and high is not None and low > high:
            yield _fault(path, "at_least_above_at_most", at_least=str(low), at_most=str(high))


def _part(path: str, value: Fraction) -> Iterator[Fault]:
    if not 0 <= value <= 1:
        yield _fault(path, "not_a_share", value=str(value))
    elif value.denominator > MOST_PEOPLE:
        yield _fault(path, "share_too_fine", value=str(value), finest=MOST_PEOPLE)


def _intakes(problem: Problem) -> Iterator[Fault]:
    for position, intake in enumerate(problem.intakes):
        path = f"intakes[{position}]"
        if intake.minimum_group > intake.group_size:
            yield _fault(f"{path}.minimum_group", "above_group_size", size=intake.group_size)
        if intake.group_size * intake.maximum_groups > MOST_PEOPLE:
            yield _fault(path, "too_many_people", most=MOST_PEOPLE)
        yield from _costs(path, intake)
        yield from _uses(path, intake)


def _costs(path: str, intake: Intake) -> Iterator[Fault]:
    yield from _repeated(f"{path}.costs", [cost.currency for cost in intake.costs])
    for position, cost in enumerate(intake.costs):
        if not 0 <= cost.amount <= LARGEST:
            at = f"{path}.costs[{position}].amount"
            yield _fault(at, "out_of_range", value=cost.amount, lowest=0, highest=LARGEST)


def _uses(path: str, intake: Intake) -> Iterator[Fault]:
    for position, use in enumerate(intake.uses):
        at = f"{path}.uses[{position}]"
        if use.owner is not None and not use.owner.strip():
            yield _fault(f"{at}.owner", "empty_id")
        yield from _chosen(at, use)
        if use.amount < 0 or use.amount > MOST_PEOPLE:
            yield _fault(
                f"{at}.amount", "out_of_range", value=use.amount, lowest=0, highest=MOST_PEOPLE
            )
        elif use.amount.denominator > 1000:
            yield _fault(f"{at}.amount", "share_too_fine", value=str(use.amount), finest=1000)


def _agreements(problem: Problem) -> Iterator[Fault]:
    for position, balance in enumerate(problem.balances):
        if balance.first == balance.second:
            yield _fault(f"balances[{position}].second", "same_country", value=balance.second)
    for position, override in enumerate(problem.overrides):
        if not override.reason.strip():
            yield _fault(f"overrides[{position}].reason", "no_reason")
        if not _can_pay(problem, override):
            path = f"overrides[{position}].fund"
            yield _fault(path, "fund_cannot_pay", fund=override.fund, intake=override.intake)


def _can_pay(problem: Problem, override: Override) -> bool:
    """A fund that is named must have a currency that the intake quotes, a budget in that year, and
    no other country."""
    intake = next((row for row in problem.intakes if row.id == override.intake), None)
    if override.fund is None or intake is None:
        return True
    known = {fund.id for fund in problem.funds}
    return override.fund not in known or override.fund in {
        fund.id for fund, _ in payable(problem, intake)
    }


def _workforce(problem: Problem) -> Iterator[Fault]:
    for position, row in enumerate(problem.workforce):
        path, leave = f"workforce[{position}]", row.leave.share if row.leave else Fraction(0)
        yield from _part(f"{path}.retire.share", row.retire.share)
        yield from _part(f"{path}.leave.share", leave)
        if row.retire.share + leave > 1:
            together = str(row.retire.share + leave)
            yield _fault(path, "more_leave_than_work", together=together)


_LOOKS = (
    *(_keys, _names_and_years, _references, _numbers),
    *(_choices, _fractions, _intakes, _agreements, _workforce),
)
