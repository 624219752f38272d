"""Planning problems for tests: one small by hand, and markets drawn from a seed."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from sheber.engine.planning import problem as p


def rate(share: Any) -> p.Rate:
    return p.Rate(Fraction(share), "assumed for a test", date(2026, 9, 1))


def intake(id: str, programme: str, **changes: Any) -> p.Intake:
    """An intake of groups of exactly 25 at institution I in region KZ-KAR, cost 100 KZT."""
    base = p.Intake(
        id=id,
        programme=programme,
        institution="I",
        region="KZ-KAR",
        year=2027,
        duration=2,
        group_size=25,
        minimum_group=25,
        maximum_groups=10,
        completion=rate(1),
        costs=(p.Cost("KZT", 100),),
    )
    return replace(base, **changes)


def beds(amount: int, year: int = 2027) -> p.Resource:
    return p.Resource("beds", "I", year, amount)


A_BED_EACH = (p.Use("beds", "person", Fraction(1)),)


def small(**changes: Any) -> p.Problem:
    """One line of 100 welders, one programme in groups of 25, plenty of everything but beds."""
    base = p.Problem(
        regions=(p.Region("KZ-KAR", "KZ"), p.Region("RU-ORE", "RU")),
        currencies=("KZT", "RUB"),
        funds=(p.Fund("KZ-state", "KZT"),),
        budgets=(p.Budget("KZ-state", 2027, 1_000_000),),
        programmes=(p.Programme("welding", ("7212",)),),
        intakes=(intake("I/welding/2027", "welding", uses=A_BED_EACH),),
        lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 100),),
        resources=(beds(50), beds(50, 2028)),
    )
    return replace(base, **changes)


def market(*, seed: int, lines: int, programmes: int, years: int, regions: int = 12) -> p.Problem:
    """A market of two countries and three funds, drawn from a seed; money and beds are short."""
    draw = random.Random(seed)  # noqa: S311  (a repeatable market, not a secret)
    places = tuple(
        p.Region(f"{'RU' if i % 2 else 'KZ'}-{i:02}", "RU" if i % 2 else "KZ")
        for i in range(regions)
    )
    occupations = [f"{7000 + i}" for i in range(max(2, programmes // 6))]
    taught = tuple(
        p.Programme(f"P{i:03}", tuple(draw.sample(occupations, draw.choice([1, 1, 2]))))
        for i in range(programmes)
    )
    intakes = tuple(
        _intake(draw, i, programme.id, draw.choice(places), 2027 + y)
        for i, programme in enumerate(taught)
        for y in range(years)
    )
    demand = tuple(
        p.Line(
            f"L{i:03}",
            draw.choice(places).id,
            draw.choice(occupations),
            2028 + draw.randrange(years + 2),
            draw.randint(5, 120),
            draw.randint(1, 5),
            draw.choice([None, None, "RU-employers"]),
        )
        for i in range(lines)
    )
    return p.Problem(
        regions=places,
        currencies=("KZT", "RUB"),
        funds=(
            p.Fund("KZ-state", "KZT"),
            p.Fund("RU-employers", "RUB", own_lines=True),
            p.Fund("RU-state", "RUB"),
        ),
        budgets=tuple(
            p.Budget(fund, 2027 + y, programmes * size * 100)
            for y in range(years)
            for fund, size in (
                ("KZ-state", 2_000_000),
                ("RU-employers", 100_000),
                ("RU-state", 400_000),
            )
        ),
        programmes=taught,
        intakes=intakes,
        lines=demand,
        resources=tuple(
            p.Resource(kind, f"C{c:02}", 2027 + y, draw.randint(low, high))
            for c in range(programmes // 3 + 1)
            for y in range(years + 4)
            for kind, low, high in (("beds", 20, 120), ("practice", 30, 150), ("teachers", 3, 15))
        ),
        pipeline=tuple(
            p.Pipeline(
                f"T{i}", draw.choice(taught).id, draw.choice(places).id, 2028, 25, rate("4/5")
            )
            for i in range(programmes // 8)
        ),
        propensity=tuple(
            p.Propensity(a.id, b.id, rate(Fraction(draw.randint(0, 6), 10)))
            for a in places
            for b in places
            if a != b and draw.random() < 0.5
        ),
        shares=tuple(
            p.CountryShare("KZ", 2027 + y, Fraction(1, 4), Fraction(3, 4)) for y in range(years)
        ),
        balances=tuple(p.Balance("KZ", "RU", 2029 + y, "movement", 40) for y in range(years)),
    )


def _intake(draw: random.Random, i: int, programme: str, place: p.Region, year: int) -> p.Intake:
    rouble = draw.randint(80, 250) * 100_000
    size = draw.choice([15, 20, 25])
    return p.Intake(
        id=f"{programme}/{year}",
        programme=programme,
        institution=f"C{i // 3:02}",
        region=place.id,
        year=year,
        duration=draw.choice([1, 2, 3]),
        group_size=size,
        minimum_group=draw.choice([10, 12, size]),
        maximum_groups=draw.randint(1, 4),
        completion=rate(Fraction(draw.randint(60, 95), 100)),
        costs=(p.Cost("KZT", rouble * 5), p.Cost("RUB", rouble))[: draw.choice([1, 2, 2])],
        uses=(
            p.Use("beds", "person", Fraction(1, 2)),
            p.Use("practice", "person", Fraction(1), "last"),
            p.Use("teachers", "group", Fraction(3, 2)),
        ),
    )


def two_countries(**changes: Any) -> p.Problem:
    """Plenty of everything in two countries: welders in KZ-KAR, fitters in RU-ORE."""
    base = p.Problem(
        regions=(p.Region("KZ-KAR", "KZ"), p.Region("RU-ORE", "RU")),
        currencies=("KZT", "RUB"),
        funds=(
            p.Fund("KZ-state", "KZT"),
            p.Fund("RU-employers", "RUB", own_lines=True),
            p.Fund("RU-state", "RUB"),
        ),
        budgets=tuple(
            p.Budget(fund, 2027, 1_000_000) for fund in ("KZ-state", "RU-employers", "RU-state")
        ),
        programmes=(p.Programme("welding", ("7212",)), p.Programme("fitting", ("7233",))),
        intakes=(
            intake("K", "welding", minimum_group=20),
            intake(
                "R",
                "fitting",
                institution="J",
                region="RU-ORE",
                minimum_group=20,
                costs=(p.Cost("RUB", 30),),
            ),
        ),
        lines=(
            p.Line("L1", "KZ-KAR", "7212", 2029, 100, 2),
            p.Line("L2", "RU-ORE", "7233", 2029, 80, 1, "RU-employers"),
        ),
    )
    return replace(base, **changes)


def with_intake(problem: p.Problem, id: str, **changes: Any) -> p.Problem:
    """The problem with one intake changed."""
    intakes = tuple(replace(i, **changes) if i.id == id else i for i in problem.intakes)
    return replace(problem, intakes=intakes)


def seats(plan: Any, intake_id: str) -> int:
    """Seats of an intake in a plan, all funds together."""
    return sum(row.number for row in plan.seats if row.intake == intake_id)


def without(problem: p.Problem, rows: Any) -> p.Problem:
    """The problem without the rows that a refusal names: so wide that they no longer bind."""
    for row in rows:
        problem = _WITHOUT[row["family"]](problem, *row["key"])
    return problem


def _drop(table: str, *fields: str) -> Any:
    """Leave out the row of a table whose fields have the given values."""

    def drop(problem: p.Problem, *key: Any) -> p.Problem:
        rows = getattr(problem, table)
        kept = tuple(r for r in rows if tuple(getattr(r, f) for f in fields) != key)
        assert len(kept) == len(rows) - 1
        return replace(problem, **{table: kept})

    return drop


def _rich(problem: p.Problem, fund: str, year: int) -> p.Problem:
    rich = p.Budget(fund, year, 10**12)
    kept = tuple(b for b in problem.budgets if (b.fund, b.year) != (fund, year))
    return replace(problem, budgets=(*kept, rich))


def _unbound(share: str) -> Any:
    def unbound(problem: p.Problem, country: str, year: int) -> p.Problem:
        here = (country, year)
        rows = tuple(
            replace(s, **{share: None}) if (s.country, s.year) == here else s
            for s in problem.shares
        )
        return replace(problem, shares=rows)

    return unbound


_WITHOUT: dict[str, Any] = {
    "override": _drop("overrides", "id"),
    "resource": _drop("resources", "kind", "institution", "year"),
    "balance": _drop("balances", "of", "first", "second", "year"),
    "budget": _rich,
    "groups": lambda problem, id: with_intake(problem, id, maximum_groups=100),
    "seats_at_most": lambda problem, id: with_intake(problem, id, group_size=1000),
    "seats_at_least": lambda problem, id: with_intake(problem, id, minimum_group=1),
    "share_at_least": _unbound("at_least"),
    "share_at_most": _unbound("at_most"),
    "own_lines": lambda problem, fund, id: replace(
        problem,
        funds=tuple(replace(f, own_lines=f.own_lines and f.id != fund) for f in problem.funds),
    ),
}
