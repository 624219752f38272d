"""`sheber.public/1`: what everybody may read of a clearing, and `sheber.receipt/1`: one's own row.

The public edition has numbers by groups of pools, cut-off scores, and a commitment to the full
edition: the root of a tree over a row for each applicant and one for the clearing as a whole.
Ties and lottery ranks stay out of it: the lottery is public, so a rank is a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import rfc8785

from sheber.doors.clearing.certificate import pool_documents
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.result import plain, ranking_of
from sheber.doors.fields import Fields
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.checker import PROPERTIES
from sheber.engine.clearing.commitment import Tree, leaf_of, salt_of
from sheber.engine.clearing.market import NOBODY, Flags
from sheber.engine.clearing.publication import FEWEST, Publication, publication
from sheber.engine.clearing.solve import ENGINE

FORMAT, RECEIPT = "sheber.public/1", "sheber.receipt/1"
UNUSUAL = re.compile(r"\d(?:e[+-]?\d|\.0(?!\d))")
WHOLE = ""
"""Whose row the clearing as a whole is: no applicant has an empty id."""


@dataclass(frozen=True)
class Committed:
    """A checked certificate with the commitment to it: rows are made when they are asked for."""

    file: MarketFile
    certificate: Certificate
    secret: bytes
    tree: Tree

    def receipt(self, applicant: int) -> Fields:
        """The row of an applicant, by number, with its way to the root."""
        return {
            "format": RECEIPT,
            "row": row_document(self.file, self.certificate, applicant),
            "salt": salt_of(self.secret, self.file.names.applicants[applicant]).hex(),
            "path": [list(step) for step in self.tree.path(1 + applicant)],
            "root": self.tree.root,
        }


def commit(file: MarketFile, certificate: Certificate, secret: bytes) -> Committed:
    """The tree over all rows, salted by a secret of 32 random bytes that only its maker knows."""
    leaves = [
        leaf_of(salt_of(secret, name), canonical_row(row)) for name, row in _rows(file, certificate)
    ]
    return Committed(file, certificate, secret, Tree(leaves))


def canonical_row(row: Fields) -> bytes:
    """A row in canonical form (RFC 8785). Python's own writer, ten times as fast, differs from it
    only in numbers with an exponent or a zero after the point, as long as fields have plain names.
    """
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if UNUSUAL.search(text):
        return rfc8785.dumps(row)  # type: ignore[arg-type]
    return text.encode()


def _rows(file: MarketFile, certificate: Certificate) -> Iterator[tuple[str, Fields]]:
    pools = pool_documents(file, certificate)
    yield WHOLE, {"market_sha256": file.sha256, "engine": ENGINE, "pools": pools}
    for applicant, name in enumerate(file.names.applicants):
        yield name, row_document(file, certificate, applicant)


def row_document(file: MarketFile, certificate: Certificate, applicant: int) -> Fields:
    """What the full edition says of one applicant."""
    market, names = file.market, file.names
    claim = int(certificate.held_claim[applicant])
    first, end = market.applicant_start[applicant], market.applicant_start[applicant + 1]
    low, high = np.searchsorted(certificate.wish_contract, [first, end]).tolist()
    return {
        "applicant": names.applicants[applicant],
        "held": None if claim == NOBODY else _claim(file, claim),
        "ranked_above": [
            {
                **_claim(file, int(certificate.wish_claim[row])),
                "places_short_at_most": int(certificate.wish_short[row]),
            }
            for row in range(low, high)
        ],
    }


def _claim(file: MarketFile, claim: int) -> Fields:
    return {
        "contract": file.names.contracts[file.market.claim_contract[claim]],
        "pool": file.names.pools[file.market.claim_pool[claim]],
        "own": ranking_of(file, claim),
    }


def public_document(
    committed: Committed, protected: Flags, elsewhere: Flags | None = None
) -> Fields:
    """The public edition. protected, elsewhere (P): see `publication`."""
    file = committed.file
    shown = publication(file.market, committed.certificate, protected, elsewhere)
    return {
        **bound_document(committed),
        "offerings": [
            _offering(committed, shown, protected, offering) for offering in shown.offerings
        ],
        "counted_together": {
            "offerings": [
                {"id": file.names.offerings[one], "pools": _capacities(file, one, protected)}
                for one in shown.apart
            ],
            "held": shown.apart_held,
        },
    }


def bound_document(committed: Committed) -> Fields:
    """The public edition of a refill: bound to the full one, and without numbers. Seats of a refill
    are what those before left free, so its capacities beside the first round's would tell how
    many hold each pool."""
    return {
        "format": FORMAT,
        "engine": ENGINE,
        "fewest": FEWEST,
        "properties": dict.fromkeys(PROPERTIES, True),
        "offerings": [],
        "counted_together": {
            "offerings": [{"id": name} for name in committed.file.names.offerings],
            "held": None,
        },
        "commitment": {"tree": "sha256", "root": committed.tree.root},
    }


def _offering(committed: Committed, shown: Publication, protected: Flags, offering: int) -> Fields:
    file, groups = committed.file, shown.offerings[offering]
    return {
        "id": file.names.offerings[offering],
        "pools": _capacities(file, offering, protected),
        "held": sum(group.held for group in groups),
        "groups": [
            {"pools": [file.names.pools[pool] for pool in group.pools], "held": group.held}
            for group in groups
        ],
        "cutoffs": {
            file.names.pools[pool]: plain(
                float(file.ranking.score[committed.certificate.pool_last[pool]])
            )
            for group in groups
            for pool in group.pools
            if pool in shown.cutoffs
        },
    }


def _capacities(file: MarketFile, offering: int, protected: Flags) -> list[Fields]:
    start, end = file.market.offering_start[offering : offering + 2].tolist()
    return [
        {
            "id": file.names.pools[pool],
            "capacity": int(file.market.pool_capacity[pool]),
            "protected": bool(protected[pool]),
        }
        for pool in range(start, end)
    ]
