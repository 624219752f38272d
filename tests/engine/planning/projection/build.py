"""A projection small enough to be followed by hand: two intakes, two regions, one count."""

from datetime import date
from fractions import Fraction

from sheber.engine.planning import plan as a
from sheber.engine.planning import problem as p
from tests.engine.planning.build import intake, rate, two_countries

COUNT = p.Workforce(
    "KZ-KAR", "7212", 2027, 200, "a count", date(2027, 1, 1), rate("1/10"), rate("1/20"), 4
)


def problem(**changes) -> p.Problem:
    """Welders of two years' study in Karaganda; lines for them there and in Orenburg."""
    stated = {
        "programmes": (p.Programme("welding", ("7212",)), p.Programme("metal", ("7212", "7233"))),
        "intakes": (
            intake("K", "welding", completion=rate("4/5")),
            intake("M", "metal", region="RU-ORE", institution="J", duration=3),
        ),
        "lines": (
            p.Line("L1", "KZ-KAR", "7212", 2029, 100),
            p.Line("L2", "RU-ORE", "7212", 2029, 30),
            p.Line("L3", "RU-ORE", "7233", 2030, 10),
        ),
        "pipeline": (p.Pipeline("T", "welding", "KZ-KAR", 2028, 20, rate("1/2")),),
        "propensity": (p.Propensity("KZ-KAR", "RU-ORE", rate("1/2")),),
        "workforce": (COUNT,),
        **changes,
    }
    return two_countries(**stated)


def plan(**changes) -> a.Plan:
    """50 seats each; 30 of 40 welders stay, 6 move; 10 of 50 metal workers become fitters."""
    stated = {
        "engine": "a test",
        "solver": "none",
        "status": "feasible",
        "stages": (),
        "groups": (),
        "seats": (a.Seats("K", "KZ-state", 50), a.Seats("M", "RU-state", 50)),
        "flows": (
            a.Flow("intake", "K", "L1", 30.0),
            a.Flow("intake", "K", "L2", 6.0),
            a.Flow("intake", "M", "L3", 10.0),
        ),
        "unmet": (a.Unmet("L1", 70.0), a.Unmet("L2", 24.0), a.Unmet("L3", 0.0)),
        "spending": (),
        **changes,
    }
    return a.Plan(**stated)


def people(*numbers) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in numbers)
