"""A plan of a region's size through the database: rows in, solved, checked, rows out."""

import random
import time
from fractions import Fraction

import pytest

from sheber.planning import engine_io, operations
from sheber.planning.models import Allocation, Coverage, LineOutlook
from sheber.programmes.enums import PartnerRole
from sheber.registry.enums import OrganisationKind
from tests.demand import build as demand
from tests.planning import build
from tests.programmes import build as programmes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCCUPATIONS = ("7411", "7412", "7212", "7233", "3113", "3115")
REGIONS = {"RU": ("RU-ORE", "RU-SAM", "RU-OMS"), "KZ": ("KZ-27", "KZ-15", "KZ-39")}
YEARS = (2026, 2027)


def provider(number: int) -> tuple[str, object]:
    country = ("RU", "KZ")[number % 2]
    return country, registry.organisation(
        f"demo-college-{number}",
        OrganisationKind.COLLEGE,
        country,
        REGIONS[country][number // 2 % 3],
    )


def market(draw: random.Random) -> None:
    """20 programmes, each at two colleges in two years, and 60 lines of demand."""
    for number in range(20):
        country = ("RU", "KZ")[number % 2]
        row = build.programme(
            f"demo-programme-{number}",
            (OCCUPATIONS[number % len(OCCUPATIONS)],),
            country,
            months=draw.choice((22, 34)),
        )
        for college in (provider(number)[1], provider(number + 2)[1]):
            programmes.join(row, college, PartnerRole.DELIVERS)
            for year in YEARS:
                build.capacity(
                    row,
                    college,
                    year,
                    minimum_group=15,
                    groups_maximum=draw.randint(1, 3),
                    beds=draw.randint(10, 30),
                    teachers=draw.randint(1, 4),
                )
    for number in range(60):
        country = draw.choice(("RU", "KZ"))
        firm = demand.employer(f"demo-enterprise-{number}", country)
        demand.confirmed_line(
            of=demand.call(firm, f"CALL-{number}"),
            number=draw.randint(5, 60),
            year=draw.choice((2028, 2029, 2030)),
            region=draw.choice(REGIONS[country]),
            occupation=draw.choice(OCCUPATIONS),
        )


def inputs(draw: random.Random) -> engine_io.Inputs:
    regions = [code for codes in REGIONS.values() for code in codes]
    return build.inputs(
        funds=(engine_io.Fund("state-RU", "RUB"), engine_io.Fund("state-KZ", "KZT")),
        budgets=tuple(
            build.budget(fund, year, 400 * 25_000_000)
            for fund in ("state-RU", "state-KZ")
            for year in YEARS
        ),
        completion=build.share("17/20"),
        propensity=tuple(
            engine_io.Propensity(study, work, build.share(str(Fraction(draw.randint(1, 6), 10))))
            for study in regions
            for work in regions
            if study != work
        ),
        shares=tuple(
            engine_io.CountryShare("KZ", year, Fraction(1, 4), Fraction(3, 4)) for year in YEARS
        ),
    )


def test_sixty_lines_and_eighty_intakes_are_planned_in_seconds(
    record_property, django_assert_max_num_queries
):
    draw = random.Random(7)  # noqa: S311  (a repeatable market, not a secret)
    market(draw)
    given = inputs(draw)
    build.office("KZ")
    before = time.perf_counter()
    with django_assert_max_num_queries(40):
        plan = operations.draft_solved(
            "PLAN-1",
            2026,
            2027,
            given,
            search=engine_io.Search(gap=0.02),
            actor=build.office_actor(),
            now=build.NOW,
        )
    took = time.perf_counter() - before
    record_property("seconds", round(took, 2))
    solved = engine_io.stored_solution(plan)
    assert took < 60
    assert solved.plan.stages[0].gap <= 0.02
    assert LineOutlook.objects.filter(plan=plan).count() == 60
    assert sum(row.seats for row in Allocation.objects.all()) == sum(
        row.number for row in solved.plan.seats
    )
    for row in Allocation.objects.all():
        meant = sum(one.seats for one in Coverage.objects.filter(allocation=row))
        assert meant <= row.seats
    assert operations.recheck(plan).holds
