"""A market document → the engine → texts to keep; and the kept texts checked and explained."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sheber.admissions.engine_io.market import person_and_position
from sheber.admissions.models import Campaign, Clearing
from sheber.admissions.queries import published_clearings
from sheber.doors.certificate import certificate_document, certificate_violations, read_certificate
from sheber.doors.explanation import explanation
from sheber.doors.faults import sentence
from sheber.doors.market import MarketFile, canonical_sha256, read_market
from sheber.doors.result import ResultFile, read_result, result_document, violations
from sheber.doors.violations import violation_sentence
from sheber.engine.clearing import ENGINE, Certificate, solve
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import lawful_claims
from sheber.engine.errors import InvalidMarket
from sheber.kernel.refusals import Refused


@dataclass(frozen=True)
class Run:
    """What a clearing keeps, as texts; `held` are (person, position of the contract, pool)."""

    market: str
    result: str
    certificate: str
    engine: str
    held: tuple[tuple[str, int, str], ...]


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


def run(document: Mapping[str, Any]) -> Run:
    """Clear a market document. The engine checks C1–C6 before it returns anything.

    What the document says of itself in a comment its result and certificate say as well.
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    try:
        file = read_market(text.encode())
        outcome = solve(file.market)
    except InvalidMarket as error:
        facts = {"fault": error.faults[0].code, "count": len(error.faults)}
        raise Refused("market_refused", **facts) from error
    result = result_document(file, outcome)
    certificate = certificate_document(file, outcome.certificate)
    held: Any = result["held"]
    comment = {key: document[key] for key in ("comment",) if key in document}
    return Run(
        market=text,
        result=_text({**result, **comment}),
        certificate=_text({**certificate, **comment}),
        engine=ENGINE,
        held=tuple((*person_and_position(row["contract"]), row["pool"]) for row in held),
    )


def digest(clearing: Clearing) -> str:
    """SHA-256 of what an approval approves: three texts, the engine, the rules, their marks."""
    return canonical_sha256(
        {
            "market": _sha256(clearing.market),
            "result": _sha256(clearing.result),
            "certificate": _sha256(clearing.certificate),
            "engine": clearing.engine,
            "rules": clearing.rule_hashes,
            "rule_marks": clearing.rule_marks,
        }
    )


def held_rows(clearing: Clearing) -> list[tuple[str, int, str]]:
    """(person, position of the contract, pool) of everybody whom a clearing gives a seat."""
    rows: list[dict[str, str]] = json.loads(clearing.result)["held"]
    return [(*person_and_position(row["contract"]), row["pool"]) for row in rows]


def is_of(clearing: Clearing, document: Mapping[str, Any]) -> bool:
    """Whether a clearing was made for exactly this market."""
    stated = json.loads(clearing.result)["market_sha256"]
    return bool(stated == canonical_sha256(document))


def recheck(clearing: Clearing) -> Recheck:
    """Check a clearing again from its kept texts alone, whatever the rules are by now."""
    digest_holds = digest(clearing) == clearing.digest
    try:
        file, result = _files(clearing)
        found = violations(file, result)
        if not found:
            stated = read_certificate(clearing.certificate.encode())
            found = certificate_violations(file, stated, _certificate(file, result))
    except InvalidMarket as error:
        return Recheck(digest_holds, tuple(map(sentence, error.faults)))
    return Recheck(digest_holds, tuple(violation_sentence(one, file, result.rows) for one in found))


def explain(clearing: Clearing, person: str) -> Told | None:
    """What a clearing says to a person; None if the person was not in its market."""
    file, certificate = _explained(clearing.pk, clearing.digest)
    if person not in file.names.applicants:
        return None
    told: Any = explanation(file, certificate, file.names.applicants.index(person))
    held = told["held"]
    return Told(
        person=person,
        position=person_and_position(held["contract"])[1] if held else None,
        pool=held["pool"] if held else "",
        own=_rank(held["own"]) if held else None,
        wishes=tuple(map(_wish, told["ranked_above"])),
    )


def explain_latest(campaign: Campaign, person: str) -> tuple[Clearing, Told] | None:
    """The last published round in whose market a person was, and what it says to the person."""
    for clearing in published_clearings(campaign):
        told = explain(clearing, person)
        if told is not None:
            return clearing, told
    return None


def file_of(clearing: Clearing) -> MarketFile:
    """The market that a clearing cleared."""
    return _explained(clearing.pk, clearing.digest)[0]


@lru_cache(maxsize=2)
def _explained(key: int, digest: str) -> tuple[MarketFile, Certificate]:
    """Reading a large market takes a second, and many ask about the same one."""
    file, result = _files(Clearing.objects.get(pk=key, digest=digest))
    return file, _certificate(file, result)


def _files(clearing: Clearing) -> tuple[MarketFile, ResultFile]:
    file = read_market(clearing.market.encode())
    return file, read_result(clearing.result.encode(), file)


def _certificate(file: MarketFile, result: ResultFile) -> Certificate:
    return certify(file.market, lawful_claims(file.market, result.held))


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


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
