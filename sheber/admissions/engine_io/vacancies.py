"""Seats that stayed empty in a round: who ranked them, and what those hold or why they are away.

What people hold stands in the round; why somebody has no claim at all stands in the rows of today.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sheber.admissions import queries
from sheber.admissions.engine_io.runs import kept_of
from sheber.admissions.models import Clearing, Pool
from sheber.engine.clearing.vacancies import NO_CLAIM, WHY, vacancies

CLAIMED = tuple(why for why in WHY if why != WHY[NO_CLAIM])
ABSENT = ("decided_before", "not_eligible", "not_verified", "rejected", "withdrawn")
ANSWERS = (*CLAIMED, *ABSENT)
"""What became of somebody who ranked a seat that stays empty; the first ones have a claim on it."""


@dataclass(frozen=True)
class Empty:
    """A pool with empty seats; `claimed` counts those with a claim on it by what they hold."""

    pool: str
    capacity: int
    empty: int
    spills_to: str
    claimed: Mapping[str, int]


def empty_pools(clearing: Clearing) -> list[Empty]:
    """Every pool of a round in which own seats stayed empty, with the most empty ones first."""
    found = kept_of(clearing)
    market, names = found.file.market, found.file.names
    rows = [
        Empty(
            pool=names.pools[one.pool],
            capacity=int(market.pool_capacity[one.pool]),
            empty=one.empty,
            spills_to="" if (to := market.pool_spill[one.pool]) < 0 else names.pools[to],
            claimed={WHY[why]: len(one.people(why)) for why in range(NO_CLAIM)},
        )
        for one in vacancies(market, found.certificate.held_claim)
    ]
    return sorted(rows, key=lambda one: (-one.empty, one.pool))


def why_empty(clearing: Clearing, pool: Pool) -> dict[str, list[str]] | None:
    """Pseudonyms of everybody who ranked the seats of a pool, by what became of them; None if
    no seat of it stayed empty in the round."""
    found = kept_of(clearing)
    names = found.file.names
    number = list(names.pools).index(pool.code) if pool.code in names.pools else None
    held = found.certificate.held_claim
    empty = [] if number is None else vacancies(found.file.market, held, number)
    if not empty:
        return None
    people: dict[str, list[str]] = {why: [] for why in ANSWERS}
    for why in CLAIMED:
        chosen = empty[0].people(WHY.index(why)).tolist()
        people[why] = [names.applicants[who] for who in chosen]
    claimed = {who for why in CLAIMED for who in people[why]}
    held_before = set(queries.people_with_a_seat(clearing.campaign_id)) - set(names.applicants)
    for who, state in queries.who_ranked(pool):
        if who not in claimed:
            people[_absent(state, who in held_before)].append(who)
    return people


def _absent(state: str, held_before: bool) -> str:
    """Why somebody who ranked seats has no claim on them."""
    if held_before:
        return "decided_before"
    if state == "verified":
        return "not_eligible"
    return state if state in ABSENT else "not_verified"
