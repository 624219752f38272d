"""The seat-planning problem: who needs how many of what, where and when, and what can be taught.

Rows are frozen and know nothing of files or databases. Shares are exact fractions, money is an
integer number of minor units of one currency, years are calendar years. A year of graduation is
the year of intake plus the duration.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Rate:
    """A share between 0 and 1 that somebody measured or assumed, with where it came from."""

    share: Fraction
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Region:
    """A place of study or work."""

    id: str
    country: str


@dataclass(frozen=True, slots=True)
class Fund:
    """A purse in one currency.

    With ``own_lines`` the fund pays only for graduates meant for lines that name it as payer, with
    a ``country`` only for seats there.
    """

    id: str
    currency: str
    own_lines: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What a fund may commit to the seats of one intake year, in minor units.

    Without a budget row a fund pays for no seat of that year.
    """

    fund: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of study and the occupations that its graduates may fill."""

    id: str
    occupations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """The price of one seat for the whole programme, committed in the year of intake."""

    currency: str
    amount: int


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a resource a person or a group takes.

    ``when`` is ``all`` (each year of study) or ``last`` (only the last year of study). The resource
    is the intake's institution's, or that of the ``owner`` that is named: a dormitory of several
    institutions, or what an institution keeps for one intake alone.
    """

    resource: str
    per: str
    amount: Fraction
    when: str = "all"
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What one institution can admit to one programme in one year.

    A group has at least ``minimum_group`` and at most ``group_size`` people. A fund may pay for a
    seat if a cost is quoted in its currency: no currency is converted here.
    """

    id: str
    programme: str
    institution: str
    region: str
    year: int
    duration: int
    group_size: int
    minimum_group: int
    maximum_groups: int
    completion: Rate
    costs: tuple[Cost, ...]
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """What an institution has left for new intakes in one year: teachers, beds, practice places.

    All its intakes share it, and all uses that name it as the owner. A kind that an institution
    uses but does not state for a year is not limited in that year.
    """

    kind: str
    institution: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class Line:
    """An employer's line of demand; ``weight`` is how much one unmet person counts."""

    id: str
    region: str
    occupation: str
    year: int
    number: int
    weight: int = 1
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """People already in training who should graduate in ``year``."""

    id: str
    programme: str
    region: str
    year: int
    number: int
    completion: Rate


@dataclass(frozen=True, slots=True)
class Propensity:
    """The share of graduates of one region of study who would work in another region.

    A pair that is not given counts as 1 inside one region and as 0 between two.
    """

    study: str
    work: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Workforce:
    """People at work in an occupation of a region when a year begins, as somebody counted them.

    Of those at work when a year begins, the share ``retire`` stops for good in that year and the
    share ``leave`` goes elsewhere; ``join`` people a year come who are no graduates of the plan.
    The plan itself does not depend on it: the projection does.
    """

    region: str
    occupation: str
    year: int
    people: int
    source: str
    as_of: date
    retire: Rate
    leave: Rate | None = None
    join: int = 0


@dataclass(frozen=True, slots=True)
class CountryShare:
    """Bounds on the share of a year's seats that stand in one country."""

    country: str
    year: int
    at_least: Fraction | None = None
    at_most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Two countries agree that a difference stays within a tolerance.

    ``of`` is ``seats`` (seats of that intake year in each country) or ``movement`` (graduates of
    that year who studied in one and work in the other, each way).
    """

    first: str
    second: str
    year: int
    of: str
    tolerance: int


@dataclass(frozen=True, slots=True)
class Override:
    """A number that an office has fixed, with its reason; ``rule`` is one of ``RULES``.

    Without a fund it holds for all seats of the intake together.
    """

    id: str
    intake: str
    rule: str
    seats: int
    reason: str
    fund: str | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """Seats that the plan before this one gave to an intake from a fund."""

    intake: str
    fund: str
    seats: int


RULES = ("exactly", "at_least", "at_most")
BALANCES = ("seats", "movement")
PER = ("person", "group")
WHEN = ("all", "last")


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole planning problem.

    ``currencies`` is the order in which totals are minimised. ``previous`` is empty when there is
    no earlier plan to stay close to.
    """

    regions: tuple[Region, ...]
    currencies: tuple[str, ...]
    funds: tuple[Fund, ...]
    budgets: tuple[Budget, ...]
    programmes: tuple[Programme, ...]
    intakes: tuple[Intake, ...]
    lines: tuple[Line, ...]
    resources: tuple[Resource, ...] = ()
    pipeline: tuple[Pipeline, ...] = ()
    propensity: tuple[Propensity, ...] = ()
    shares: tuple[CountryShare, ...] = ()
    balances: tuple[Balance, ...] = ()
    overrides: tuple[Override, ...] = ()
    previous: tuple[Previous, ...] = ()
    workforce: tuple[Workforce, ...] = ()


def canonical(problem: Problem) -> Problem:
    """Return the same problem with its rows in one order, so that row order decides nothing.

    The order of ``currencies`` is a statement and stays.
    """
    ordered: dict[str, Any] = {
        field.name: tuple(sorted(getattr(problem, field.name), key=_sort_key))
        for field in fields(problem)
        if field.name != "currencies"
    }
    return replace(problem, **ordered)


def _sort_key(row: Any) -> tuple[tuple[str, str], ...]:
    """Sort by every field as text: ids come first in most rows, and equal keys are equal rows."""
    return tuple((field.name, str(getattr(row, field.name))) for field in fields(row))
