"""One pass over a `sheber.market/1` document: a draft of the market, names, and every fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sheber.doors.clearing.region_reading import read_regions
from sheber.doors.faults import Faults
from sheber.doors.fields import Fields, Reader, join
from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.lint import rule_faults
from sheber.engine.clearing.market import NOBODY
from sheber.engine.errors import Fault

FORMAT = "sheber.market/1"
REQUIRED = ("offerings", "applicants")
SEATS = ("spill_to", "protected")
OPTIONAL = ("funds", "regions", "lottery", "lists_limited")

Claims = list[tuple[int, float, Sequence[float]]]


class Names(Protocol):
    """Ids by dense number, as they stand in the file."""

    @property
    def offerings(self) -> Sequence[str]: ...
    @property
    def pools(self) -> Sequence[str]: ...
    @property
    def funds(self) -> Sequence[str]: ...
    @property
    def regions(self) -> Sequence[str]: ...
    @property
    def applicants(self) -> Sequence[str]: ...
    @property
    def contracts(self) -> Sequence[str]: ...
    @property
    def terms(self) -> Sequence[str]: ...


@dataclass
class NamesRead:
    """Names as they are being read."""

    offerings: list[str] = field(default_factory=list)
    pools: list[str] = field(default_factory=list)
    funds: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    applicants: list[str] = field(default_factory=list)
    contracts: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


class Reading:
    """One pass over a document. A wrong part leaves a fault and a harmless stand-in, so that
    the pass goes on; nothing is assembled while there is a fault."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.reader = Reader(faults)
        self.draft = Draft()
        self.names = NamesRead()
        self.pool_number: dict[str, int] = {}
        self.pool_offering: list[int] = []
        self.pool_path: list[str] = []
        self.protected: list[int] = []
        self.offerings: list[tuple[str, str, Fields]] = []
        self.minimum: list[int] = []
        self.fund_paths: list[dict[int, str]] = []
        self.region_paths: list[str] = []
        self.seed: bytes | None = None
        self.seen: dict[str, dict[str, str]] = {}

    def document(self, document: object) -> None:
        top = self.reader.document(document, FORMAT, REQUIRED, OPTIONAL)
        if top is None:
            return
        self.draft.lists_limited = self.reader.flag(top, "lists_limited")
        self._offerings(top)
        for path, item in self.reader.items(top, "funds", ""):
            self._fund(item, path)
        self._regions(top)
        self._rules()
        for path, item in self.reader.items(top, "applicants", ""):
            self._applicant(item, path)
        self._lottery(top)

    def _offerings(self, top: Fields) -> None:
        spills: list[tuple[str, object]] = []
        for path, item in self.reader.items(top, "offerings", ""):
            self._offering(item, path, spills)
        targets = iter([self._spill(value, path) for path, value in spills])
        self.draft.pools = [
            [(capacity, next(targets)) for capacity, _ in pools] for pools in self.draft.pools
        ]

    def _offering(self, item: object, path: str, spills: list[tuple[str, object]]) -> None:
        offering = (
            self.reader.fields(item, path, ("id", "pools"), ("region", "target", "minimum")) or {}
        )
        name = self._id(offering, path, "offering")
        self.draft.pools.append([])
        self.names.offerings.append(name)
        self.offerings.append((path, name, offering))
        self.minimum.append(self.reader.seats(offering, "minimum", path))
        for pool_path, pool in self.reader.items(offering, "pools", path):
            fields = self.reader.fields(pool, pool_path, ("id", "capacity"), SEATS) or {}
            name = self._id(fields, pool_path, "pool")
            self.pool_number.setdefault(name, len(self.names.pools))
            self.pool_offering.append(len(self.draft.pools) - 1)
            self.pool_path.append(pool_path)
            self.names.pools.append(name)
            if self.reader.flag(fields, "protected", pool_path):
                self.protected.append(len(self.names.pools) - 1)
            spills.append((join(pool_path, "spill_to"), fields.get("spill_to")))
            seats = self.reader.seats(fields, "capacity", pool_path)
            self.draft.pools[-1].append((seats, NOBODY))
        if offering.get("pools") == []:
            self.faults.add("no_pools", join(path, "pools"))

    def _spill(self, value: object, path: str) -> int:
        return NOBODY if value is None else self._pool(value, path)

    def _fund(self, item: object, path: str) -> None:
        fund = self.reader.fields(item, path, ("id", "cap", "pools"))
        if fund is None:
            return
        self.names.funds.append(self._id(fund, path, "fund"))
        paths: dict[int, str] = {}
        for pool_path, value in self.reader.items(fund, "pools", path):
            pool = self._pool(value, pool_path)
            if pool in paths:
                self.faults.add("repeated_pool", pool_path, pool=value)
            elif pool != NOBODY:
                paths[pool] = pool_path
        self.fund_paths.append(paths)
        self.draft.funds.append((self.reader.seats(fund, "cap", path), list(paths)))

    def _regions(self, top: Fields) -> None:
        seen = self.seen.setdefault("region", {})
        found = read_regions(self.reader, top, self.offerings, seen)
        self.names.regions, self.region_paths = found.ids, found.paths
        self.draft.regions, self.draft.targets = found.drafts, found.targets

    def _rules(self) -> None:
        """The linter's rules, on seats alone, named by path."""
        draft = self.draft
        seats, _ = assemble(
            Draft(draft.pools, draft.funds, regions=draft.regions, targets=draft.targets)
        )
        for fault in rule_faults(seats):
            path = self._rule_path(fault.code, dict(fault.facts))
            named = {key: self._named(key, number) for key, number in fault.facts.items()}
            self.faults.add(fault.code, path, **named)

    def _rule_path(self, code: str, facts: Fields) -> str:
        """Where in the file a rule is broken."""
        if code == "targets_over_cap":
            return join(self.region_paths[_integer(facts["region"])], "cap")
        pool = _integer(facts["pool"])
        if "fund" in facts:
            return self.fund_paths[_integer(facts["fund"])][pool]
        return join(self.pool_path[pool], "spill_to")

    def _named(self, fact: str, number: object) -> object:
        kinds = {"fund": self.names.funds, "region": self.names.regions}
        kinds |= {"other_fund": self.names.funds}
        kinds |= {"pool": self.names.pools, "spill_to": self.names.pools}
        return kinds[fact][_integer(number)] if fact in kinds else number

    def _applicant(self, item: object, path: str) -> None:
        applicant = self.reader.fields(item, path, ("id", "contracts"))
        if applicant is None:
            return
        self.names.applicants.append(self._id(applicant, path, "applicant"))
        self.draft.applicants.append([])
        for contract_path, contract in self.reader.items(applicant, "contracts", path):
            self.draft.applicants[-1].append(self._contract(contract, contract_path))

    def _contract(self, item: object, path: str) -> Claims:
        contract = self.reader.fields(item, path, ("id", "claims"), ("terms",))
        if contract is None:
            return []
        self.names.contracts.append(self._id(contract, path, "contract"))
        terms = self.reader.text(contract.get("terms", ""), join(path, "terms"))
        self.names.terms.append(terms or "")
        claims: Claims = []
        for claim_path, value in self.reader.items(contract, "claims", path):
            claim = self._claim(value, claim_path)
            if claim is not None and self._fits(claims, claim[0], claim_path):
                claims.append(claim)
        if contract.get("claims") == []:
            self.faults.add("no_claims", join(path, "claims"))
        return claims

    def _claim(self, item: object, path: str) -> tuple[int, float, Sequence[float]] | None:
        claim = self.reader.fields(item, path, ("pool", "score"), ("ties",))
        if claim is None:
            return None
        pool = self._pool(claim["pool"], join(path, "pool")) if "pool" in claim else NOBODY
        score = self.reader.number(claim.get("score", 0), join(path, "score"))
        ties = [
            self.reader.number(tie, tie_path)
            for tie_path, tie in self.reader.items(claim, "ties", path)
        ]
        if pool == NOBODY or score is None:
            return None
        return pool, score, [tie for tie in ties if tie is not None]

    def _fits(self, claims: Claims, pool: int, path: str) -> bool:
        """A claim is on a pool of the first claim's offering, and on each pool once."""
        if not claims:
            return True
        name, path = self.names.pools[pool], join(path, "pool")
        mine, first = self.pool_offering[pool], self.pool_offering[claims[0][0]]
        if any(pool == other for other, _, _ in claims):
            self.faults.add("repeated_pool", path, pool=name)
        elif mine != first:
            offerings = self.names.offerings
            self.faults.add(
                "two_offerings",
                path,
                pool=name,
                offering=offerings[mine],
                first_offering=offerings[first],
            )
        else:
            return True
        return False

    def _lottery(self, top: Fields) -> None:
        self.seed = self.reader.seed(top)

    def undecided(self, fault: Fault) -> None:
        """A tie that the rules do not settle, at the claim that it puts last."""
        places = [
            (f"applicants[{who}].contracts[{place}].claims[{claim}]", number)
            for number, (who, place, contract) in enumerate(_contracts(self.draft))
            for claim in sorted(range(len(contract)), key=lambda index: contract[index][0])
        ]
        path, contract = places[_integer(fault.facts["claim"])]
        _, other = places[_integer(fault.facts["other"])]
        names = self.names.contracts
        self.faults.add(fault.code, path, contract=names[contract], other_contract=names[other])

    def _pool(self, value: object, path: str) -> int:
        name = self.reader.text(value, path)
        if name is None:
            return NOBODY
        if name not in self.pool_number:
            self.faults.add("unknown_pool", path, pool=name)
        return self.pool_number.get(name, NOBODY)

    def _id(self, holder: Fields, path: str, kind: str) -> str:
        return self.reader.id(holder, path, kind, self.seen.setdefault(kind, {})) or ""


def _contracts(draft: Draft) -> list[tuple[int, int, Claims]]:
    return [
        (who, place, contract)
        for who, contracts in enumerate(draft.applicants)
        for place, contract in enumerate(contracts)
    ]


def _integer(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101  (facts of the engine are plain integers)
    return value
