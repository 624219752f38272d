"""`sheber.market/1`: a market as one JSON file, read into frozen arrays and names.

Every fault is collected with its path in the file. What the file is known by is the SHA-256 of
its canonical form (RFC 8785), so spaces and the order of fields do not matter, and any change
of content does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

import rfc8785

from sheber.doors.clearing.market_reading import FORMAT, Names, Reading
from sheber.doors.faults import Faults
from sheber.doors.fields import load
from sheber.engine.clearing.assemble import assemble
from sheber.engine.clearing.keys import Ranking
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.market import Integers, Market, frozen, none
from sheber.engine.errors import InvalidMarket


@dataclass(frozen=True)
class MarketFile:
    """A market that was read: arrays, what the keys were made of, names, the file's hash, the seed
    of its lottery, if it has one, and the pools whose holders are protected.

    minimum (O): people that an offering needs to stay open, 0 for none; empty if none states any.
    """

    market: Market
    ranking: Ranking
    names: Names
    sha256: str
    seed: bytes | None = None
    protected: frozenset[int] = frozenset()
    minimum: Integers = field(default_factory=none)


def read_market(text: bytes) -> MarketFile:
    """The market in a file's bytes. Raises InvalidMarket with every fault and its path."""
    file, document = _read(text)
    return replace(file, sha256=canonical_sha256(document))


def read_seats(text: bytes) -> MarketFile:
    """A document of seats alone, whose applicants are kept apart: it has no hash of its own, so
    none is spent time on. Raises as `read_market` does."""
    return _read(text)[0]


def _read(text: bytes) -> tuple[MarketFile, object]:
    faults = Faults()
    document = load(text, FORMAT, faults)
    faults.refuse()
    reading = Reading(faults)
    reading.document(document)
    faults.refuse()
    if reading.seed is not None:
        reading.draft.lottery = lottery_ranks(reading.seed, reading.names.applicants)
    try:
        market, ranking = assemble(reading.draft)
    except InvalidMarket as error:
        for fault in error.faults:
            reading.undecided(fault)
        faults.refuse()
        raise
    protected = frozenset(reading.protected)
    minimum = frozen(reading.minimum if any(reading.minimum) else [])
    file = MarketFile(market, ranking, reading.names, "", reading.seed, protected, minimum)
    return file, document


def canonical_sha256(document: object) -> str:
    """SHA-256 of a JSON document in canonical form (RFC 8785), in hex."""
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()  # type: ignore[arg-type]
