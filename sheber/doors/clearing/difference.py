"""`sheber.difference/1`: what a change does to a market, in names and numbers.

Totals come first and name nobody; `who` lists whoever moves, by the ids of the market file, for
those alone who may read that file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sheber.doors.clearing.change import ChangeFile, change_market, terms_kind
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.viability import held_viable
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, Reader, join, load
from sheber.engine.clearing.checker import PROPERTIES
from sheber.engine.clearing.market import NOBODY, Integers, at
from sheber.engine.clearing.solve import ENGINE
from sheber.engine.clearing.what_if import Changed, Move, count_by, moves

FORMAT, GROUPS = "sheber.difference/1", "sheber.groups/1"

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Labels:
    """Under which words a difference is counted: one for each pool, contract or applicant, by the
    name of the grouping; an empty word is counted nowhere."""

    pools: Words = field(default_factory=dict)
    contracts: Words = field(default_factory=dict)
    applicants: Words = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Difference:
    """A market cleared as it was and as it would be. before, after, move (A): held claims in the
    numbers of the market before (or −1), and what that is to each applicant. truthful: what may
    be said of misreporting before and after. proven: the properties that were checked of both."""

    file: MarketFile
    change: ChangeFile
    changed: Changed
    before: Integers
    after: Integers
    move: Integers
    truthful: tuple[str, str]
    proven: tuple[str, ...]


def difference(file: MarketFile, change: ChangeFile, *, prove_best: bool = False) -> Difference:
    """Clear the market as it is and changed, and compare; both results are checked.

    Where offerings have minimum groups, each side closes its own. `prove_best` also proves C7 for
    both. Raises InvalidMarket, in names, where no theorem covers the changed market, and
    PropertyViolated as `solve` does.
    """
    changed = change_market(file, change)
    before, covered_before = held_viable(file, file.market, prove_best=prove_best)
    after, covered_after = held_viable(file, changed.market, prove_best=prove_best)
    held = changed.held_before(after)
    return Difference(
        file=file,
        change=change,
        changed=changed,
        before=before,
        after=held,
        move=moves(file.market, before, held),
        truthful=(covered_before.truthful, covered_after.truthful),
        proven=(*PROPERTIES, "C7") if prove_best else tuple(PROPERTIES),
    )


def labels_of(file: MarketFile, groups: Sequence[str] | None = None) -> Labels:
    """The groupings of a market file: offerings, funds, regions, terms; `groups` of applicants."""
    market, names = file.market, file.names
    region = at(market.offering_region, market.pool_offering)
    pools = {
        "offering": _named(names.offerings, market.pool_offering),
        "fund": _named(names.funds, market.pool_fund),
        "region": _named(names.regions, region),
    }
    terms = [terms_kind(one) for one in names.terms]
    return Labels(pools, {"terms": terms}, {} if groups is None else {"group": groups})


def difference_document(found: Difference, labels: Labels) -> Fields:
    """The difference ready to be written as JSON: totals, groupings, pools that differ, who."""
    market = found.file.market
    return {
        "format": FORMAT,
        "market_sha256": found.file.sha256,
        "change_sha256": found.change.sha256,
        "engine": ENGINE,
        "change": found.change.document,
        "properties": dict.fromkeys(found.proven, True),
        "no_gain_from_misreporting": dict(
            zip(("before", "after"), found.truthful, strict=True),
        ),
        "applicants": market.applicants,
        "held": {
            "before": int((found.before != NOBODY).sum()),
            "after": int((found.after != NOBODY).sum()),
        },
        "moves": _moves(found.move),
        "by": _by(found, labels),
        "pools": _pools(found),
        "who": _who(found),
    }


def without_who(document: Fields) -> Fields:
    """The same in totals alone: no id of anybody."""
    return {key: value for key, value in document.items() if key not in ("who", "odds")}


def read_groups(text: bytes, file: MarketFile) -> list[str]:
    """(A) the group of each applicant from `sheber.groups/1`: {"format": …, "groups": {"A1":
    "KZ"}}; empty where none is stated. Raises InvalidMarket with every fault and its path."""
    faults = Faults()
    document = load(text, GROUPS, faults)
    faults.refuse()
    reader = Reader(faults)
    top = reader.document(document, GROUPS, ("groups",))
    faults.refuse()
    assert top is not None  # noqa: S101  (otherwise there is a fault)
    stated = top["groups"]
    if not isinstance(stated, dict):
        faults.add("not_object", "groups", value=shown(stated))
        faults.refuse()
    assert isinstance(stated, dict)  # noqa: S101  (as above)
    known = {name: number for number, name in enumerate(file.names.applicants)}
    groups = [""] * len(known)
    for name, value in stated.items():
        path = join("groups", name)
        group = reader.text(value, path) or ""
        if name in known:
            groups[known[name]] = group
        else:
            faults.add("unknown_applicant", path, id=name)
    faults.refuse()
    return groups


def _moves(move: Integers) -> Fields:
    counts = count_by(move, len(Move)).tolist()
    return {one.name.lower(): counts[one] for one in Move}


def _by(found: Difference, labels: Labels) -> Fields:
    market, after = found.file.market, found.changed.market
    held = (found.before, found.after)
    told: Fields = {}
    for name, words in labels.pools.items():
        ids, group = _grouped(words)
        claims = [count_by(at(group, market.claim_pool), len(ids), one) for one in held]
        seats = [
            np.bincount(group[group >= 0], one.pool_capacity[group >= 0], len(ids))
            for one in (market, after)
        ]
        told[name] = _rows(ids, seats=seats, held=claims)
    for name, words in labels.contracts.items():
        ids, group = _grouped(words)
        claims = [count_by(at(group, market.claim_contract), len(ids), one) for one in held]
        told[name] = _rows(ids, held=claims)
    for name, words in labels.applicants.items():
        ids, group = _grouped(words)
        claims = [count_by(at(group, market.claim_applicant), len(ids), one) for one in held]
        rows = _rows(ids, held=claims)
        for number, row in enumerate(rows):
            row["applicants"] = int((group == number).sum())
            row["moves"] = _moves(found.move[group == number])
        told[name] = rows
    return told


def _grouped(words: Sequence[str]) -> tuple[list[str], Integers]:
    """Different words in order, and the place of each word among them; −1 for an empty one."""
    ids = sorted(set(words) - {""})
    place = {word: number for number, word in enumerate(ids)}
    return ids, np.array([place.get(word, NOBODY) for word in words], dtype=np.int64)


def _rows(ids: Sequence[str], **columns: Sequence[Integers]) -> list[Fields]:
    return [
        {
            "id": name,
            **{
                column: {"before": int(before[number]), "after": int(after[number])}
                for column, (before, after) in columns.items()
            },
        }
        for number, name in enumerate(ids)
    ]


def _pools(found: Difference) -> list[Fields]:
    """Pools whose seats or holders differ."""
    names, market = found.file.names, found.file.market
    before, after = (
        count_by(market.claim_pool, market.pools, one) for one in (found.before, found.after)
    )
    columns = {
        "capacity": (market.pool_capacity, found.changed.market.pool_capacity),
        "occupancy": (before, after),
    }
    differ = np.zeros(market.pools, dtype=np.bool_)
    for one, other in columns.values():
        differ |= one != other
    rows = _rows(names.pools, **columns)
    return [
        {**rows[pool], "offering": names.offerings[market.pool_offering[pool]]}
        for pool in np.flatnonzero(differ).tolist()
    ]


def _who(found: Difference) -> list[Fields]:
    names = found.file.names
    return [
        {
            "applicant": names.applicants[applicant],
            "move": Move(int(found.move[applicant])).name.lower(),
            "before": _seat(found.file, int(found.before[applicant])),
            "after": _seat(found.file, int(found.after[applicant])),
        }
        for applicant in np.flatnonzero(found.move != Move.SAME).tolist()
    ]


def _seat(file: MarketFile, claim: int) -> Fields | None:
    if claim == NOBODY:
        return None
    contract = file.market.claim_contract[claim]
    return {
        "contract": file.names.contracts[contract],
        "terms": file.names.terms[contract],
        "pool": file.names.pools[file.market.claim_pool[claim]],
    }


def _named(names: Sequence[str], numbers: Integers) -> list[str]:
    return [names[number] if number != NOBODY else "" for number in numbers.tolist()]
