"""A made market: seats and people of one draw become arrays, then the widest market."""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.keys import Ranking, with_keys
from sheber.engine.clearing.market import NOBODY, Integers, Market, Numbers, frozen, none
from sheber.engine.lab.assumptions import Assumptions
from sheber.engine.lab.demand import People, Wishes, people, wishes
from sheber.engine.lab.draws import stream
from sheber.engine.lab.policy import (
    MAIN,
    NOWHERE,
    SEPARATE,
    SPECIAL,
    TARGET,
    Ground,
    Spills,
    spill_by_kind,
)
from sheber.engine.lab.supply import Supply, supply

AFTER_OFFERS = (SPECIAL, SEPARATE, MAIN)
"""The pools of every offering after those of its offers, in order."""


def grow(assumed: Assumptions, spills: Spills, *, share: float, seed: int) -> Ground:
    """The market of one draw in which `share` of the applicants want a target contract."""
    supplied = supply(assumed, seed)
    them = people(assumed, supplied, share=share, seed=seed)
    listed = wishes(assumed, supplied, them, seed)
    kinds, first_target, after_target = _pools(supplied)
    market, ranking = _market(supplied, them, listed, kinds, first_target, after_target)
    lottery = 1 + stream(seed, "lottery").permutation(len(them.home))
    market = with_keys(market, Ranking(ranking, np.zeros((market.claims, 0)), lottery))
    target = listed.offer != NOBODY
    return Ground(
        market=market,
        pool_kind=kinds,
        target_contract=target,
        abroad=target & them.abroad[listed.applicant],
        naming=listed.naming,
        spills={
            name: spill_by_kind(market, kinds, table)
            for name, table in {NOWHERE: {}, **spills}.items()
        },
    )


def _pools(supplied: Supply) -> tuple[Integers, Integers, Integers]:
    """(P) kinds of pools, offering by offering: its offers, then special, separate, main;
    (J) the pool of each offer; (O) the first pool after the offers."""
    offers = np.bincount(supplied.offer_offering, minlength=len(supplied.main))
    start = np.concatenate([[0], np.cumsum(offers + 3)])
    kinds = np.full(start[-1], TARGET, dtype=np.int64)
    after = start[1:] - 3
    for step, kind in enumerate(AFTER_OFFERS):
        kinds[after + step] = kind
    return kinds, np.flatnonzero(kinds == TARGET), after


def _market(
    supplied: Supply,
    them: People,
    listed: Wishes,
    kinds: Integers,
    offer_pool: Integers,
    after: Integers,
) -> tuple[Market, Numbers]:
    """The market without keys, and the score of each claim."""
    capacity = np.zeros(len(kinds), dtype=np.int64)
    capacity[offer_pool] = supplied.offer_seats
    for step, seats in enumerate((supplied.special, supplied.separate, supplied.main)):
        capacity[after + step] = seats
    wanted = np.stack(
        [
            listed.offer != NOBODY,
            (listed.offer == NOBODY) & them.special[listed.applicant],
            (listed.offer == NOBODY) & them.separate[listed.applicant],
            listed.offer == NOBODY,
        ],
        axis=1,
    )
    contract, column = np.nonzero(wanted)
    pool = np.where(
        column == 0,
        offer_pool[listed.offer[contract]],
        after[listed.offering[contract]] + column - 1,
    )
    lists = np.bincount(listed.applicant, minlength=len(them.home))
    market = Market(
        offering_start=np.concatenate([[0], after + 3]),
        pool_capacity=capacity,
        pool_spill=np.full(len(kinds), NOBODY),
        fund_start=frozen([0]),
        fund_pools=none(),
        fund_cap=none(),
        applicant_start=np.concatenate([[0], np.cumsum(lists)]),
        contract_start=np.concatenate([[0], np.cumsum(wanted.sum(axis=1))]),
        claim_pool=pool,
        claim_key=np.zeros_like(pool),
        lists_limited=True,
    )
    return market, listed.score[contract]
