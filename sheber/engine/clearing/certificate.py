"""The certificate: a few numbers a pool and a row for each wish that was not met.

It is linear to check and it is the explanation, too. Places short are said as "at most": with
so many more seats in that pool (and in its fund, where the fund was full) and nothing else
changed, the applicant is sure to get that contract or a better one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from sheber.engine.clearing.market import Integers, frozen


@dataclass(frozen=True, eq=False)
class Certificate:
    """Facts from which anybody can see that a matching is lawful.

    held_claim (A): the claim each applicant holds, or −1.
    pool_inflow, pool_occupancy (P): seats that flowed in, seats held.
    pool_last (P): the worst held claim of a pool that is full, or of its fund if only the fund
    is full; −1 if a seat is free, or if the pool has no seat at all.
    pool_cutoff (P): a claim is refused exactly if its key is below this; 0 where a seat is free.
    wish_contract (W): contracts ranked above the held one, in applicants' order.
    wish_claim (W): the claim of that contract with the fewest places short.
    wish_short (W): 1 + applicants above on that ranking who hold nothing they like as much.
    """

    held_claim: Integers
    pool_inflow: Integers
    pool_occupancy: Integers
    pool_last: Integers
    pool_cutoff: Integers
    wish_contract: Integers
    wish_claim: Integers
    wish_short: Integers

    def __post_init__(self) -> None:
        for item in fields(self):
            object.__setattr__(self, item.name, frozen(getattr(self, item.name)))
