"""A refill from file to file: the smaller market as a `sheber.market/1` document, and its check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sheber.doors.clearing.market import MarketFile, read_market
from sheber.engine.clearing.market import NOBODY, Integers, frozen
from sheber.engine.clearing.rounds import Refill, check_confirmed, check_refill, refill
from sheber.engine.errors import InvalidRound, PropertyViolated

Document = dict[str, Any]
SENTENCES = {
    "R1": "R1 does not hold: {applicant} held {contract} and would hold something liked less",
    "R2": "R2 does not hold: {applicant} confirmed {contract} and would not hold it in that pool",
}
REFUSALS = {
    "withdrawn_and_confirmed": "“{id}” stands in both lists, as withdrawn and as confirmed: "
    "take it out of one.",
    "holds_nothing": "“{id}” cannot have confirmed anything: the result gives this applicant no "
    "contract.",
    "unknown_applicant": "“{id}” is not an applicant of the market.",
    "named_twice": "“{id}” stands twice in one list: keep one line of it.",
    "late_twice": "“{id}” comes late and is an applicant of the market already: the list of an "
    "earlier round does not change.",
}


@dataclass(frozen=True, eq=False)
class Round:
    """A refill: the market and what it gave (A), who withdrew and who confirmed, by number, and
    the smaller market both as arrays and as a document; `late` are applicants added to it."""

    before: MarketFile
    held: Integers
    withdrawn: Integers
    confirmed: Integers
    document: Document
    late: int


def smaller(
    text: bytes,
    file: MarketFile,
    held_claim: Integers,
    *,
    withdrawn: Sequence[str],
    confirmed: Sequence[str],
    late: Sequence[Document] = (),
) -> Round:
    """The round after a lawful result (held claims, or −1) of the market in `text`.

    Raises InvalidRound for a name that does not fit. Applicants that come late are added as they
    are; what is wrong with them is found when the document is read.
    """
    gone, kept = _numbers(file, withdrawn), _numbers(file, confirmed)
    try:
        made = refill(file.market, file.ranking, held_claim, withdrawn=gone, confirmed=kept)
    except InvalidRound as error:
        number = int(str(error.facts["applicant"]))
        raise InvalidRound(error.code, {"id": file.names.applicants[number]}) from error
    known = set(file.names.applicants)
    for one in late:
        if one.get("id") in known:
            raise InvalidRound("late_twice", {"id": one.get("id")})
    document = _document(json.loads(text.decode("utf-8-sig")), file, made)
    document["applicants"] += late
    return Round(file, held_claim, gone, kept, document, len(late))


def read_smaller(round_: Round) -> MarketFile:
    """The smaller market as it will be read from its file; InvalidMarket for what came late."""
    return read_market(json.dumps(round_.document, ensure_ascii=False).encode())


def round_violations(
    round_: Round, after: MarketFile, held_claim: Integers
) -> list[PropertyViolated]:
    """R1 and R2 for what the smaller market gives; `applicant` is a number of the market before."""
    before = round_.before.market
    now = _in_numbers_before(round_.before, after, held_claim)
    out = np.concatenate([round_.withdrawn, round_.confirmed])
    stays = np.setdiff1d(np.arange(before.applicants), out)
    places = [_contracts(round_.before, claims)[stays] for claims in (round_.held, now)]
    there = _still_there(round_, after)
    return [
        *_of(stays, check_refill(*places)),
        *_of(there, check_confirmed(round_.held[there], now[there])),
    ]


def round_sentence(violation: PropertyViolated, round_: Round) -> str:
    """One line, with names and how many cases there are."""
    number = int(str(violation.facts["applicant"]))
    names, contract = round_.before.names, _contracts(round_.before, round_.held)[number]
    words = SENTENCES[violation.code].format(
        applicant=names.applicants[number], contract=names.contracts[contract]
    )
    cases = violation.facts["cases"]
    return f"{words}{f' ({cases} cases in all)' if cases != 1 else ''}."


def refusal_sentence(refusal: InvalidRound) -> str:
    return REFUSALS[refusal.code].format(**refusal.facts)


def _numbers(file: MarketFile, ids: Sequence[str]) -> Integers:
    number = {name: place for place, name in enumerate(file.names.applicants)}
    for name in ids:
        if name not in number:
            raise InvalidRound("unknown_applicant", {"id": name})
    repeated = next((name for name in ids if ids.count(name) > 1), None)
    if repeated is not None:
        raise InvalidRound("named_twice", {"id": repeated})
    return frozen([number[name] for name in ids])


def _document(document: Document, file: MarketFile, made: Refill) -> Document:
    capacity = iter(made.market.pool_capacity.tolist())
    for offering in document["offerings"]:
        offering.pop("minimum", None)  # a refill closes nothing
        for pool in offering["pools"]:
            pool["capacity"] = next(capacity)
    for fund, cap in zip(document.get("funds", []), made.market.fund_cap.tolist(), strict=True):
        fund["cap"] = cap
    document["applicants"] = list(_applicants(document["applicants"], file, made))
    return document


def _applicants(applicants: list[Document], file: MarketFile, made: Refill) -> Iterator[Document]:
    """Those who are still in the market, with the claims that they still have."""
    market = file.market
    claims = np.zeros(market.claims, dtype=np.bool_)
    claims[made.claim] = True
    number = iter(range(market.contracts))
    for applicant in applicants:
        contracts = []
        for contract in applicant["contracts"]:
            place = next(number)
            start, end = market.contract_start[place : place + 2].tolist()
            there = np.flatnonzero(claims[start:end]) + start
            pools = {file.names.pools[pool] for pool in market.claim_pool[there].tolist()}
            if pools:
                kept = [claim for claim in contract["claims"] if claim["pool"] in pools]
                contracts.append({**contract, "claims": kept})
        if contracts:
            yield {**applicant, "contracts": contracts}


def _in_numbers_before(before: MarketFile, after: MarketFile, held_claim: Integers) -> Integers:
    """(A) held claims of the smaller market in the numbers of the market before, or −1."""
    applicant = {name: number for number, name in enumerate(before.names.applicants)}
    contract = {name: number for number, name in enumerate(before.names.contracts)}
    found = np.full(before.market.applicants, NOBODY, dtype=np.int64)
    for who in np.flatnonzero(held_claim >= 0).tolist():
        number = applicant.get(after.names.applicants[who])
        if number is None:
            continue
        claim = int(held_claim[who])
        name = after.names.contracts[after.market.claim_contract[claim]]
        start, end = before.market.contract_start[contract[name] : contract[name] + 2].tolist()
        pools = before.market.claim_pool[start:end]
        found[number] = start + int(np.flatnonzero(pools == after.market.claim_pool[claim])[0])
    return found


def _still_there(round_: Round, after: MarketFile) -> Integers:
    """Those who confirmed and stand in the smaller market, as people of a region do."""
    there = set(after.names.applicants)
    names = round_.before.names.applicants
    return frozen([one for one in round_.confirmed.tolist() if names[one] in there])


def _contracts(file: MarketFile, claims: Integers) -> Integers:
    return np.where(claims >= 0, file.market.claim_contract[claims], NOBODY)


def _of(people: Integers, found: list[PropertyViolated]) -> list[PropertyViolated]:
    """Violations whose applicant is a place among these people, by their numbers."""
    return [
        PropertyViolated(
            one.code, {**one.facts, "applicant": int(people[int(str(one.facts["applicant"]))])}
        )
        for one in found
    ]
