"""Hypothesis draws whole planning problems, small enough to be tried out in full."""

from fractions import Fraction

from hypothesis import strategies as st

from sheber.engine.planning import problem as p
from tests.engine.planning.build import rate

REGIONS = (p.Region("KZ-A", "KZ"), p.Region("RU-B", "RU"))
FUNDS = (p.Fund("F1", "KZT"), p.Fund("F2", "RUB", own_lines=True))
PROGRAMMES = (p.Programme("P1", ("O1",)), p.Programme("P2", ("O1", "O2")))

parts = st.sampled_from([Fraction(1, 2), Fraction(3, 4), Fraction(1)])
places = st.sampled_from([region.id for region in REGIONS])
few = st.integers(0, 4)


@st.composite
def intakes(draw: st.DrawFn, number: int) -> p.Intake:
    size = draw(st.integers(1, 2))
    costs = (p.Cost("KZT", draw(st.integers(1, 3))), p.Cost("RUB", draw(st.integers(1, 3))))
    return p.Intake(
        id=f"I{number}",
        programme=draw(st.sampled_from(["P1", "P2"])),
        institution=f"C{number % 2}",
        region=draw(places),
        year=2027,
        duration=draw(st.sampled_from([1, 1, 2])),
        group_size=size,
        minimum_group=draw(st.integers(1, size)),
        maximum_groups=draw(st.integers(0, 2)),
        completion=rate(draw(parts)),
        costs=draw(st.sampled_from([costs, costs[:1], costs[1:]])),
        uses=draw(
            st.sampled_from(
                [
                    (),
                    (p.Use("beds", "person", Fraction(1, 2)),),
                    (p.Use("teachers", "group", Fraction(3, 2), "last"),),
                ]
            )
        ),
    )


@st.composite
def lines(draw: st.DrawFn, number: int) -> p.Line:
    return p.Line(
        id=f"L{number}",
        region=draw(places),
        occupation=draw(st.sampled_from(["O1", "O2", "O3"])),
        year=draw(st.sampled_from([2028, 2028, 2029])),
        number=draw(st.integers(0, 5)),
        weight=draw(st.integers(1, 3)),
        payer=draw(st.sampled_from([None, "F2"])),
    )


@st.composite
def problems(draw: st.DrawFn, overrides: bool = False) -> p.Problem:
    offered = tuple(draw(intakes(number)) for number in range(2))
    share = draw(st.sampled_from([None, Fraction(1, 3), Fraction(1, 2)]))
    of = draw(st.sampled_from([None, "seats", "movement"]))
    fixed = (
        p.Override("X1", "I0", draw(st.sampled_from(p.RULES)), draw(few), "letter of the office"),
        p.Override("X2", "I1", draw(st.sampled_from(p.RULES)), draw(few), "letter of the office"),
    )
    return p.Problem(
        regions=REGIONS,
        currencies=("KZT", "RUB"),
        funds=FUNDS,
        budgets=(
            p.Budget("F1", 2027, draw(st.integers(0, 8))),
            p.Budget("F2", 2027, draw(st.integers(0, 8))),
        ),
        programmes=PROGRAMMES,
        intakes=offered,
        lines=tuple(draw(lines(number)) for number in range(draw(st.integers(0, 3)))),
        resources=tuple(
            p.Resource(kind, f"C{c}", 2027, draw(few))
            for kind in ("beds", "teachers")
            for c in (0, 1)
        ),
        pipeline=draw(
            st.sampled_from([(), (p.Pipeline("T1", "P1", "KZ-A", 2028, 2, rate("1/2")),)])
        ),
        propensity=(p.Propensity("KZ-A", "RU-B", rate(draw(parts) / 2)),),
        shares=() if share is None else (p.CountryShare("KZ", 2027, share, None),),
        balances=() if of is None else (p.Balance("KZ", "RU", 2027 + (of != "seats"), of, 1),),
        overrides=fixed if overrides else (),
        previous=draw(st.sampled_from([(), (p.Previous("I0", "F1", 2),)])),
    )
