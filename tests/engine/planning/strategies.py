"""Hypothesis draws whole planning problems, small enough to be tried out in full."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sheber.engine.planning import problem as p
from tests.engine.planning.build import rate

REGIONS = (p.Region("KZ-A", "KZ"), p.Region("RU-B", "RU"))
PROGRAMMES = (p.Programme("P1", ("O1",)), p.Programme("P2", ("O1", "O2")))

parts = st.sampled_from([Fraction(1, 2), Fraction(3, 4), Fraction(1)])
places = st.sampled_from([region.id for region in REGIONS])
few = st.integers(0, 4)


USES = tuple(
    p.Use(kind, per, amount, when, owner)
    for kind, amount in (
        ("beds", Fraction(1, 2)),
        ("teachers", Fraction(3, 2)),
        ("workshops", Fraction(1)),
        ("practice_places", Fraction(1)),
    )
    for per in p.PER
    for when in p.WHEN
    for owner in (None, "town")
)


@st.composite
def funds(draw: st.DrawFn) -> tuple[p.Fund, ...]:
    """A purse of the state, perhaps for seats of one country, and one of an employer."""
    country = draw(st.sampled_from([None, None, "KZ", "RU"]))
    return (p.Fund("F1", "KZT", country=country), p.Fund("F2", "RUB", own_lines=True))


@st.composite
def intakes(draw: st.DrawFn, number: int) -> p.Intake:
    """Two intakes of 2027, and a third of 2028 of one small group at the institution of the first.

    Few seats and mostly one fund each: every number of seats is tried by brute force.
    """
    later = number == 2
    size = draw(st.integers(1, 2))
    costs = (p.Cost("KZT", draw(st.integers(1, 3))), p.Cost("RUB", draw(st.integers(1, 3))))
    paid = [costs[:1], costs[1:]] if later else [costs, costs[:1], costs[1:]]
    return p.Intake(
        id=f"I{number}",
        programme=draw(st.sampled_from(["P1", "P2"])),
        institution=f"C{number % 2}",
        region=draw(places),
        year=2028 if later else 2027,
        duration=draw(st.sampled_from([1, 1, 2])),
        group_size=size,
        minimum_group=draw(st.integers(1, size)),
        maximum_groups=draw(st.integers(0, 1 if later else 2)),
        completion=rate(draw(parts)),
        costs=draw(st.sampled_from(paid)),
        uses=tuple(draw(st.lists(st.sampled_from(USES), max_size=2, unique=True))),
    )


@st.composite
def lines(draw: st.DrawFn, number: int) -> p.Line:
    return p.Line(
        id=f"L{number}",
        region=draw(places),
        occupation=draw(st.sampled_from(["O1", "O2", "O3"])),
        year=draw(st.sampled_from([2028, 2028, 2029, 2030])),
        number=draw(st.integers(0, 5)),
        weight=draw(st.integers(1, 3)),
        payer=draw(st.sampled_from([None, "F2"])),
    )


@st.composite
def fixed(draw: st.DrawFn, intake: p.Intake, purses: tuple[p.Fund, ...], name: str) -> p.Override:
    """What an office has fixed for an intake: all its seats, or those of one fund that may pay."""
    currencies = {cost.currency for cost in intake.costs}
    countries = (None, *(region.country for region in REGIONS if region.id == intake.region))
    may = [f.id for f in purses if f.currency in currencies and f.country in countries]
    return p.Override(
        name,
        intake.id,
        draw(st.sampled_from(p.RULES)),
        draw(few),
        "letter of the office",
        draw(st.sampled_from([None, None, *may])),
    )


@st.composite
def agreements(draw: st.DrawFn) -> dict[str, Any]:
    """Shares and balances of the two countries, any of them, both balances together too."""
    third = st.sampled_from([None, None, Fraction(1, 3), Fraction(1, 2)])
    low, high = draw(third), draw(third)
    of = draw(st.sampled_from([(), (), ("seats",), ("movement",), p.BALANCES]))
    return {
        "shares": (
            p.CountryShare("KZ", 2027, low, None),
            p.CountryShare("RU", 2027, None, None if high is None else 1 - high / 2),
        ),
        "balances": tuple(p.Balance("KZ", "RU", 2027 + (o != "seats"), o, 1) for o in of),
    }


@st.composite
def problems(draw: st.DrawFn, overrides: bool = False) -> p.Problem:
    offered = tuple(draw(intakes(number)) for number in range(draw(st.integers(2, 3))))
    purses = draw(funds())
    used = sorted({(u.owner or i.institution, u.resource) for i in offered for u in i.uses})
    return p.Problem(
        regions=REGIONS,
        currencies=("KZT", "RUB"),
        funds=purses,
        budgets=tuple(
            p.Budget(fund.id, year, draw(st.integers(0, 8)))
            for fund in purses
            for year in (2027, 2028)
        ),
        programmes=PROGRAMMES,
        intakes=offered,
        lines=tuple(draw(lines(number)) for number in range(draw(st.integers(0, 3)))),
        resources=tuple(
            p.Resource(kind, institution, year, draw(few))
            for institution, kind in used
            for year in (2027, 2028)
        ),
        pipeline=draw(
            st.sampled_from([(), (p.Pipeline("T1", "P1", "KZ-A", 2028, 2, rate("1/2")),)])
        ),
        propensity=(p.Propensity("KZ-A", "RU-B", rate(draw(parts) / 2)),),
        overrides=tuple(draw(fixed(i, purses, f"X{i.id}")) for i in offered) if overrides else (),
        previous=draw(
            st.sampled_from([(), (p.Previous("I0", "F1", 2),), (p.Previous("I1", "F2", 1),)])
        ),
        **draw(agreements()),
    )
