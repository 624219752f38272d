"""`sheber.change/1`: what differs from a market, read against its names.

{"format": "sheber.change/1",
 "capacities": {"G/target": 3}, "spill": {"G/target": "G/main", "H/target": null},
 "funds": {"B071": 10}, "regions": {"R": 5}, "targets": {"G": 2},
 "lottery": {"seed": "00ff"},
 "lists": {"longest": 5, "offerings": 5, "organisations": 1, "terms": {"target": 1}},
 "organisation_of": {"G": "U1", "H": "U1"}}

Every part may be left out; what is not named stays. `lists` says how many contracts, different
offerings, different organisations, and contracts whose terms begin with a word one list may
hold: the first ones stay. `organisation_of` is needed for `organisations` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sheber.doors.clearing.market import MarketFile, canonical_sha256
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, Reader, join, load
from sheber.engine.clearing.lint import rule_faults
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.market import NOBODY, Integers, at
from sheber.engine.clearing.what_if import Change, Changed, Limit, changed
from sheber.engine.errors import Fault, InvalidMarket

FORMAT = "sheber.change/1"
PARTS = (
    "capacities",
    "spill",
    "funds",
    "regions",
    "targets",
    "lottery",
    "lists",
    "organisation_of",
)


@dataclass(frozen=True)
class ChangeFile:
    """A change that was read: as the engine has it, as its file states it, and its hash."""

    change: Change
    document: Fields
    sha256: str


def read_change(text: bytes, file: MarketFile) -> ChangeFile:
    """The change in a file's bytes. Raises InvalidMarket with every fault and its path."""
    faults = Faults()
    document = load(text, FORMAT, faults)
    faults.refuse()
    change = _Reading(faults, file).document(document)
    faults.refuse()
    assert isinstance(document, dict)  # noqa: S101  (otherwise there is a fault)
    return ChangeFile(change, document, canonical_sha256(document))


def change_market(file: MarketFile, change: ChangeFile) -> Changed:
    """The market after the change. Raises InvalidMarket, in names, where no theorem covers it."""
    faults = Faults()
    try:
        after = changed(file.market, file.ranking, change.change)
    except InvalidMarket as error:
        for fault in error.faults:
            _undecided(fault, file, faults)
        faults.refuse()
        raise
    for fault in rule_faults(after.market):
        path, facts = _named(fault, file)
        faults.add(fault.code, path, **facts)
    faults.refuse()
    return after


class _Reading:
    """One pass over a document; a wrong part leaves a fault."""

    def __init__(self, faults: Faults, file: MarketFile) -> None:
        self.faults = faults
        self.reader = Reader(faults)
        self.file = file
        names = file.names
        self.numbers = {
            kind: {name: number for number, name in enumerate(known)}
            for kind, known in (
                ("pool", names.pools),
                ("offering", names.offerings),
                ("fund", names.funds),
                ("region", names.regions),
            )
        }

    def document(self, document: object) -> Change:
        top = self.reader.document(document, FORMAT, (), PARTS)
        if top is None:
            return Change()
        return Change(
            capacity=self._seats(top, "capacities", "pool"),
            spill=self._spill(top),
            fund_cap=self._seats(top, "funds", "fund"),
            region_cap=self._seats(top, "regions", "region"),
            target=self._targets(top),
            lottery=self._lottery(top),
            limits=self._limits(top),
        )

    def _table(self, holder: Fields, part: str, path: str = "") -> Fields:
        """An object whose fields are ids; empty where it is absent or wrong."""
        value, path = holder.get(part, {}), join(path, part)
        if not isinstance(value, dict):
            self.faults.add("not_object", path, value=shown(value))
            return {}
        self.reader.fields(value, path, (), tuple(value))
        return {name: one for name, one in value.items() if name != "comment"}

    def _number(self, kind: str, name: str, path: str) -> int:
        number = self.numbers[kind].get(name, NOBODY)
        if number == NOBODY:
            self.faults.add("unknown_id", path, kind=kind, id=name)
        return number

    def _seats(self, top: Fields, part: str, kind: str) -> dict[int, int]:
        table = self._table(top, part)
        return {
            self._number(kind, name, join(part, name)): self.reader.seats(table, name, part)
            for name in table
        }

    def _targets(self, top: Fields) -> dict[int, int]:
        targets = self._seats(top, "targets", "offering")
        for offering in targets:
            if offering != NOBODY and self.file.market.offering_region[offering] == NOBODY:
                name = self.file.names.offerings[offering]
                self.faults.add("target_without_region", join("targets", name))
        return targets

    def _spill(self, top: Fields) -> dict[int, int]:
        spill: dict[int, int] = {}
        for name, value in self._table(top, "spill").items():
            path = join("spill", name)
            target = None if value is None else self.reader.text(value, path)
            spill[self._number("pool", name, path)] = (
                NOBODY if target is None else self._number("pool", target, path)
            )
        return spill

    def _lottery(self, top: Fields) -> Integers | None:
        seed = self.reader.seed(top)
        return None if seed is None else lottery_ranks(seed, self.file.names.applicants)

    def _limits(self, top: Fields) -> list[Limit]:
        known = ("longest", "offerings", "organisations", "terms")
        lists = self.reader.fields(top.get("lists", {}), "lists", (), known) or {}
        limits = []
        for part in ("longest", "offerings", "organisations"):
            if part in lists:
                limits.append(
                    Limit(self.reader.seats(lists, part, "lists"), self._group(part, top))
                )
        table = self._table(lists, "terms", "lists")
        for word in table:
            group = self._with_terms(word)
            limits.append(Limit(self.reader.seats(table, word, "lists.terms"), group))
        return limits

    def _group(self, part: str, top: Fields) -> Integers:
        """(K) what a limit counts as one."""
        if part == "longest":
            return np.arange(self.file.market.contracts)
        offering = contract_offering(self.file)
        return offering if part == "offerings" else at(self._organisations(top), offering)

    def _organisations(self, top: Fields) -> Integers:
        """(O) the organisation of each offering, as the change states it."""
        table = self._table(top, "organisation_of")
        numbers: dict[str, int] = {}
        found = np.full(self.file.market.offerings, NOBODY, dtype=np.int64)
        for name, value in table.items():
            path = join("organisation_of", name)
            organisation = self.reader.text(value, path) or ""
            number = numbers.setdefault(organisation, len(numbers))
            found[self._number("offering", name, path)] = number
        for offering in np.flatnonzero(found == NOBODY).tolist():
            name = self.file.names.offerings[offering]
            self.faults.add("organisation_missing", "organisation_of", offering=name)
        return found

    def _with_terms(self, word: str) -> Integers:
        """(K) each contract whose terms begin with this word by itself, −1 for the others."""
        mine = np.array([terms_kind(terms) == word for terms in self.file.names.terms], np.bool_)
        return np.where(mine, np.arange(len(mine)), NOBODY)


def terms_kind(terms: str) -> str:
    """The first word of the terms of a contract: “target” of “target E1”."""
    return terms.split(" ", 1)[0]


def contract_offering(file: MarketFile) -> Integers:
    """(K) the offering of each contract; −1 for one without a claim."""
    market = file.market
    found = np.full(market.contracts, NOBODY, dtype=np.int64)
    found[market.claim_contract] = market.pool_offering[market.claim_pool]
    return found


def _undecided(fault: Fault, file: MarketFile, faults: Faults) -> None:
    """Two contracts that a change leaves in no order."""
    contract, other = (
        file.names.contracts[file.market.claim_contract[int(str(fault.facts[which]))]]
        for which in ("claim", "other")
    )
    faults.add(fault.code, "lists", contract=contract, other_contract=other)


def _named(fault: Fault, file: MarketFile) -> tuple[str, Mapping[str, object]]:
    """Where a change breaks a rule of the linter, and the facts by name."""
    names = {
        "pool": file.names.pools,
        "spill_to": file.names.pools,
        "region": file.names.regions,
        "fund": file.names.funds,
    }
    facts = {
        key: names[key][number] if key in names and isinstance(number, int) else number
        for key, number in fault.facts.items()
    }
    part, holder = ("spill", "pool") if "pool" in facts else ("regions", "region")
    return join(part, str(facts[holder])), facts
