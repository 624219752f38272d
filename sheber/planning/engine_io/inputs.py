"""What a plan rests on beside demand and capacities: plain values, dated, with their source.

Who prepares a plan hands these in; what comes from a later stage (the pipeline, completion,
propensity) is fetched by a flow and stands here as a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sheber.demand.enums import Confidence
from sheber.planning.models import Plan


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1 that somebody measured or assumed."""

    share: Fraction
    source: str
    as_of: date


@dataclass(frozen=True)
class Fund:
    """A purse in one currency.

    With the code of an `employer` it pays for that one's lines only, with one of a `country` for
    seats there only.
    """

    code: str
    currency: str
    employer: str = ""
    country: str = ""


@dataclass(frozen=True)
class Budget:
    """What a fund may commit to the seats of one intake year, in minor units of its currency."""

    fund: str
    year: int
    amount_minor: int
    source: str
    as_of: date


@dataclass(frozen=True)
class Propensity:
    """The share of graduates of a region of study who would work in another region."""

    study: str
    work: str
    rate: Share


@dataclass(frozen=True)
class Pipeline:
    """People already in training who should graduate in `year`; `programme` is its code."""

    code: str
    programme: str
    region: str
    year: int
    number: int
    completion: Share


@dataclass(frozen=True)
class Occupied:
    """People already in training at a provider, by its code, who take of what it shares.

    They began in `first_year` and study up to `last_year`, both included, in so many `groups`.
    """

    provider: str
    first_year: int
    last_year: int
    people: int
    groups: int
    source: str
    as_of: date


@dataclass(frozen=True)
class Workforce:
    """People at work in an occupation of a region when a year begins, and who comes and goes.

    Of those at work when a year begins, `retire` and `leave` are shares; `join` is people a year
    who are no graduates of the plan.
    """

    region: str
    occupation: str
    year: int
    people: int
    source: str
    as_of: date
    retire: Share
    leave: Share
    join: int = 0


@dataclass(frozen=True)
class CountryShare:
    """Bounds on the share of a year's seats that stand in one country."""

    country: str
    year: int
    at_least: Fraction | None = None
    at_most: Fraction | None = None


@dataclass(frozen=True)
class Balance:
    """Seats of an intake year, or movement of a year's graduates, of two countries; in people."""

    first: str
    second: str
    year: int
    of: str
    tolerance: int


@dataclass(frozen=True)
class Need:
    """How much of a resource one person or group takes; its code is one of `ResourceKind`.

    `when` is `all` (each year of study) or `last` (only the last one).
    """

    resource: str
    per: str
    amount: Fraction
    source: str
    as_of: date
    when: str = "all"


@dataclass(frozen=True)
class Rate:
    """A planning rate: what one unit of `base` costs in `quote`. Without one nothing converts."""

    base: str
    quote: str
    rate: Fraction
    source: str
    as_of: date


ASSUMED = ("assumed", date(2026, 1, 1))

NEEDS = (
    Need("beds", "person", Fraction(1, 2), *ASSUMED),
    Need("practice_places", "person", Fraction(1), *ASSUMED, when="last"),
    Need("teachers", "group", Fraction(1), *ASSUMED),
)
"""Half of the people need a bed, each a practice place in the last year, a group a teacher."""

WEIGHTS = {Confidence.FIRM.value: 3, Confidence.LIKELY.value: 2, Confidence.POSSIBLE.value: 1}
"""How much one unmet person of a line counts, by the employer's confidence."""


@dataclass(frozen=True)
class Inputs:
    """All that a plan rests on beside confirmed lines, capacities and overrides.

    `completion` holds for every programme that `completion_of` does not name by its code.
    `currencies` is the order in which totals are minimised. `previous` is the plan to stay close
    to: of the same years, or of the year before.
    """

    currencies: tuple[str, ...]
    funds: tuple[Fund, ...]
    budgets: tuple[Budget, ...]
    completion: Share
    completion_of: Mapping[str, Share] = field(default_factory=dict)
    propensity: tuple[Propensity, ...] = ()
    pipeline: tuple[Pipeline, ...] = ()
    occupied: tuple[Occupied, ...] = ()
    workforce: tuple[Workforce, ...] = ()
    shares: tuple[CountryShare, ...] = ()
    balances: tuple[Balance, ...] = ()
    needs: tuple[Need, ...] = NEEDS
    rates: tuple[Rate, ...] = ()
    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    weights_source: str = ASSUMED[0]
    weights_as_of: date = ASSUMED[1]
    previous: Plan | None = None


@dataclass(frozen=True)
class Search:
    """How hard to search: repeatable on every machine, since only steps are counted.

    Each stage is proven within `gap` unless `nodes` stop it.
    """

    gap: float = 0.01
    nodes: int = 20


def sources(inputs: Inputs) -> dict[str, Any]:
    """Where the inputs came from, for what the file of the problem has no place."""
    return {
        "budgets": [_source([one.fund, one.year], one) for one in inputs.budgets],
        "needs": [_source([one.resource, one.per], one) for one in inputs.needs],
        "occupied": [
            {**_source([one.provider, one.first_year], one), "people": one.people}
            for one in inputs.occupied
        ],
        "rates": [
            {**_source([one.base, one.quote], one), "rate": str(one.rate)} for one in inputs.rates
        ],
        "weights": [
            {
                "of": [confidence],
                "weight": weight,
                "source": inputs.weights_source,
                "as_of": inputs.weights_as_of.isoformat(),
            }
            for confidence, weight in inputs.weights.items()
        ],
        "previous": inputs.previous.code if inputs.previous else "",
    }


def _source(key: list[str | int], one: Budget | Need | Occupied | Rate) -> dict[str, Any]:
    return {"of": key, "source": one.source, "as_of": one.as_of.isoformat()}
