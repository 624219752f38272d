"""A short hash of what a person saw: an act on something else is answered with what changed."""

import hashlib
from collections.abc import Iterable

from sheber.admissions.models import RankedContract, Seat


def of_list(wishes: Iterable[RankedContract]) -> str:
    """Of a list: the contracts, their order and the versions of their terms."""
    return _hash(
        (one.position, one.offering_id, one.terms_kind, one.offer_id, one.terms_version)
        for one in wishes
    )


def of_seat(seat: Seat) -> str:
    """Of a seat: which wish it grants, and on which version of its terms."""
    return _hash([(seat.pk, seat.pool_id, seat.contract_id, seat.contract.terms_version)])


def of_terms(amended: Iterable[RankedContract]) -> str:
    """Of amended terms: each wish with the newest version of its offer."""
    rows = sorted(amended, key=lambda one: one.pk)
    return _hash((one.pk, getattr(one, "latest_version", None)) for one in rows)


def _hash(facts: Iterable[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(list(facts)).encode()).hexdigest()[:32]
