"""Pools of an offering from its seats and the rule pack's values: a pure function, no rows.

Shares, their rounding, the reserve and the spill are data; nothing here knows a country.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheber.admissions.enums import PROTECTED_POOLS, PoolKind
from sheber.kernel.refusals import Refused

ORDER = (
    PoolKind.TARGET,
    PoolKind.SPECIAL,
    PoolKind.SEPARATE,
    PoolKind.RURAL,
    PoolKind.MAIN,
    PoolKind.GRANT,
    PoolKind.PAID,
)


SHARES = {
    kind: (f"admission.quota.{kind}.minimum_share", f"admission.quota.{kind}.{kind}_share")
    for kind in PROTECTED_POOLS
}
RESERVE, POOLS, SPILL = "admission.reserve", "admission.pools", "admission.spill"
# Every rule from which pools are made.
CODES = (*(code for codes in SHARES.values() for code in codes), RESERVE, POOLS, SPILL)


@dataclass(frozen=True)
class PoolRules:
    """What a rule pack says about pools, as plain values.

    `shares`: the least share of the seats of each protected kind, as (numerator, denominator).
    `spill`: from kind to kind. `reserve_to`: where the target quota goes that no offer covers.
    `open_kind`: whether the remaining seats are *main* or *grant*. `rounding` is ceil or floor:
    the packs do not say, “not less than” reads as ceil.
    """

    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    spill: Mapping[str, str] = field(default_factory=dict)
    reserve_to: str = ""
    open_kind: str = PoolKind.MAIN
    rounding: str = "ceil"


@dataclass(frozen=True)
class PoolDraft:
    """A pool to be: `spill_to` is the place of another draft in the same list, or None.

    `offer` is the key that the caller gave to a target pool, None for other kinds.
    """

    kind: str
    capacity: int
    spill_to: int | None = None
    offer: int | None = None


def pools_for(
    rules: PoolRules,
    *,
    seats: int,
    offers: Sequence[tuple[int, int]] = (),
    target_quota: int | None = None,
    quotas: Sequence[str] = PROTECTED_POOLS,
    paid: int = 0,
) -> list[PoolDraft]:
    """The pools of one offering, in order of precedence.

    `seats` are the state-funded ones, target and quota seats included; `offers` are (key,
    seats) of employers; `target_quota` defaults to what the offers take; `quotas` are the
    protected kinds that apply here; `paid` seats come on top. Of a quota larger than the offers
    the difference moves to the pool that the rules name as its reserve.
    Refuses quotas that exceed the seats, and a spill that runs backwards.
    """
    offered = sum(number for _, number in offers)
    quota = max(offered, target_quota or 0)
    capacity: dict[str, int] = {
        kind: seats_of_share(seats, rules.shares[kind], rules.rounding)
        for kind in PROTECTED_POOLS
        if kind in quotas and kind in rules.shares
    }
    left = seats - quota - sum(capacity.values())
    if left < 0:
        raise Refused("quotas_exceed_seats", seats=seats, quotas=seats - left)
    reserve = rules.reserve_to if rules.reserve_to in capacity else rules.open_kind
    capacity[rules.open_kind] = left
    capacity[reserve] += quota - offered
    if paid:
        capacity[PoolKind.PAID] = paid
    rows: list[tuple[str, int, int | None]] = [
        (PoolKind.TARGET, number, key) for key, number in offers
    ]
    rows += [(kind, capacity[kind], None) for kind in ORDER if kind in capacity]
    return _with_spill(rows, rules.spill)


def rules_from(values: Mapping[str, object], reserve_level: str) -> PoolRules:
    """The values of a rule pack, by code, as far as they are about pools.

    Codes that the pack does not have, or whose value is not known, leave their part empty: no
    share, no spill. `reserve_level` is the level of education by which the reserve is chosen.
    """
    shares: dict[str, tuple[int, int]] = {
        kind: found
        for kind in PROTECTED_POOLS
        for code in SHARES[kind]
        if (found := _fraction(values.get(code)))
    }
    reserves = {
        row["level"]: row["to"]
        for row in _table(values.get(RESERVE))
        if row.get("code") == "offers_below_target_quota"
    }
    named = values.get(POOLS) or [PoolKind.MAIN]
    is_open = isinstance(named, list) and PoolKind.MAIN in named
    return PoolRules(
        shares=shares,
        spill={row["from"]: row["to"] for row in _table(values.get(SPILL))},
        reserve_to=reserves.get(reserve_level, ""),
        open_kind=PoolKind.MAIN if is_open else PoolKind.GRANT,
    )


def seats_of_share(seats: int, share: tuple[int, int], rounding: str) -> int:
    """A share of seats as a whole number, rounded as the rules say."""
    numerator, denominator = share
    whole, rest = divmod(seats * numerator, denominator)
    return whole + (1 if rest and rounding == "ceil" else 0)


def _with_spill(
    rows: Sequence[tuple[str, int, int | None]], spill: Mapping[str, str]
) -> list[PoolDraft]:
    """Seats flow to the nearest pool along the spill that this offering has."""
    place = {kind: number for number, (kind, _, _) in enumerate(rows)}
    drafts = []
    for number, (kind, capacity, offer) in enumerate(rows):
        target = _nearest(kind, place, spill)
        if target is not None and place[target] <= number:
            raise Refused("spill_runs_backwards", kind=kind, to=target)
        drafts.append(PoolDraft(kind, capacity, place[target] if target else None, offer))
    return drafts


def _nearest(kind: str, place: Mapping[str, int], spill: Mapping[str, str]) -> str | None:
    seen = {kind}
    target = spill.get(kind)
    while target is not None and target not in place and target not in seen:
        seen.add(target)
        target = spill.get(target)
    return target if target in place else None


def _fraction(value: object) -> tuple[int, int] | None:
    if not isinstance(value, dict):
        return None
    return int(value["numerator"]), int(value["denominator"])


def _table(value: object) -> list[dict[str, str]]:
    return value if isinstance(value, list) else []
