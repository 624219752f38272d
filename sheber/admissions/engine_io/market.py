"""Rows of a campaign → one `sheber.market/1` document, the same for the same rows."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sheber.admissions.engine_io.refill import Seats, free_capacities
from sheber.admissions.engine_io.rows import Facts, Holder, Rows, Wish
from sheber.admissions.enums import OPEN_POOLS, PROTECTED_POOLS, PoolKind, TermsKind
from sheber.admissions.models import Pool
from sheber.kernel.refusals import Refused

FORMAT = "sheber.market/1"
ON_SHOW = ("published", "frozen")


def market_document(rows: Rows, lottery_seed: str) -> dict[str, Any]:
    """The market of these rows. Refuses a ranking in which scores of two scales would meet."""
    capacities = _capacities(rows)
    own = {pool.pk: pool for pool in rows.pools}
    by_offering: dict[int, list[Pool]] = defaultdict(list)
    for pool in rows.pools:
        by_offering[pool.offering_id].append(pool)
    _refuse_mixed_scales(rows)
    applicants = []
    for person in sorted(rows.wishes):
        facts, holder = rows.facts.get(person, Facts()), rows.holders.get(person)
        contracts = [
            built
            for wish in rows.wishes[person]
            if (built := _contract(wish, by_offering.get(wish.offering, []), facts, holder))
        ]
        if contracts:
            applicants.append({"id": person, "contracts": contracts})
    return {
        "format": FORMAT,
        **rows.comment,
        "offerings": [
            {
                "id": pools[0].offering.code,
                "pools": [_pool(pool, capacities[pool.pk], own) for pool in pools],
            }
            for pools in by_offering.values()
        ],
        "funds": list(_funds(rows)),
        "applicants": applicants,
        "lottery": {"seed": lottery_seed},
    }


def contract_id(person: str, position: int) -> str:
    """How a ranked contract is called in a market file."""
    return f"{person}:{position}"


def person_and_position(contract: str) -> tuple[str, int]:
    """What stands behind the id of a contract in a market file."""
    person, position = contract.rsplit(":", 1)
    return person, int(position)


def _refuse_mixed_scales(rows: Rows) -> None:
    """A claim's score is on the scale of its pool, so scores of two scales could meet only in
    the one ranking of a fund. There is no conversion between countries' scales."""
    for fund in rows.funds:
        scales = {pool.scale for pool in rows.pools if pool.fund_id == fund.pk}
        if len(scales) > 1:
            raise Refused("two_scales", fund=fund.code, scales=", ".join(sorted(scales)))


def _contract(
    wish: Wish, pools: list[Pool], facts: Facts, holder: Holder | None
) -> dict[str, Any] | None:
    """The contract with its claims; None if nothing can be claimed for it.

    A claim needs a score on the pool's scale that stands. On the pool in which a seat is held
    there is always a claim.
    """
    held = holder.pool if holder and holder.contract == wish.key else None
    claims = [
        {"pool": pool.code, "score": score.points, "ties": list(score.ties)}
        for pool in pools
        if pool.pk == held or _may_claim(wish, pool, facts)
        if (score := facts.scores.get(pool.scale))
    ]
    if not claims:
        return None
    terms = f"{wish.terms_kind} {wish.offer_code}".strip()
    return {"id": contract_id(wish.person, wish.position), "terms": terms, "claims": claims}


def _may_claim(wish: Wish, pool: Pool, facts: Facts) -> bool:
    """Whether these terms lead to this pool, and the person is entitled to it."""
    if wish.terms_kind == TermsKind.TARGET:
        return pool.offer_id == wish.offer and wish.offer_state in ON_SHOW
    if wish.terms_kind == TermsKind.PAID:
        return pool.kind == PoolKind.PAID
    if pool.kind in PROTECTED_POOLS:
        return pool.kind in facts.entitlements
    return pool.kind in OPEN_POOLS


def _pool(pool: Pool, capacity: int, own: dict[int, Pool]) -> dict[str, Any]:
    stated: dict[str, Any] = {"id": pool.code, "capacity": capacity}
    target = own.get(pool.spill_to_id) if pool.spill_to_id else None
    return {**stated, "spill_to": target.code} if target else stated


def _capacities(rows: Rows) -> dict[int, int]:
    """Seats that may still be given, pool by pool."""
    kept: dict[int, int] = defaultdict(int)
    staying: dict[int, int] = defaultdict(int)
    for holder in rows.holders.values():
        staying[holder.pool] += 1
        kept[holder.pool] += holder.keeps
    offerings: dict[int, list[Seats]] = defaultdict(list)
    for pool in rows.pools:
        offerings[pool.offering_id].append(
            Seats(pool.pk, pool.capacity, pool.spill_to_id, kept[pool.pk], staying[pool.pk])
        )
    free: dict[int, int] = {}
    for pools in offerings.values():
        free |= free_capacities(pools)
    return free


def _funds(rows: Rows) -> Iterator[dict[str, Any]]:
    """Funds with what is left of their caps."""
    kept: dict[int, int] = defaultdict(int)
    for holder in rows.holders.values():
        kept[holder.pool] += holder.keeps
    for fund in rows.funds:
        pools = [pool for pool in rows.pools if pool.fund_id == fund.pk]
        cap = max(0, fund.cap - sum(kept[pool.pk] for pool in pools))
        yield {"id": fund.code, "cap": cap, "pools": [pool.code for pool in pools]}
