"""The citizens' text says the same in three languages, and what it says is true: its properties are
those of the checker and in the words of the offices' page, and its examples are planned."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation

from sheber.engine.planning.check import CHECKS
from sheber.engine.planning.highs import Limits, relative_gap, relaxed_duals
from sheber.engine.planning.model import build
from sheber.engine.planning.problem import (
    Line,
    Override,
    Programme,
    Rate,
    Workforce,
    canonical,
)
from sheber.engine.planning.projection.project import project
from sheber.engine.planning.reasons import reasons
from sheber.engine.planning.scenarios.average import average_plan
from sheber.engine.planning.solve import solve
from sheber.engine.planning.stages import unmet
from sheber.insights.queries.measured import FEWEST_CASES
from sheber.planning.phrases.engine import PROPERTIES
from tests.engine.planning.build import A_BED_EACH, beds, intake, small

FOLDER = Path(__file__).parents[3] / "docs" / "algorithms"
EXAMPLE, MORE, GAP, PROJECTION, FUTURES, BECAME = 3, 4, 6, 9, 10, 12
"""Places of sections in the text, which begin with 0 for what stands before the first heading."""
every_language = pytest.mark.parametrize("language", ["en", "ru", "kk"])


def text(language):
    return (FOLDER / f"planning.{language}.md").read_text(encoding="utf-8")


def sections(language):
    return re.split(r"^## .+$", text(language), flags=re.MULTILINE)


def numbers(section):
    return [int(number) for number in re.findall(r"\d+", section)]


@every_language
def test_every_property_stands_in_the_text_with_the_words_of_the_offices_page(language):
    stated = dict(re.findall(r"^- \*\*(Q\d+)\*\* (.+)$", text(language), re.MULTILINE))
    assert list(stated) == list(CHECKS)
    with translation.override(language):
        words = {code: str(said) for code, said in PROPERTIES.items()}
    for code in CHECKS:
        said = words[code]
        assert stated[code].startswith(said[0].upper() + said[1:])


@every_language
def test_no_other_property_is_named(language):
    assert set(re.findall(r"\bQ\d+\b", text(language))) == set(CHECKS)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_sections_lists_and_numbers_are_those_of_the_english_text(language):
    def shape(section):
        marks = Counter(line[:2] for line in section.splitlines() if line[:2] in ("- ", "| "))
        steps = re.findall(r"^\d\. ", section, re.MULTILINE)
        strong = len(re.findall(r"\*\*.+?\*\*", section))
        return Counter(numbers(section)), marks, steps, strong, re.findall(r"`.+?`", section)

    ours, english = sections(language), sections("en")
    assert len(ours) == len(english)
    for mine, theirs in zip(ours, english, strict=True):
        assert shape(mine) == shape(theirs)


def test_kazakh_text_says_that_it_is_a_draft():
    assert text("kk").splitlines()[2].startswith("> Жоба:")


def college(places):
    """Karaganda and its college, with so many beds."""
    return small(resources=(beds(places), beds(places, 2028)))


def planned(places):
    """Groups opened and welders unmet with so many beds."""
    plan = solve(college(places), gap=0)
    return plan.groups[0].number, plan.unmet[0].people


def test_example_by_hand_is_what_the_engine_finds():
    asked, group, places, *_told, needed, left = numbers(sections("en")[EXAMPLE])
    problem = college(places)
    assert problem.lines == (Line("L1", "KZ-KAR", "7212", 2029, asked),)
    assert problem.intakes[0].group_size == problem.intakes[0].minimum_group == group
    plan = solve(problem, gap=0)
    assert (plan.groups[0].number, plan.unmet[0].people) == (2, 50)
    (told,) = reasons(problem, plan)
    assert [(limit.code, limit.needed, limit.room) for limit in told.limits] == [
        ("beds", needed, left),
        ("beds", needed, left),
    ]


def test_what_more_beds_bring_is_what_the_engine_finds():
    short, unmet_then, added, enough, unmet_now, brought, dual, _first = numbers(
        sections("en")[MORE]
    )
    assert planned(short) == (2, unmet_then)
    assert planned(enough) == (3, unmet_now)
    assert short == 50 + added
    assert enough == short + 1
    assert unmet_then - unmet_now == brought
    model = build(canonical(college(50)))
    duals = relaxed_duals(model, unmet(model).costs)
    per_bed = [d for d, name in zip(duals, model.rows.names, strict=True) if name.key[0] == "beds"]
    assert sum(per_bed) == pytest.approx(-dual)


def test_example_of_a_gap_is_the_engine_s_reckoning():
    value, bound, *_difference, whole, tenths, best = numbers(sections("en")[GAP])
    assert relative_gap(value, bound) == pytest.approx((whole + tenths / 10) / 100)
    assert relative_gap(value, value) == best


def test_example_of_a_projection_is_what_the_engine_finds():
    at_start, whole, hundredths, retired, came, at_end = numbers(sections("en")[PROJECTION])
    share = Rate(whole + Fraction(hundredths, 100), "assumed for a test", date(2026, 9, 1))
    counted = Workforce(
        "KZ-KAR", "7212", 2029, at_start, "assumed for a test", date(2026, 9, 1), share
    )
    problem = small(workforce=(counted,))
    rows = {row.year: row for row in project(problem, solve(problem, gap=0)).rows}
    stock = rows[2029].stock
    assert (stock.start, stock.retired, rows[2029].stayed, stock.end) == (
        *(at_start, retired, came),
        at_end,
    )


def two_trades(welders):
    """One group of 25 can open, for welding or for fitting; 20 electricians are wanted anyway."""
    return small(
        programmes=(Programme("welding", ("7212",)), Programme("fitting", ("7411",))),
        intakes=tuple(
            intake(trade, trade, uses=A_BED_EACH, maximum_groups=1)
            for trade in ("welding", "fitting")
        ),
        lines=(
            Line("L1", "KZ-KAR", "7212", 2029, welders),
            Line("L2", "KZ-KAR", "7411", 2029, 20),
        ),
        resources=(beds(25), beds(25, 2028)),
    )


def missing(welders, opened):
    """People missing where this group is opened, whatever comes."""
    fixed = Override("X", opened, "exactly", 25, "decided before the future was known")
    plan = solve(replace(two_trades(welders), overrides=(fixed,)), gap=0)
    return plan.stages[0].value


@every_language
def test_example_of_two_futures_is_what_the_engine_finds(language):
    rows = re.findall(r"^\| (.+) \|$", sections(language)[FUTURES], re.MULTILINE)[1:]
    told = [[float(cell.replace(",", ".")) for cell in row.split(" | ")[1:]] for row in rows]
    for opened, (mean, many, none, average) in zip(("welding", "fitting"), told, strict=True):
        assert [missing(welders, opened) for welders in (25, 50, 0)] == [mean, many, none]
        assert average == (many + none) / 2


def test_the_plan_for_the_mean_is_not_the_best_across_the_two_futures():
    mean = canonical(two_trades(25))
    assert solve(mean, gap=0).seats[0].intake == "welding"
    answer = average_plan(mean, [canonical(two_trades(50)), canonical(two_trades(0))], Limits(0.0))
    assert answer.value == pytest.approx(25)
    best = [min(missing(welders, each) for each in ("welding", "fitting")) for welders in (50, 0)]
    regrets = {
        each: max(missing(w, each) - least for w, least in zip((50, 0), best, strict=True))
        for each in ("welding", "fitting")
    }
    assert regrets == {"welding": 20, "fitting": 5}


@every_language
def test_a_share_is_measured_on_as_many_cases_as_the_text_says(language):
    assert numbers(sections(language)[BECAME]) == [FEWEST_CASES]
