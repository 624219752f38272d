"""The market as packed lines: one 64-bit number for each contract and merit.

A line is a run of one contract's claims that share a key, so almost always a whole contract.
From the highest bit down it holds

    key (32, never negative) | block (23) | last (1) | pools (8)

A block is eight consecutive pools of one offering (fewer at its end), called by its first pool,
and the lowest byte is the set of its pools that the line claims. An offering of ten pools has two
blocks, and a contract on both has two lines. `last` is set on the last line of an applicant.
Because the key stands highest, lines that meet in one pool compare as their keys do. Lines stand
in the order in which their applicants propose, and the bits of a line in the precedence order of
its pools, so that the lines say what the market says. Nothing here is a table of applicants ×
offerings.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sheber.engine.clearing.compiled import compiled
from sheber.engine.clearing.market import NOBODY, Integers, Market

Short = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

KEY_AT, BLOCK_AT, LAST = 32, 9, 1 << 8
POOLS_OF_BLOCK, POOL_BITS = 8, (1 << 8) - 1
LINE_BITS = (1 << KEY_AT) - 1
MOST_LINES, MOST_POOLS = 1 << 31, 1 << 23
MOST_KEY = (1 << 31) - 2
"""One above the highest key is the cut-off that nobody passes."""


class Lines(NamedTuple):
    """A packed market.

    word (L): the lines. start (A+1): offsets of each applicant's lines. pool_block (P):
    the block of each pool. pool_claims (P): how many claims stand on each pool.

    A held line is a number of line and, from bit 32 up, the place of the pool in its block; −1
    where nothing is held.
    """

    word: Integers
    start: Short
    pool_block: Short
    pool_claims: Short


def fits(market: Market) -> bool:
    """Whether claims and pools are few enough for a line's fields. Keys are made to fit."""
    return market.claims < MOST_LINES and market.pools < MOST_POOLS


def pack(market: Market) -> Lines:
    """The lines of a market that has passed the linter and that `fits`."""
    pool_block = _blocks(market.offering_start)
    word = np.empty(market.claims, dtype=np.int64)
    start = np.empty(market.applicants + 1, dtype=np.int32)
    pool_claims = np.zeros(market.pools, dtype=np.int32)
    lines = _write_lines(
        market.applicant_start,
        market.contract_start,
        market.claim_pool,
        _short_keys(market.claim_key),
        Lines(word, start, pool_block, pool_claims),
    )
    return Lines(word[:lines], start, pool_block, pool_claims)


def claims_of_lines(market: Market, lines: Lines, held_line: Integers) -> Integers:
    """(A) the claim that each applicant holds, from held lines; −1 where nothing is held."""
    claims = np.full(market.applicants, NOBODY, dtype=np.int64)
    _write_claims(market.first_claim[:-1], lines, held_line, claims)
    return claims


def _blocks(offering_start: Integers) -> Short:
    """(P) the first pool of each pool's block."""
    pool = np.arange(offering_start[-1], dtype=np.int32)
    place = pool - np.repeat(offering_start[:-1], np.diff(offering_start))
    blocks: Short = (pool - place % POOLS_OF_BLOCK).astype(np.int32)
    return blocks


def _short_keys(key: Integers) -> Integers:
    """Keys that fit a line: these, or where one is too high, their ranks."""
    if not len(key) or key.max() <= MOST_KEY:
        return key
    ranks: Integers = np.unique(key, return_inverse=True)[1].astype(np.int64)
    ranks.setflags(write=False)
    return ranks


@compiled
def _write_lines(
    applicant_start: Integers,
    contract_start: Integers,
    claim_pool: Integers,
    claim_key: Integers,
    lines: Lines,
) -> int:
    """Fill `lines` and return how many they are."""
    word, start, pool_block, pool_claims = lines
    count = 0
    start[0] = 0
    for applicant in range(len(applicant_start) - 1):
        for contract in range(applicant_start[applicant], applicant_start[applicant + 1]):
            open_line = np.int64(-1)
            for claim in range(contract_start[contract], contract_start[contract + 1]):
                pool = claim_pool[claim]
                pool_claims[pool] += 1
                block = np.int64(pool_block[pool])
                line = claim_key[claim] << KEY_AT | block << BLOCK_AT
                if line != open_line:
                    open_line = line
                    word[count] = line
                    count += 1
                word[count - 1] |= 1 << (pool - block)
        if count > start[applicant]:
            word[count - 1] |= LAST
        start[applicant + 1] = count
    return count


@compiled
def _write_claims(
    first_claim: Integers, lines: Lines, held_line: Integers, claims: Integers
) -> None:
    """Count the claims of the lines up to the held pool; leave alone who holds nothing."""
    word, start, _, _ = lines
    for applicant in range(len(claims)):
        held = held_line[applicant]
        if held < 0:
            continue
        claim = first_claim[applicant]
        for at in range(start[applicant], held & LINE_BITS):
            bits = word[at] & POOL_BITS
            while bits:
                bits &= bits - 1
                claim += 1
        bits = word[held & LINE_BITS] & ((1 << (held >> KEY_AT)) - 1)
        while bits:
            bits &= bits - 1
            claim += 1
        claims[applicant] = claim
