"""The seats of an offering as another rule pack would have shared and joined them: no rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheber.admissions.engine_io.pools import PoolDraft, PoolRules, pools_for, seats_of_share
from sheber.admissions.enums import OPEN_POOLS, PROTECTED_POOLS, PoolKind


@dataclass(frozen=True)
class Standing:
    """A pool as it stands: `offer` is the key of a target pool's offer."""

    code: str
    kind: str
    capacity: int
    offer: int | None


@dataclass(frozen=True)
class Anew:
    """What becomes of a pool: seats more (or fewer), and where what stays empty flows."""

    more: int
    spill_to: str | None


def under(rules: PoolRules, now: PoolRules, pools: Sequence[Standing]) -> dict[str, Anew]:
    """By code, what other rules make of the pools of one offering.

    The seats, the offers and the kinds stay; quotas, reserve and spill are the other rules'. A
    kind that these do not know has no seats. How large the target quota was is not kept: it is
    what the offers take and what went to the reserve, where that can be read off.
    """
    kinds = {one.kind for one in pools}
    opened = next((kind for kind in OPEN_POOLS if kind in kinds), PoolKind.MAIN)
    offers = [(one.offer, one.capacity) for one in pools if one.offer is not None]
    drafts = pools_for(
        replace(rules, open_kind=opened),
        seats=sum(one.capacity for one in pools if one.kind != PoolKind.PAID),
        offers=offers,
        target_quota=sum(seats for _, seats in offers) + _reserve(now, pools),
        quotas=[kind for kind in PROTECTED_POOLS if kind in kinds],
        paid=sum(one.capacity for one in pools if one.kind == PoolKind.PAID),
    )
    code = {(one.kind, one.offer): one.code for one in pools}
    found = {(one.kind, one.offer): one for one in drafts}
    return {one.code: _anew(one, found.get((one.kind, one.offer)), drafts, code) for one in pools}


def _reserve(rules: PoolRules, pools: Sequence[Standing]) -> int:
    """Seats of a target quota that no offer covered, as the quota that took them shows them."""
    if rules.reserve_to not in rules.shares:
        return 0
    seats = sum(one.capacity for one in pools if one.kind != PoolKind.PAID)
    quota = seats_of_share(seats, rules.shares[rules.reserve_to], rules.rounding)
    return sum(max(0, one.capacity - quota) for one in pools if one.kind == rules.reserve_to)


def _anew(
    one: Standing,
    draft: PoolDraft | None,
    drafts: Sequence[PoolDraft],
    code: Mapping[tuple[str, int | None], str],
) -> Anew:
    if draft is None:
        return Anew(-one.capacity, None)
    target = None if draft.spill_to is None else drafts[draft.spill_to]
    to = None if target is None else code[target.kind, target.offer]
    return Anew(draft.capacity - one.capacity, to)
