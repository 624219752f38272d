"""Expected graduates become whole seats, fund by fund, and none is promised twice."""

from collections import Counter
from math import floor

import pytest

from sheber.engine.planning.plan import Flow, Plan, Seats
from sheber.engine.planning.problem import Fund, Line, Problem
from sheber.engine.planning.solve import solve
from sheber.planning.engine_io.seating import TOLERANCE, Meant, seated
from tests.engine.planning import build

INTAKE = "I/welding/2027"


def problem(*payers: str | None, completion: str = "1") -> Problem:
    """Lines L0, L1, … with these payers; the fund `own` pays for its own lines only."""
    return build.small(
        funds=(Fund("own", "KZT", own_lines=True), Fund("state", "KZT")),
        intakes=(build.intake(INTAKE, "welding", completion=build.rate(completion)),),
        lines=tuple(
            Line(f"L{i}", "KZ-KAR", "7212", 2029, 100, payer=payer)
            for i, payer in enumerate(payers)
        ),
    )


def plan(seats: dict[str, int], *graduates: float) -> Plan:
    """A plan of one intake; unchecked, since only seats and flows are read here."""
    return Plan(
        engine="",
        solver="",
        status="optimal",
        stages=(),
        groups=(),
        seats=tuple(Seats(INTAKE, fund, number) for fund, number in seats.items()),
        flows=tuple(Flow("intake", INTAKE, f"L{i}", n) for i, n in enumerate(graduates) if n),
        unmet=(),
        spending=(),
    )


def meant(problem: Problem, plan: Plan) -> dict[tuple[str, str], int]:
    return {(one.fund, one.line): one.seats for one in seated(problem, plan)}


def test_seats_are_more_than_the_graduates_expected_of_them():
    found = meant(problem(None, completion="4/5"), plan({"state": 25}, 20.0))
    assert found == {("state", "L0"): 25}


def test_halves_are_shared_by_the_largest_remainder():
    found = meant(problem(None, None, None), plan({"state": 25}, 10.2, 10.5, 4.3))
    assert found == {("state", "L0"): 10, ("state", "L1"): 11, ("state", "L2"): 4}


def test_what_a_solver_leaves_a_hair_below_a_whole_number_is_that_number():
    assert meant(problem(None), plan({"state": 25}, 24.9999999)) == {("state", "L0"): 25}


def test_people_nobody_waits_for_are_meant_for_no_line():
    assert meant(problem(None), plan({"state": 25}, 7.0)) == {("state", "L0"): 7}


def test_a_fund_of_its_own_lines_is_filled_with_them_first():
    found = meant(problem("own", None), plan({"own": 12, "state": 13}, 12.5, 12.5))
    assert found == {("own", "L0"): 12, ("state", "L1"): 12}


def test_own_lines_beyond_the_own_money_are_paid_by_others():
    found = meant(problem("own", None), plan({"own": 10, "state": 15}, 16.0, 9.0))
    assert found == {("own", "L0"): 10, ("state", "L0"): 6, ("state", "L1"): 9}


def test_a_fund_of_its_own_lines_covers_nobody_elses():
    found = meant(problem("own", None), plan({"own": 10, "state": 5}, 9.0, 6.0))
    assert found == {("own", "L0"): 9, ("state", "L1"): 5}


@pytest.mark.parametrize("seed", range(4))
def test_in_whole_markets_no_seat_is_promised_twice_and_none_is_lost(seed):
    given = build.market(seed=seed, lines=10, programmes=8, years=1, regions=4)
    found = solve(given, gap=0.05, nodes=5)
    rows = list(seated(given, found))
    seats = {(row.intake, row.fund): row.number for row in found.seats}
    used: Counter[tuple[str, str]] = Counter()
    for row in rows:
        used[row.intake, row.fund] += row.seats
    assert all(number <= seats[key] for key, number in used.items())
    own = {fund.id for fund in given.funds if fund.own_lines}
    payer = {line.id: line.payer for line in given.lines}
    assert all(payer[row.line] == row.fund for row in rows if row.fund in own)
    for intake in given.intakes:
        _nothing_lost(rows, found, intake.id, float(intake.completion.share), own, payer)


def _nothing_lost(
    rows: list[Meant],
    found: Plan,
    intake: str,
    completion: float,
    own: set[str],
    payer: dict[str, str | None],
) -> None:
    """Of each group of lines less than one seat is left without a line."""
    wanted: Counter[str] = Counter()
    for flow in found.flows:
        if (flow.kind, flow.source) == ("intake", intake):
            group = payer[flow.line] if payer[flow.line] in own else ""
            wanted[str(group)] += flow.graduates / completion
    whole = sum(floor(number + TOLERANCE) for number in wanted.values())
    assert sum(row.seats for row in rows if row.intake == intake) == whole
