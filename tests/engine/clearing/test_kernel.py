"""The compiled solver finds what the readable one finds, on every market and in every order."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.legs.markets import Size, draw
from sheber.engine.clearing import check_lines as pass_module
from sheber.engine.clearing import kernel, kernel_heaps, pack
from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.clear_compiled import clear_compiled
from sheber.engine.clearing.compiled import compiled
from sheber.engine.clearing.lint import lint
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.rising import rising_cutoffs
from sheber.engine.clearing.solver import MANY_CLAIMS, held_claims
from tests.engine.clearing.build import drafts, market_of, markets


@settings(max_examples=300, deadline=None)
@given(markets())
def test_kernel_equals_the_readable_solver_and_the_rising_cutoffs(market):
    found = clear_compiled(market).tolist()
    assert found == clear(market).tolist()
    assert found == rising_cutoffs(market).tolist()


@settings(max_examples=100, deadline=None)
@given(markets(max_applicants=80, max_offerings=8, max_contracts=6))
def test_kernel_equals_the_readable_solver_on_larger_markets(market):
    assert clear_compiled(market).tolist() == clear(market).tolist()


EVERYBODY = 10**12
"""More seats than a 32-bit number can say."""


@st.composite
def crowded(draw):
    """Hundreds of applicants at a few offerings of one to twenty pools, so that buffers are cut
    back by quickselect and contracts stand on several blocks: unequal lists, empty ones too,
    pools without seats, pools with seats for everybody, keys that differ by pool or not."""
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311
    pools, first = [], 0
    for _ in range(draw(st.integers(1, 4))):
        size = random.choice([1, 1, 2, 4, 9, 20])
        seats = random.choice([3, 12, 40])
        numbers = range(first, first + size)
        targets = [random.choice([-1, *numbers[place + 1 :]]) for place in range(size)]
        pools.append([(random.choice([0, seats, seats, EVERYBODY]), target) for target in targets])
        first += size
    one_merit = random.random() < 0.7
    applicants = [
        [_contract(random, pools, one_merit) for _ in range(random.choice([0, 1, 3, 6]))]
        for _ in range(draw(st.integers(1, 300)))
    ]
    lottery = lottery_ranks(b"seed", [str(number) for number in range(len(applicants))])
    return assemble(Draft(pools, [], applicants, lottery))[0]


def _contract(random, pools, one_merit):
    offering = random.randrange(len(pools))
    first = sum(map(len, pools[:offering]))
    numbers = range(first, first + len(pools[offering]))
    score = random.random()
    return [
        (pool, score if one_merit else random.random(), [])
        for pool in random.sample(numbers, random.randint(1, len(numbers)))
    ]


@settings(max_examples=60, deadline=None)
@given(crowded())
def test_kernel_equals_the_readable_solver_where_pools_are_crowded(market):
    lint(market)
    assert clear_compiled(market).tolist() == clear(market).tolist()


@settings(max_examples=60, deadline=None)
@given(drafts(max_applicants=40, max_offerings=5), st.randoms(use_true_random=False))
def test_the_order_of_applicants_does_not_matter(draft, random):
    order = list(range(len(draft.applicants)))
    random.shuffle(order)
    shuffled = replace(
        draft,
        applicants=[draft.applicants[applicant] for applicant in order],
        lottery=np.asarray(draft.lottery)[order],
    )
    market, other = assemble(draft)[0], assemble(shuffled)[0]
    held, moved = clear_compiled(market), clear_compiled(other)
    places = np.where(held >= 0, held - market.first_claim[:-1], -1)[order]
    assert places.tolist() == np.where(moved >= 0, moved - other.first_claim[:-1], -1).tolist()


def test_keys_too_high_for_a_line_are_ranked_anew():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 3}, {1: 1}], [{0: 2}, {1: 2}], [{1: 3}]])
    high = replace(market, claim_key=market.claim_key + 2**40)
    assert clear_compiled(high).tolist() == clear(market).tolist()


def test_a_market_without_anything():
    market = market_of([], [])
    assert clear_compiled(market).tolist() == []


def test_nobody_has_a_contract():
    market = market_of([[(1, -1)]], [[], []])
    assert clear_compiled(market).tolist() == [-1, -1]


def test_a_contract_with_one_merit_is_one_line_and_with_two_merits_two():
    pools = [[(1, -1), (1, -1), (1, -1)]]
    assert len(pack.pack(market_of(pools, [[{0: 5, 1: 5, 2: 5}]])).word) == 1
    assert len(pack.pack(market_of(pools, [[{0: 5, 1: 5, 2: 4}]])).word) == 2


def test_pools_beyond_the_mask_have_a_block_of_their_own():
    lines = pack.pack(market_of([[(1, -1)] * 9], [[dict.fromkeys(range(9), 5)]]))
    assert lines.pool_block.tolist() == [0] * 8 + [8]
    assert (lines.word & pack.POOL_BITS).tolist() == [255, 1]
    assert (lines.word & pack.LAST).tolist() == [0, pack.LAST]


def test_lines_give_every_claim_back():
    market = market_of([[(1, -1)] * 9], [[{8: 1}, dict.fromkeys(range(9), 5)], [], [{3: 2}]])
    lines = pack.pack(market)
    held = np.array([2 | 0 << pack.KEY_AT, -1, 3 | 3 << pack.KEY_AT])
    assert pack.claims_of_lines(market, lines, held).tolist() == [9, -1, 10]


def test_a_large_market_goes_to_the_kernel_and_comes_back_the_same():
    market = draw(Size(applicants=MANY_CLAIMS // 5))
    assert market.claims == MANY_CLAIMS
    assert held_claims(market).tolist() == clear(market).tolist()


@pytest.mark.parametrize("module", [kernel, kernel_heaps, pass_module])
def test_compiled_modules_restate_the_layout_as_it_is(module):
    """They must not import these: the code on disk would not notice a change."""
    layout = {"KEY_AT", "BLOCK_AT", "LAST", "POOL_BITS", "LINE_BITS"} & set(vars(module))
    assert layout
    assert {name: getattr(module, name) for name in layout} == {
        name: getattr(pack, name) for name in layout
    }


def test_the_heaps_restate_the_columns_and_marks_as_they_are():
    names = ["BASE", "COUNT", "SPILL", "OFFERING", "FORM", "AT_ONCE", "TAIL", "ASIDE", "KEY_BITS"]
    assert [getattr(kernel_heaps, name) for name in names] == [
        getattr(kernel, name) for name in names
    ]
    assert kernel_heaps.EMPTY == kernel.LIMIT
    assert pass_module.NOBODY_PASSES == kernel.NOBODY_PASSES == pack.MOST_KEY + 1
    assert pass_module.BLOCK_BITS == kernel.BLOCK_BITS == pack.MOST_POOLS - 1


def test_code_that_can_be_kept_nowhere_is_compiled_anew():
    room = {}
    exec("def double(number): return 2 * number", room)  # noqa: S102 - a function without a file
    assert compiled(room["double"])(21) == 42


def test_whoever_clears_no_large_market_never_starts_numba():
    script = """
import sys
import sheber.cli.main, sheber.doors, sheber.wsgi, sheber.urls
from sheber.engine.clearing import solve
from tests.engine.clearing.build import market_of
solve(market_of([[(1, -1)]], [[{0: 2}], [{0: 1}]]))
sys.exit("numba" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_seats_for_more_than_everybody_count_as_seats_for_everybody():
    row = np.zeros((2, 8), dtype=np.int32)
    row[:, kernel.ROOM] = kernel.NOBODY_PASSES - 1
    row[:, kernel.SPILL] = [1, -1]
    kernel._flow_on(0, row, kernel.NOBODY_PASSES)
    assert row[1, kernel.ROOM] == kernel.NOBODY_PASSES
