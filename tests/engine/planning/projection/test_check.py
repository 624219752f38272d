"""Each account of a projection, falsified on purpose, is caught by the property of it."""

from dataclasses import replace

import pytest

from sheber.engine.errors import PropertyViolated
from sheber.engine.planning import plan as a
from sheber.engine.planning.projection.check import CHECKS, check
from sheber.engine.planning.projection.project import project
from tests.engine.planning.projection.build import COUNT, plan, problem

GOOD = project(problem(), plan())
HOME, AWAY = ("KZ-KAR", "7212", 2029), ("RU-ORE", "7212", 2029)
STOCK = next(row.stock for row in GOOD.rows if row.key == HOME)


def with_row(key, **changes):
    rows = tuple(replace(row, **changes) if row.key == key else row for row in GOOD.rows)
    assert rows != GOOD.rows
    return replace(GOOD, rows=rows)


def with_stock(key, **changes):
    stock = next(row.stock for row in GOOD.rows if row.key == key)
    return with_row(key, stock=replace(stock, **changes))


def moved_in_a_circle():
    """A hundred welders more both leave and arrive than the plan sends."""
    here = with_row(HOME, moved=106, not_placed=-96).rows
    rows = tuple(replace(row, arrived=106, short=-76) if row.key == AWAY else row for row in here)
    return replace(GOOD, rows=rows, moves=(replace(GOOD.moves[0], people=106),))


def one_more_arrives():
    """Everything agrees, except that the plan sends one welder fewer."""
    here = with_row(HOME, moved=7, not_placed=3).rows
    rows = tuple(replace(row, arrived=7, short=23) if row.key == AWAY else row for row in here)
    return replace(GOOD, rows=rows, moves=(replace(GOOD.moves[0], people=7),))


BROKEN = {
    "a stock that does not add up": ("F1", with_stock(HOME, end=1)),
    "a stock that begins anew": ("F1", with_stock(HOME, start=1)),
    "a row twice": ("F1", replace(GOOD, rows=(*GOOD.rows, GOOD.rows[0]))),
    "a stock that was lost": ("F1", with_row(HOME, stock=None)),
    "a year left out": ("F1", replace(GOOD, rows=GOOD.rows[:1] + GOOD.rows[2:])),
    "graduates out of nowhere": ("F2", with_row(HOME, graduates=41, not_placed=5)),
    "graduates who vanish": ("F2", with_row(HOME, not_placed=3)),
    "people sent twice": ("F2", moved_in_a_circle()),
    "a move without an arrival": ("F3", replace(GOOD, moves=())),
    "a move within a region": ("F3", replace(GOOD, moves=(replace(GOOD.moves[0], work="KZ-KAR"),))),
    "an arrival in another region": ("F3", with_row(AWAY, arrived=5, short=25)),
    "an arrival that the plan does not send": ("F4", one_more_arrives()),
    "a shortfall made smaller": ("F5", with_row(AWAY, short=20)),
    "demand made smaller": ("F5", with_row(AWAY, asked=20, short=14)),
    "a student left out": ("F6", with_row(("RU-ORE", None, 2028), in_training=(0, 39, 0))),
    "a student a year older": ("F6", with_row(("RU-ORE", None, 2028), in_training=(40, 0, 0))),
    "who retires counted as leaving": (
        "F7",
        with_stock(HOME, retired=0, left=STOCK.left + STOCK.retired),
    ),
    "need made smaller": ("F7", with_stock(HOME, needed=0)),
}


def test_a_true_projection_holds_every_property():
    assert check(problem(), plan(), GOOD) == dict.fromkeys(CHECKS, True)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_on_purpose_is_caught(name):
    code, projection = BROKEN[name]
    with pytest.raises(PropertyViolated) as caught:
        check(problem(), plan(), projection)
    assert caught.value.code == code


def test_a_projection_of_another_plan_is_caught():
    fewer = plan(seats=(a.Seats("K", "KZ-state", 45), a.Seats("M", "RU-state", 50)))
    with pytest.raises(PropertyViolated) as caught:
        check(problem(), fewer, GOOD)
    assert caught.value.code == "F2"


def test_a_plan_that_states_less_unmet_than_there_is_is_caught():
    flattering = plan(unmet=(a.Unmet("L1", 69.0), *plan().unmet[1:]))
    with pytest.raises(PropertyViolated) as caught:
        check(problem(), flattering, GOOD)
    assert caught.value.code == "F5"


def test_a_count_without_rows_is_caught():
    more = problem(workforce=(COUNT, replace(COUNT, occupation="9333")))
    with pytest.raises(PropertyViolated) as caught:
        check(more, plan(), GOOD)
    assert caught.value.code == "F1"
