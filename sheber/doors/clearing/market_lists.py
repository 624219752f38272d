"""A market whose seats stand in a document and whose applicants stand in columns.

The same market as a file `sheber.market/1` would give, without an object for each claim: a
country's year has millions. `canonical_parts` writes that file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from json.encoder import encode_basestring
from typing import overload

import numpy as np
import numpy.typing as npt
import rfc8785

from sheber.doors.clearing.market import MarketFile, read_seats
from sheber.doors.clearing.market_reading import Names
from sheber.engine.clearing.keys import MISSING, Ranking, with_keys
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.market import Integers, Numbers

Texts = npt.NDArray[np.str_]
APPLICANTS_A_PART = 2000
# Beyond it a whole number is not exact in JSON.
LARGEST_WHOLE = 2**53


@dataclass(frozen=True, eq=False)
class ContractIds(Sequence[str]):
    """Names of contracts, made when they are asked for: “person:position”."""

    people: Texts
    owner: Integers
    position: Integers

    def __len__(self) -> int:
        return len(self.owner)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return ContractIds(self.people, self.owner[index], self.position[index])
        return contract_id(str(self.people[self.owner[index]]), int(self.position[index]))


@dataclass(frozen=True, eq=False)
class Chosen(Sequence[str]):
    """Texts of which many are equal: each stands once, and is named by number."""

    texts: Sequence[str]
    number: Integers

    def __len__(self) -> int:
        return len(self.number)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return Chosen(self.texts, self.number[index])
        return self.texts[int(self.number[index])]


@dataclass(frozen=True, eq=False)
class Lists:
    """Everybody's contracts as columns: A applicants, K contracts, C claims, T tie-breaks.

    applicants (A): ids, ascending. contracts (K): ids. terms: texts, contract_terms (K): which.
    applicant_start (A+1), contract_start (K+1): offsets as in `Market`; claim_pool (C): pools by
    number, in precedence order. score (C), ties (C × T), padded as in `Ranking`.
    """

    applicants: Texts
    contracts: ContractIds
    terms: Sequence[str]
    contract_terms: Integers
    applicant_start: Integers
    contract_start: Integers
    claim_pool: Integers
    score: Numbers
    ties: Numbers


def market_of(seats: str, lists: Lists) -> MarketFile:
    """The market of these seats, in a document without applicants, and these lists.

    Raises InvalidMarket as `read_market` does, and where the ranking does not settle an order.
    """
    read = read_seats(seats.encode())
    ranking = Ranking(lists.score, lists.ties, _lottery(seats, lists.applicants))
    market = replace(
        read.market,
        applicant_start=lists.applicant_start,
        contract_start=lists.contract_start,
        claim_pool=lists.claim_pool,
        claim_key=np.zeros(len(lists.claim_pool), dtype=np.int64),
    )
    file = MarketFile(
        with_keys(market, ranking),
        ranking,
        names_of(read.names, lists),
        "",
        read.seed,
        read.protected,
        read.minimum,
    )
    return replace(file, sha256=_sha256(seats, file, lists))


@dataclass(frozen=True)
class ListedNames:
    """Names of the seats together with those of the applicants and their contracts."""

    offerings: Sequence[str]
    pools: Sequence[str]
    funds: Sequence[str]
    regions: Sequence[str]
    applicants: Sequence[str]
    contracts: Sequence[str]
    terms: Sequence[str]


def names_of(seats: Names, lists: Lists) -> Names:
    return ListedNames(
        seats.offerings,
        seats.pools,
        seats.funds,
        seats.regions,
        applicants=lists.applicants.tolist(),
        contracts=lists.contracts,
        terms=Chosen(lists.terms, lists.contract_terms),
    )


def contract_id(person: str, position: int) -> str:
    """How a ranked contract is called in a market file."""
    return f"{person}:{position}"


def person_and_position(contract: str) -> tuple[str, int]:
    """What stands behind the id of a contract in a market file."""
    person, position = contract.rsplit(":", 1)
    return person, int(position)


def canonical_parts(seats: str, file: MarketFile, lists: Lists) -> Iterator[bytes]:
    """The market file in canonical form (RFC 8785), in parts, so that its SHA-256 is the
    market's: fields in order of their names, and applicants come first of all."""
    document = json.loads(seats)
    document.pop("applicants")
    pools = list(map(encode_basestring, file.names.pools))
    terms = list(map(encode_basestring, lists.terms))
    yield b'{"applicants":['
    for first in range(0, len(lists.applicants), APPLICANTS_A_PART):
        last = min(first + APPLICANTS_A_PART, len(lists.applicants))
        part = ",".join(_applicants(lists, pools, terms, first, last))
        yield (b"," if first else b"") + part.encode()
    yield b"]," + rfc8785.dumps(document)[1:]


def _applicants(
    lists: Lists, pools: list[str], terms: list[str], first: int, last: int
) -> Iterator[str]:
    start = lists.applicant_start[first : last + 1]
    low, high = int(start[0]), int(start[-1])
    names = list(map(encode_basestring, lists.applicants[first:last].tolist()))
    owner = (lists.contracts.owner[low:high] - first).tolist()
    contracts = list(_contracts(lists, pools, terms, [names[one] for one in owner], low, high))
    for name, (begin, end) in zip(names, pairwise((start - low).tolist()), strict=True):
        yield f'{{"contracts":[{",".join(contracts[begin:end])}],"id":{name}}}'


def _contracts(
    lists: Lists, pools: list[str], terms: list[str], owners: list[str], low: int, high: int
) -> Iterator[str]:
    """`owners`: the quoted name of each contract's person; its id goes on where the name ends."""
    start = lists.contract_start[low : high + 1]
    claims = list(_claims(lists, pools, int(start[0]), int(start[-1])))
    positions = lists.contracts.position[low:high].tolist()
    numbers = lists.contract_terms[low:high].tolist()
    bounds = pairwise((start - start[0]).tolist())
    for owner, position, told, (begin, end) in zip(owners, positions, numbers, bounds, strict=True):
        name = f'{owner[:-1]}:{position}"'
        listed = ",".join(claims[begin:end])
        yield f'{{"claims":[{listed}],"id":{name},"terms":{terms[told]}}}'


def _claims(lists: Lists, pools: list[str], first: int, last: int) -> Iterator[str]:
    of = lists.claim_pool[first:last].tolist()
    scores = map(_number, lists.score[first:last].tolist())
    if not lists.ties.shape[1]:
        for pool, score in zip(of, scores, strict=True):
            yield f'{{"pool":{pools[pool]},"score":{score},"ties":[]}}'
        return
    for pool, score, ties in zip(of, scores, lists.ties[first:last].tolist(), strict=True):
        stated = ",".join(_number(tie) for tie in ties if tie != MISSING)
        yield f'{{"pool":{pools[pool]},"score":{score},"ties":[{stated}]}}'


def _number(value: float) -> str:
    """Whole numbers as they are; the library knows how RFC 8785 writes the others."""
    if value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    return rfc8785.dumps(value).decode()


def _sha256(seats: str, file: MarketFile, lists: Lists) -> str:
    running = hashlib.sha256()
    for part in canonical_parts(seats, file, lists):
        running.update(part)
    return running.hexdigest()


def _lottery(seats: str, applicants: Texts) -> Integers | None:
    drawn = json.loads(seats).get("lottery")
    if drawn is None:
        return None
    return lottery_ranks(bytes.fromhex(drawn["seed"]), applicants.tolist())
