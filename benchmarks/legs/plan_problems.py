"""Planning problems drawn for the benchmarks: of any size, from a seed, the same everywhere.

Assumed, and stated beside the figures: two countries, each with half of the regions; programmes of
one, two or three years in groups of 20 or 25 that open with 12 or more, of whom 70 to 95 in 100
graduate; nine graduates in ten would work where they studied, and some of them in seven tenths of
the other regions, fewer across the border; lines of 5 to 150 people, few of them large, a fourth
of them paid for by employers. There is money for less than half of what meeting everything would
cost, and colleges differ in beds, teachers, workshops and practice places. So all of these bind
somewhere, and half of the demand stays unmet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random

from sheber.engine.planning import problem as p

FIRST_YEAR = 2027
DURATIONS = (1, 2, 2, 3)
LONGEST = max(DURATIONS)
COUNTRIES = ("KZ", "RU")
KZT_FOR_A_ROUBLE = 6
"""Only to draw costs that resemble each other; nothing converts a currency."""

FUNDS = (
    p.Fund("KZ-state", "KZT"),
    p.Fund("RU-state", "RUB"),
    p.Fund("employers", "RUB", own_lines=True),
)
PART_OF_MONEY = {"KZ-state": 0.21, "RU-state": 0.16, "employers": 0.065}
"""What each fund has of the cost of meeting everything."""

USES = (
    p.Use("beds", "person", Fraction(2, 5)),
    p.Use("teachers", "group", Fraction(3, 2)),
    p.Use("workshops", "group", Fraction(1, 2)),
    p.Use("practice", "person", Fraction(1), "last"),
)
ROOM = {"beds": 0.65, "teachers": 0.1, "workshops": 0.04, "practice": 1.4}
"""Places of each kind for a person whom a college would teach in a year if all were met."""

NEIGHBOURS = 0.7
"""The part of the other regions where graduates of a region would work."""


@dataclass(frozen=True, slots=True)
class Size:
    """What is drawn. ``places`` is the number of colleges that teach a programme."""

    lines: int
    programmes: int
    years: int
    regions: int
    occupations: int
    places: int
    seed: int = 1

    @property
    def colleges(self) -> int:
        return max(self.regions, self.programmes * self.places // 6)


PILOT = Size(lines=600, programmes=80, years=5, regions=20, occupations=20, places=3)
"""1,200 intakes: the size of the trial that the bars come from."""

NATIONAL = Size(lines=5_000, programmes=3_000, years=8, regions=100, occupations=150, places=1)
"""24,000 intakes: each programme is one of one college."""


def draw(size: Size) -> p.Problem:
    """A sound problem of this size, with a plan that nobody would call good."""
    random = Random(size.seed)  # noqa: S311
    regions = tuple(_region(number) for number in range(size.regions))
    lines = tuple(_line(random, size, regions, number) for number in range(size.lines))
    programmes = tuple(_programme(random, size, number) for number in range(size.programmes))
    intakes = tuple(
        intake for programme in programmes for intake in _intakes(random, size, regions, programme)
    )
    return p.Problem(
        regions=regions,
        currencies=("KZT", "RUB"),
        funds=FUNDS,
        budgets=_budgets(random, size, lines),
        programmes=programmes,
        intakes=intakes,
        lines=lines,
        resources=_resources(random, size, lines),
        pipeline=_pipeline(random, size, intakes),
        propensity=_propensity(random, regions),
        shares=_shares(size),
        balances=_balances(size, lines),
        overrides=_overrides(random, intakes),
        previous=_previous(random, intakes),
    )


def _region(number: int) -> p.Region:
    country = COUNTRIES[number % 2]
    return p.Region(f"{country}-{number:03}", country)


def _line(random: Random, size: Size, regions: tuple[p.Region, ...], number: int) -> p.Line:
    graduation = random.randrange(size.years) + random.choice(DURATIONS)
    return p.Line(
        id=f"L{number:05}",
        region=random.choice(regions).id,
        occupation=_occupation(random.randrange(size.occupations)),
        year=FIRST_YEAR + graduation,
        number=5 + int(145 * random.random() ** 3),
        weight=random.choice((1, 1, 1, 2, 2, 3)),
        payer=random.choice((None, None, None, "employers")),
    )


def _occupation(number: int) -> str:
    return f"{7000 + number}"


def _programme(random: Random, size: Size, number: int) -> p.Programme:
    first = number % size.occupations
    near = (first + 1) % size.occupations
    both = random.random() < 0.4
    return p.Programme(f"P{number:05}", (_occupation(first), _occupation(near))[: 2 if both else 1])


def _intakes(
    random: Random, size: Size, regions: tuple[p.Region, ...], programme: p.Programme
) -> list[p.Intake]:
    """A programme in its colleges, year after year; a college keeps its groups and its price."""
    duration = random.choice(DURATIONS)
    rouble = random.randint(80, 220) * 100_000 * duration
    found = []
    for college in random.sample(range(size.colleges), size.places):
        region = regions[college % size.regions]
        group = random.choice((20, 25, 25))
        price = round(rouble * random.uniform(0.9, 1.1), -5)
        base = p.Intake(
            id="",
            programme=programme.id,
            institution=_college(college),
            region=region.id,
            year=FIRST_YEAR,
            duration=duration,
            group_size=group,
            minimum_group=random.choice((12, 15, group)),
            maximum_groups=random.choice((1, 2, 2, 3)),
            completion=_rate(random.randint(70, 95)),
            costs=_costs(random, region, price),
            uses=USES,
        )
        found += [_of_year(base, FIRST_YEAR + year) for year in range(size.years)]
    return found


def _of_year(intake: p.Intake, year: int) -> p.Intake:
    return replace(intake, id=f"{intake.institution}/{intake.programme}/{year}", year=year)


def _college(number: int) -> str:
    return f"C{number:04}"


def _rate(hundredths: int) -> p.Rate:
    return p.Rate(Fraction(hundredths, 100), "drawn for a benchmark", date(2026, 9, 1))


def _costs(random: Random, region: p.Region, rouble: float) -> tuple[p.Cost, ...]:
    """Half of the colleges of Kazakhstan also quote a price in roubles."""
    in_roubles = p.Cost("RUB", int(rouble))
    if region.country == "RU":
        return (in_roubles,)
    in_tenge = p.Cost("KZT", int(rouble) * KZT_FOR_A_ROUBLE)
    return (in_tenge, in_roubles) if random.random() < 0.5 else (in_tenge,)


def _budgets(random: Random, size: Size, lines: tuple[p.Line, ...]) -> tuple[p.Budget, ...]:
    mean_price = 150 * 100_000 * 2
    everything = sum(line.number for line in lines) * mean_price / size.years
    return tuple(
        p.Budget(
            fund.id,
            FIRST_YEAR + year,
            int(everything * part * random.uniform(0.8, 1.2) * _money_of(fund)),
        )
        for fund, part in zip(FUNDS, PART_OF_MONEY.values(), strict=True)
        for year in range(size.years)
    )


def _money_of(fund: p.Fund) -> int:
    return KZT_FOR_A_ROUBLE if fund.currency == "KZT" else 1


def _resources(random: Random, size: Size, lines: tuple[p.Line, ...]) -> tuple[p.Resource, ...]:
    a_year = sum(line.number for line in lines) / size.years / size.colleges
    found = []
    for college in range(size.colleges):
        for kind, room in ROOM.items():
            amount = int(a_year * room * random.uniform(0.6, 1.4))
            found += [
                p.Resource(kind, _college(college), FIRST_YEAR + year, amount)
                for year in range(size.years + LONGEST - 1)
            ]
    return tuple(found)


def _pipeline(random: Random, size: Size, intakes: tuple[p.Intake, ...]) -> tuple[p.Pipeline, ...]:
    """A group already in training, in half of what is taught, for each year before the first
    intake graduates."""
    return tuple(
        p.Pipeline(
            f"T/{intake.id}/{year}",
            intake.programme,
            intake.region,
            year,
            random.randint(10, intake.group_size),
            intake.completion,
        )
        for intake in intakes
        if intake.year == FIRST_YEAR and random.random() < 1 / 2
        for year in range(FIRST_YEAR + 1, FIRST_YEAR + intake.duration)
    )


def _propensity(random: Random, regions: tuple[p.Region, ...]) -> tuple[p.Propensity, ...]:
    found = [p.Propensity(region.id, region.id, _rate(90)) for region in regions]
    for study in regions:
        for work in regions:
            if study != work and random.random() < NEIGHBOURS:
                most = 60 if study.country == work.country else 20
                found.append(p.Propensity(study.id, work.id, _rate(random.randint(5, most))))
    return tuple(found)


def _shares(size: Size) -> tuple[p.CountryShare, ...]:
    low, high = Fraction(12, 25), Fraction(13, 25)
    return tuple(p.CountryShare("KZ", FIRST_YEAR + year, low, high) for year in range(size.years))


def _balances(size: Size, lines: tuple[p.Line, ...]) -> tuple[p.Balance, ...]:
    """Of those who move between the countries, at most a hundredth of a year's demand more go one
    way than the other."""
    years = range(FIRST_YEAR + 1, FIRST_YEAR + size.years + LONGEST)
    asked = {year: sum(line.number for line in lines if line.year == year) for year in years}
    return tuple(p.Balance("KZ", "RU", year, "movement", asked[year] // 100) for year in years)


def _overrides(random: Random, intakes: tuple[p.Intake, ...]) -> tuple[p.Override, ...]:
    fixed = random.sample(intakes, max(2, len(intakes) // 200))
    return tuple(
        p.Override(
            f"F{number:03}",
            intake.id,
            "at_most" if number % 2 else "at_least",
            intake.minimum_group,
            "drawn for a benchmark",
        )
        for number, intake in enumerate(fixed)
    )


def _previous(random: Random, intakes: tuple[p.Intake, ...]) -> tuple[p.Previous, ...]:
    """The plan before opened a group in every third intake of all but the last year, paid by the
    fund of the state."""
    last = max(intake.year for intake in intakes)
    return tuple(
        p.Previous(intake.id, f"{intake.region[:2]}-state", intake.group_size)
        for intake in intakes
        if intake.year < last and random.random() < 1 / 3
    )
