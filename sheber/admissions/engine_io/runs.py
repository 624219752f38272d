"""A market of rows → the engine → a run to keep; and a kept run checked, read and explained."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sheber.admissions.engine_io import keeping
from sheber.admissions.engine_io.keeping import Kept
from sheber.admissions.engine_io.market import Drafted, refused
from sheber.admissions.models import Campaign, Clearing
from sheber.admissions.queries import published_clearings
from sheber.doors.clearing.certificate import certificate_document
from sheber.doors.clearing.explanation import explanation
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.market_lists import canonical_parts, market_of, person_and_position
from sheber.doors.clearing.result import ResultFile, held_documents, result_by_pool, violations
from sheber.doors.clearing.viability import clear_viable, closing_documents, final
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import sentence
from sheber.engine.clearing import ENGINE
from sheber.engine.clearing.checker import check_certificate
from sheber.engine.clearing.market import NOBODY, Integers, held_rows
from sheber.engine.clearing.solve import as_violations
from sheber.engine.errors import InvalidMarket, PropertyViolated


@dataclass(frozen=True)
class Given:
    """Who is given what, as columns: pseudonyms, positions in their lists, keys of contracts and
    of pools."""

    person: list[str]
    position: list[int]
    contract: list[int]
    pool: list[int]

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Run:
    """What a clearing keeps, texts and columns; how many took part, and what it gives."""

    market: str
    result: str
    columns: dict[str, bytes]
    engine: str
    people: int
    given: Given


@dataclass(frozen=True)
class Recheck:
    """What a second look at kept texts found; `violations` are sentences, empty if all holds.

    `digest_holds`: the texts are the ones that were approved.
    """

    digest_holds: bool
    violations: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.digest_holds and not self.violations


@dataclass(frozen=True)
class Rank:
    """Where somebody stands in a ranking; `lottery` 1 is best."""

    score: float
    ties: tuple[float, ...]
    lottery: int | None


@dataclass(frozen=True)
class WishTold:
    """Why a contract ranked higher was not given: the pool in which the person came nearest.

    `cutoff` is the rank of the last admitted, None if nobody was. `places_short` is said as
    “at most”. `decided_by` is score, tie, lottery, own_order, no_seats or closed; `full` says which
    of the pool, its fund and its region were full.
    """

    position: int
    pool: str
    own: Rank
    cutoff: Rank | None
    places_short: int
    decided_by: str
    tie_number: int
    full: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What a clearing gave to a person, and why nothing that was ranked higher."""

    person: str
    position: int | None
    pool: str
    own: Rank | None
    wishes: tuple[WishTold, ...]


def run(drafted: Drafted) -> Run:
    """Clear a market of rows, with its rounds of closing before the first publication. The engine
    checks C1–C6 before it returns anything.

    What the market says of itself in a comment its result says as well.
    """
    try:
        cleared = clear_viable(drafted.file)
    except InvalidMarket as error:
        raise refused(error) from error
    file, outcome = cleared.file, cleared.outcome
    seats = json.loads(drafted.seats)
    comment = {key: seats[key] for key in ("comment",) if key in seats}
    return Run(
        market=drafted.seats,
        result=_text({**result_by_pool(file, outcome), **closing_documents(cleared), **comment}),
        columns=keeping.columns_of(file, drafted.lists, outcome.certificate),
        engine=ENGINE,
        people=file.market.applicants,
        given=_given(drafted, outcome.held_claim),
    )


def is_of(clearing: Clearing, drafted: Drafted) -> bool:
    """Whether a clearing was made for exactly this market."""
    stored = keeping.stored(clearing)
    now = keeping.market_columns(drafted.file, drafted.lists)
    return clearing.market == drafted.seats and all(
        stored.get(name) == content for name, content in now.items()
    )


def given_by(clearing: Clearing, drafted: Drafted) -> Given:
    """Whom a clearing of this very market gives a seat, and which."""
    return _given(drafted, kept(clearing).certificate.held_claim)


def digest(clearing: Clearing) -> str:
    """SHA-256 of what an approval approves, hashed anew from what is kept; empty if it cannot be
    read any more."""
    try:
        return keeping.digest(clearing, keeping.stored(clearing))
    except InvalidMarket:
        return ""


def kept(clearing: Clearing) -> Kept:
    """A run as it is kept: its market, who holds what, and its certificate."""
    return keeping.read(clearing, keeping.stored(clearing))


def recheck(clearing: Clearing) -> Recheck:
    """Check a clearing again from what is kept of it alone, whatever the rules are by now."""
    try:
        columns = keeping.stored(clearing)
        digest_holds = keeping.digest(clearing, columns) == clearing.digest
        with keeping.legible():
            return Recheck(digest_holds, _violations(clearing, keeping.read(clearing, columns)))
    except InvalidMarket as error:
        return Recheck(False, tuple(map(sentence, error.faults)))


def _violations(clearing: Clearing, found: Kept) -> tuple[str, ...]:
    """Sentences about what does not hold, by the code that checks files."""
    file = final(market_of(clearing.market, found.lists), found.closings)
    result = _result_file(file, found)
    wrong = [*violations(file, result), *_other_keys(file, found)]
    wrong = wrong or as_violations(check_certificate(file.market, found.certificate))
    return tuple(violation_sentence(one, file, result.rows) for one in wrong)


def explain(clearing: Clearing, person: str) -> Told | None:
    """What a clearing says to a person; None if the person was not in its market."""
    found = kept_of(clearing)
    people = found.lists.applicants
    number = int(np.searchsorted(people, person))
    if number == len(people) or people[number] != person:
        return None
    told: Any = explanation(found.file, found.certificate, number)
    held = told["held"]
    return Told(
        person=person,
        position=person_and_position(held["contract"])[1] if held else None,
        pool=held["pool"] if held else "",
        own=_rank(held["own"]) if held else None,
        wishes=tuple(map(_wish, told["ranked_above"])),
    )


def market_parts(clearing: Clearing) -> Iterator[bytes]:
    """The market file of a run, `sheber.market/1` in canonical form, part by part."""
    found = kept(clearing)
    return canonical_parts(clearing.market, found.file, found.lists)


def result_parts(clearing: Clearing) -> Iterator[bytes]:
    """The result file of a run, `sheber.result/1`."""
    found = kept(clearing)
    held = list(held_documents(found.file, found.certificate.held_claim))
    yield _text({**found.result, "held": held}).encode()


def certificate_parts(clearing: Clearing) -> Iterator[bytes]:
    """The certificate file of a run, `sheber.certificate/1`."""
    found = kept(clearing)
    comment = {key: found.result[key] for key in ("comment",) if key in found.result}
    yield _text({**certificate_document(found.file, found.certificate), **comment}).encode()


FILES: dict[str, Callable[[Clearing], Iterator[bytes]]] = {
    "market": market_parts,
    "result": result_parts,
    "certificate": certificate_parts,
}
"""What an office can download of a run, by name."""


def explain_latest(campaign: Campaign, person: str) -> tuple[Clearing, Told] | None:
    """The last published round in whose market a person was, and what it says to the person."""
    for clearing in published_clearings(campaign):
        told = explain(clearing, person)
        if told is not None:
            return clearing, told
    return None


def kept_of(clearing: Clearing) -> Kept:
    """A run as it is kept, from memory if it was read a moment ago."""
    return _explained(clearing.pk, clearing.digest)


@lru_cache(maxsize=2)
def _explained(key: int, digest: str) -> Kept:
    """Reading a large run takes a moment, and many ask about the same one."""
    return kept(Clearing.objects.get(pk=key, digest=digest))


def _given(drafted: Drafted, held_claim: Integers) -> Given:
    market, lists = drafted.file.market, drafted.lists
    claims = held_claim[held_claim != NOBODY]
    contracts = market.claim_contract[claims]
    return Given(
        person=lists.applicants[market.contract_applicant[contracts]].tolist(),
        position=lists.contracts.position[contracts].tolist(),
        contract=drafted.contract_keys[contracts].tolist(),
        pool=drafted.pool_keys[market.claim_pool[claims]].tolist(),
    )


def _result_file(file: MarketFile, found: Kept) -> ResultFile:
    """The result as the door of files would read it, to be judged by the same code."""
    rows = [
        (str(row["applicant"]), str(row["contract"]), str(row["pool"]))
        for row in held_documents(file, found.certificate.held_claim)
    ]
    return ResultFile(
        market_sha256=found.result["market_sha256"],
        held=held_rows(file.market, found.certificate.held_claim),
        rows=rows,
        pools={pool["id"]: pool for pool in found.result["pools"]},
        properties=found.result["properties"],
        closings=found.closings,
    )


def _other_keys(file: MarketFile, found: Kept) -> list[PropertyViolated]:
    """Keys or lots that were kept, and by which people are answered, but do not follow."""
    pairs = (
        (file.market.claim_key, found.file.market.claim_key),
        (file.ranking.lottery, found.file.ranking.lottery),
    )
    same = all(
        np.array_equal(made, stated) if made is not None and stated is not None else made is stated
        for made, stated in pairs
    )
    facts = {"number": "claim_key", "stated": "the keys that were kept", "found": "others"}
    return [] if same else [PropertyViolated("certificate", facts)]


def _wish(told: dict[str, Any]) -> WishTold:
    own = _rank(told["own"])
    assert own is not None  # noqa: S101  (a wish has a claim, and a claim a rank)
    return WishTold(
        position=person_and_position(told["contract"])[1],
        pool=told["nearest_pool"],
        own=own,
        cutoff=_rank(told["cutoff"]),
        places_short=told["places_short_at_most"],
        decided_by=told["decided_by"],
        tie_number=told["tie_number"] or 0,
        full=tuple(told["full"]),
    )


def _rank(stated: dict[str, Any] | None) -> Rank | None:
    if stated is None:
        return None
    return Rank(stated["score"], tuple(stated["ties"]), stated["lottery"])


def _text(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
