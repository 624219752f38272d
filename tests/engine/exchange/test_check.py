"""Each property broken on purpose is caught and named, by code that shares nothing."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sheber.engine.exchange.check as check_module
from sheber.engine.errors import PropertyViolated
from sheber.engine.exchange.assemble import Institution, assemble
from sheber.engine.exchange.check import check, claimed
from sheber.engine.exchange.market import LARGEST, TRADING_CYCLES, Stays, stays_of
from sheber.engine.exchange.solve import verify
from tests.engine.exchange.brute import Small
from tests.engine.exchange.build import drafts, round_of

ROOM = Path(check_module.__file__).parent
A, B, C = range(3)
STAYS = -1


def verdict(round_, hosts, properties=None):
    found = check(round_, stays_of(np.array(hosts)), properties)
    return {violation.code: violation.facts for violation in found}


def rows(*stays):
    return Stays(*(np.array(column) for column in zip(*stays, strict=True)))


SWAP = [(A, [B]), (B, [A])]


def test_x1_an_institution_sends_without_hosting():
    facts = verdict(round_of([0, 0], SWAP), [B, STAYS])["X1"]
    assert (facts["institution"], facts["sent"], facts["hosted"], facts["cases"]) == (A, 1, 0, 2)


def test_x1_the_window_counts():
    row = Institution(0, 9, 9, opening_balance=1)
    facts = verdict(round_of([row, 0], SWAP), [B, A])["X1"]
    assert (facts["institution"], facts["opening"]) == (A, 1)


def test_x1_a_pair_of_countries_is_out_of_balance():
    round_ = round_of([0, 1], SWAP, institution_tolerance=1, country_tolerance=0)
    facts = verdict(round_, [B, STAYS])["X1"]
    assert (facts["why"], facts["country"], facts["sent"], facts["hosted"]) == ("pair", 0, 1, 0)


def test_x1_within_the_tolerance_is_balance():
    round_ = round_of([0, 1], [(A, [B]), (B, [])], institution_tolerance=1, country_tolerance=1)
    assert verdict(round_, [B, STAYS]) == {}


def test_x2_somebody_goes_twice():
    round_ = round_of([0, 0, 0], [(A, [B, C]), (B, [A]), (C, [])])
    found = {one.code: one.facts for one in check(round_, rows((0, B), (1, A), (0, C)))}
    assert found["X2"]["why"] == "twice"
    assert found["X2"]["row"] == 2


def test_x2_a_home_sends_more_than_its_cap():
    rows_ = [Institution(0, 1, 9), Institution(0, 9, 9)]
    people = [(A, [B]), (A, [B]), (B, [A]), (B, [A])]
    facts = verdict(round_of(rows_, people), [B, B, A, A])["X2"]
    assert (facts["why"], facts["number"], facts["cap"]) == ("sent", 2, 1)


def test_x2_a_host_takes_more_than_its_cap():
    rows_ = [Institution(0, 9, 1), Institution(0, 9, 9)]
    people = [(A, [B]), (A, [B]), (B, [A]), (B, [A])]
    facts = verdict(round_of(rows_, people), [B, B, A, A])["X2"]
    assert (facts["why"], facts["institution"]) == ("hosted", A)


@pytest.mark.parametrize("order", [[1, 0], [1]])
def test_x2_a_home_sends_whom_it_did_not_certify(order):
    rows_ = [Institution(0, 1, 9, send_order=order), Institution(0, 9, 9)]
    people = [(A, [B]), (A, []), (B, [A])]
    facts = verdict(round_of(rows_, people), [B, STAYS, A])["X2"]
    assert (facts["why"], facts["person"]) == ("uncertified", 0)


def test_x3_a_place_that_is_not_on_the_list():
    facts = verdict(round_of([0, 0], [(A, []), (B, [A])]), [B, A])["X3"]
    assert (facts["why"], facts["person"], facts["host"]) == ("not_listed", 0, B)


def test_x3_a_host_that_does_not_accept_the_person():
    round_ = round_of([0, Institution(0, 9, 9, host_order=[])], SWAP)
    facts = verdict(round_, [B, A])["X3"]
    assert (facts["why"], facts["person"]) == ("not_accepted", 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [((-1, A), "unknown_person"), ((0, -1), "unknown_host"), ((0, A), "own_home")],
)
def test_x3_rows_that_name_nobody_or_lead_nowhere(row, why):
    found = {one.code: one.facts for one in check(round_of([0, 0], SWAP), rows(row))}
    assert found["X3"]["why"] == why


ENVY = [(A, [B]), (A, [B]), (B, [A])]


def test_x4_a_lower_compatriot_has_the_place():
    round_ = round_of([Institution(0, 9, 9, send_order=[0, 1]), 0], ENVY)
    facts = verdict(round_, [STAYS, B, A])["X4"]
    assert (facts["person"], facts["host"], facts["other"]) == (0, B, 1)


def test_x4_is_no_envy_where_the_host_does_not_accept():
    rows_ = [Institution(0, 9, 9, send_order=[0, 1]), Institution(0, 9, 9, host_order=[1])]
    assert verdict(round_of(rows_, ENVY), [STAYS, B, A]) == {}


def test_x4_is_not_asked_of_the_largest_unless_claimed():
    rows_ = [Institution(0, 9, 9, send_order=[0, 1]), 0]
    free = round_of(rows_, ENVY, procedure=LARGEST)
    assert "X4" not in claimed(free)
    assert verdict(free, [STAYS, B, A]) == {}
    held = round_of(rows_, ENVY, procedure=LARGEST, respect_send_order=True)
    assert list(verdict(held, [STAYS, B, A])) == ["X4"]


def test_x5_a_cycle_is_left():
    facts = verdict(round_of([0, 0], SWAP), [STAYS, STAYS])["X5"]
    assert sorted(zip(facts["people"], facts["hosts"], strict=True)) == [(0, B), (1, A)]


def test_x5_a_chain_is_left():
    round_ = round_of([0, 0, 0], [(A, [B]), (B, [C])], institution_tolerance=1)
    assert "X5" in verdict(round_, [STAYS, STAYS])


def test_x5_guests_could_change_places():
    people = [(A, [C, B]), (A, [B, C]), (B, [A]), (C, [A])]
    facts = verdict(round_of([0, 0, 0], people), [B, C, A, A])["X5"]
    assert sorted(facts["people"]) == [0, 1]


@pytest.mark.parametrize("countries", [1, 3])
def test_x5_leaves_a_trade_alone_that_would_break_x4(countries):
    """Persons 1 and 3 could go to C and A; but 0, who is above 1, wants C, too, and sits at B on
    no trade, since nobody would come to B instead. With three countries a search says so."""
    rows_ = [Institution(0, 9, 9, send_order=[0, 1]), 1 % countries, 2 % countries]
    people = [(A, [C, B]), (A, [C]), (B, [A]), (C, [A])]
    now = [B, STAYS, A, STAYS]
    facts = {"procedure": LARGEST, "country_tolerance": 2}
    held = round_of(rows_, people, respect_send_order=True, **facts)
    assert verdict(held, now) == {}
    free = round_of(rows_, people, **facts)
    assert sorted(verdict(free, now)["X5"]["people"]) == [1, 3]


def test_x5_with_pairs_of_three_countries_leaves_what_would_break_a_pair():
    people = [(A, [B]), (B, [C]), (C, [A])]
    held = round_of([0, 1, 2], people, procedure=LARGEST, country_tolerance=0)
    assert verdict(held, [STAYS] * 3) == {}
    loose = round_of([0, 1, 2], people, procedure=LARGEST, country_tolerance=1)
    assert sorted(verdict(loose, [STAYS] * 3)["X5"]["people"]) == [0, 1, 2]


def test_x5_is_judged_only_from_a_lawful_outcome():
    assert list(verdict(round_of([0, 0], SWAP), [B, STAYS])) == ["X1"]


@settings(max_examples=200, deadline=None)
@given(drafts(), st.randoms(use_true_random=False))
def test_checks_agree_with_the_rules_read_word_for_word(draft, random):
    round_, small = assemble(draft), Small(draft)
    outcomes = list(small.outcomes())
    free = [hosts for hosts in outcomes if small.free_of_envy(hosts)]
    rivals = free if round_.claims_send_order else outcomes
    for hosts in random.sample(outcomes, min(6, len(outcomes))):
        expected = set()
        if round_.claims_send_order and hosts not in free:
            expected = {"X4"}
        elif any(small.better(hosts, other) for other in rivals):
            expected = {"X5"}
        assert set(verdict(round_, hosts)) == expected


@settings(max_examples=200, deadline=None)
@given(drafts(), st.randoms(use_true_random=False))
def test_balance_and_caps_agree_with_the_rules_on_any_outcome(draft, random):
    round_, small = assemble(draft), Small(draft)
    hosts = tuple(random.choice(small.choices(person)) for person in range(len(small.homes)))
    found = verdict(round_, hosts, ("X1", "X2", "X3"))
    assert ("X1" not in found) == small.in_balance(hosts)
    assert ("X2" not in found) == small.within_caps(hosts)
    assert "X3" not in found


@pytest.mark.parametrize(
    ("procedure", "hosts", "code"),
    [
        (TRADING_CYCLES, [B, STAYS, STAYS], "X1"),
        (TRADING_CYCLES, [STAYS, STAYS, STAYS], "X5"),
        (LARGEST, [B, A, STAYS], "largest"),
    ],
)
def test_result_with_a_broken_property_cannot_leave_the_engine(procedure, hosts, code):
    round_ = round_of([0, 0, 0], [(A, [B]), (B, [A, C]), (C, [A])], procedure=procedure)
    with pytest.raises(PropertyViolated) as refusal:
        verify(round_, np.array(hosts))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "name", ["check.py", "check_trades.py", "check_pairs.py", "check_largest.py", "tally.py"]
)
def test_checker_imports_nothing_that_solves(name):
    allowed = {"market", "tally", "errors", "check_trades", "check_pairs"}
    for node in ast.walk(ast.parse((ROOM / name).read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sheber"):
            assert node.module.rpartition(".")[2] in allowed
