"""The largest exchange against every exchange of small rounds, and its proof."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.exchange.assemble import assemble
from sheber.engine.exchange.check import check
from sheber.engine.exchange.check_largest import check_largest, is_provable
from sheber.engine.exchange.cycles import trading_cycles
from sheber.engine.exchange.market import LARGEST, TRADING_CYCLES, stays_of
from sheber.engine.exchange.solve import solve
from tests.engine.exchange.brute import Small
from tests.engine.exchange.build import drafts

largest = drafts(procedure=LARGEST)


def lawful(draft):
    small = Small(draft)
    outcomes = list(small.outcomes())
    if draft.respect_send_order:
        outcomes = [hosts for hosts in outcomes if small.free_of_envy(hosts)]
    return small, outcomes


@settings(max_examples=300, deadline=None)
@given(largest)
def test_best_of_all_exchanges_by_stays_then_ranks_then_hosts(draft):
    small, outcomes = lawful(draft)
    found = tuple(solve(assemble(draft)).host.tolist())
    assert found in outcomes
    assert small.value(found) == min(map(small.value, outcomes))


@settings(max_examples=150, deadline=None)
@given(largest)
def test_same_round_gives_the_same_exchange(draft):
    first, second = (solve(assemble(draft)).host.tolist() for _ in range(2))
    assert first == second


@settings(max_examples=200, deadline=None)
@given(largest, st.integers(0, 2**32))
def test_proof_accepts_the_best_by_stays_and_ranks_and_nothing_else(draft, seed):
    round_ = assemble(draft)
    if not is_provable(round_):
        return
    small, outcomes = lawful(draft)
    best = min(map(small.value, outcomes))[:2]
    for hosts in Random(seed).sample(outcomes, min(8, len(outcomes))):  # noqa: S311
        found = check_largest(round_, stays_of(np.array(hosts)))
        assert (not found) == (small.value(hosts)[:2] == best)


@settings(max_examples=100, deadline=None)
@given(drafts(procedure=TRADING_CYCLES, countries=2))
def test_never_fewer_than_trading_cycles_send(draft):
    by_cycles = trading_cycles(assemble(draft))
    draft.procedure, draft.respect_send_order = LARGEST, False
    assert (solve(assemble(draft)).host >= 0).sum() >= (by_cycles >= 0).sum()


@settings(max_examples=100, deadline=None)
@given(largest)
def test_what_is_not_claimed_is_said_so(draft):
    outcome = solve(assemble(draft))
    assert outcome.properties["X4"] is (True if draft.respect_send_order else None)
    assert {outcome.properties[code] for code in ("X1", "X2", "X3", "X5")} == {True}
    asked = ("X1", "X2", "X3", "X4") if outcome.properties["X4"] else ("X1", "X2", "X3")
    assert check(assemble(draft), stays_of(outcome.host), asked) == []
