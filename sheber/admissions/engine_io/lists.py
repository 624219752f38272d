"""Who wants which seats: ranked contracts → claims, as columns. A pure function of rows.

A claim needs a score on its pool's scale that stands, terms that lead to the pool, and the
entitlement that the pool asks for. On the pool in which a seat is held there is always a claim.
"""

from dataclasses import dataclass

import numpy as np

from sheber.admissions.engine_io.rows import NOTHING, TERMS, Rows, placed
from sheber.admissions.enums import PROTECTED_POOLS, PoolKind, TermsKind
from sheber.doors.clearing.market_lists import ContractIds, Lists
from sheber.engine.clearing.keys import MISSING
from sheber.engine.clearing.market import Flags, Integers, Numbers

ON_SHOW = ("published", "frozen")
STATE, TARGET, PAID = map(TERMS.index, (TermsKind.STATE, TermsKind.TARGET, TermsKind.PAID))


def lists_of(rows: Rows) -> tuple[Lists, Integers]:
    """Everybody's contracts with their claims, and the keys of these contracts; what has no claim
    is left out."""
    wishes, marks = rows.wishes, _Marks.of(rows)
    wish, pool = _within_reach(rows)
    person = wishes.person[wish]
    scale = _pool_scales(rows)[pool]
    held = _is_held(rows, wish, pool)
    may = (_has_leave(rows, wish, pool) & ~_is_bound(rows)[person]) | held
    kept = np.flatnonzero(may & (scale != NOTHING) & marks.stands[person, scale])
    wish, pool, person, scale = wish[kept], pool[kept], person[kept], scale[kept]
    contracts, contract_start = _runs(wish)
    people, applicant_start = _runs(wishes.person[contracts])
    names = rows.people[people]
    owner = np.repeat(np.arange(len(people)), np.diff(applicant_start))
    terms, contract_terms = _terms(rows, contracts)
    lists = Lists(
        applicants=names,
        contracts=ContractIds(names, owner, wishes.position[contracts]),
        terms=terms,
        contract_terms=contract_terms,
        applicant_start=applicant_start,
        contract_start=contract_start,
        claim_pool=pool,
        score=marks.points[person, scale].astype(np.float64),
        ties=_tie_table(rows)[marks.ties[person, scale]],
    )
    return lists, wishes.key[contracts]


@dataclass(frozen=True)
class _Marks:
    """By person and scale: whether a score stands, its points, and its tie-breaks by number."""

    stands: Flags
    points: Integers
    ties: Integers

    @classmethod
    def of(cls, rows: Rows) -> "_Marks":
        scores = rows.scores
        shape = (len(rows.people), max(1, len(scores.scales)))
        stands = np.zeros(shape, dtype=np.bool_)
        points, ties = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        where = scores.person, scores.scale
        stands[where], points[where], ties[where] = True, scores.points, scores.ties
        return cls(stands, points, ties)


def _within_reach(rows: Rows) -> tuple[Integers, Integers]:
    """Pairs of a wish and a pool to which its terms lead, by number, pools in precedence order."""
    wishes, offerings = rows.wishes, _numbering([pool.offering_id for pool in rows.pools])
    offers = _numbering([pool.offer_id or NOTHING for pool in rows.pools])

    def key(offering: Integers, terms: Integers, offer: Integers) -> Integers:
        """One number for each set of pools that a wish can name; an offer belongs to target."""
        of = np.where(terms == TARGET, _place(offers, offer), 0)
        found = (_place(offerings, offering) * len(TERMS) + terms) * (len(offers) + 1) + of
        return np.where((_place(offerings, offering) < 0) | (of < 0), NOTHING, found)

    kinds = [pool.kind for pool in rows.pools]
    pools = key(
        np.array([pool.offering_id for pool in rows.pools], dtype=np.int64),
        np.array([_leading_to(kind) for kind in kinds], dtype=np.int64),
        np.array([pool.offer_id or NOTHING for pool in rows.pools], dtype=np.int64),
    )
    order = np.argsort(pools, kind="stable")
    wanted = key(wishes.offering, wishes.terms, wishes.offer)
    first = np.searchsorted(pools[order], wanted, "left")
    number = np.searchsorted(pools[order], wanted, "right") - first
    number[wanted == NOTHING] = 0
    wish = np.repeat(np.arange(len(wanted)), number)
    step = np.arange(len(wish)) - np.repeat(np.cumsum(number) - number, number)
    return wish, order[np.repeat(first, number) + step]


def _leading_to(kind: str) -> int:
    """Which terms lead to seats of a kind."""
    return {PoolKind.TARGET: TARGET, PoolKind.PAID: PAID}.get(PoolKind(kind), STATE)


def _has_leave(rows: Rows, wish: Integers, pool: Integers) -> Flags:
    """Whether the offer of a target pool is on show, and an entitlement is there where needed."""
    shown = np.array(
        [not pool.offer_id or rows.offers[pool.offer_id][0] in ON_SHOW for pool in rows.pools],
        dtype=np.bool_,
    )
    needs = np.array(
        [
            PROTECTED_POOLS.index(PoolKind(pool.kind)) if pool.kind in PROTECTED_POOLS else NOTHING
            for pool in rows.pools
        ],
        dtype=np.int64,
    )
    entitled = rows.entitled[rows.wishes.person[wish], needs[pool]]
    allowed: Flags = shown[pool] & (entitled | (needs[pool] == NOTHING))
    return allowed


def _is_held(rows: Rows, wish: Integers, pool: Integers) -> Flags:
    """Whether this is the seat that the person holds."""
    contract = np.full(len(rows.people), NOTHING, dtype=np.int64)
    seat = contract.copy()
    holders = list(rows.holders.values())
    there, number = placed(rows.people, list(rows.holders))
    contract[number] = np.array([one.contract for one in holders], dtype=np.int64)[there]
    seat[number] = np.array([one.pool for one in holders], dtype=np.int64)[there]
    person = rows.wishes.person[wish]
    keys = np.array([one.pk for one in rows.pools], dtype=np.int64)
    held: Flags = (contract[person] == rows.wishes.key[wish]) & (seat[person] == keys[pool])
    return held


def _is_bound(rows: Rows) -> Flags:
    """(A) who keeps a seat under a regional cap and has no other claim."""
    bound = np.zeros(len(rows.people), dtype=np.bool_)
    who = [one.person for one in rows.holders.values() if one.bound]
    bound[placed(rows.people, who)[1]] = True
    return bound


def _pool_scales(rows: Rows) -> Integers:
    """(P) the number of each pool's scale among those that anybody has a score on, or −1."""
    place = {scale: number for number, scale in enumerate(rows.scores.scales)}
    return np.array([place.get(pool.scale, NOTHING) for pool in rows.pools], dtype=np.int64)


def _tie_table(rows: Rows) -> Numbers:
    """Tie-breaks as they stand, a row each, padded."""
    breaks = rows.scores.tie_breaks or ((),)
    table = np.full((len(breaks), max(map(len, breaks))), MISSING)
    for row, ties in enumerate(breaks):
        table[row, : len(ties)] = ties
    return table


def _terms(rows: Rows, contracts: Integers) -> tuple[list[str], Integers]:
    """What contracts are about, each text once, and the number of each contract's text."""
    pairs = np.stack([rows.wishes.terms[contracts], rows.wishes.offer[contracts]], axis=1)
    found, number = np.unique(pairs, axis=0, return_inverse=True)
    texts = [
        f"{TERMS[terms]} {rows.offers[offer][1] if offer != NOTHING else ''}".strip()
        for terms, offer in found.tolist()
    ]
    return texts, number.reshape(-1)


def _runs(values: Integers) -> tuple[Integers, Integers]:
    """Equal neighbours as one: each value, and offsets of its run."""
    start = np.flatnonzero(np.diff(values, prepend=NOTHING))
    return values[start], np.append(start, len(values))


def _numbering(keys: list[int]) -> Integers:
    return np.unique(np.array(keys, dtype=np.int64))


def _place(known: Integers, wanted: Integers) -> Integers:
    """Where each key stands among the known ones, or −1."""
    place = np.searchsorted(known, wanted)
    place[place == len(known)] = 0
    found = known[place] == wanted if len(known) else np.zeros(len(wanted), dtype=np.bool_)
    return np.where(found, place, NOTHING)
