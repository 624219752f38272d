"""The public lottery: commit, reveal, rank. Anyone with the list of pseudonyms recomputes it.

Two or more parties stand in a stated order. Each first publishes the SHA-256 of a secret of 32
bytes and the hash of the list of pseudonyms, and reveals the secret once all have committed. Who
does not reveal by the deadline is replaced by a public source that was named before: its text,
published after the deadline, is hashed to 32 bytes. The seed is SHA-256 of what each party gave,
joined in the stated order.

Nobody who keeps an own secret can be outplayed: with one secret drawn well the seed is as good as
drawn. The last to reveal can only choose between the seed it sees coming and one it cannot know,
and does so for everybody to see. Blum 1983 (coin flipping by telephone).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sheber.engine.clearing.market import Integers, frozen
from sheber.engine.errors import InvalidDraw, PropertyViolated

SECRET_BYTES = 32
PROPERTIES = {
    "L1": "each secret is the one that its party committed to",
    "L2": "every party committed to one and the same list of pseudonyms",
    "L3": "the seed is SHA-256 of what the parties gave, joined in their stated order",
}


@dataclass(frozen=True)
class Party:
    """One side of a draw as it was published; hashes are hex.

    Either the `secret` was revealed, or the text of the public source stands in for it
    (`stand_in`), or, while the draw is not finished, neither.
    """

    commitment: str
    list_sha256: str
    secret: bytes | None = None
    stand_in: str | None = None

    @property
    def gave(self) -> bytes | None:
        """The 32 bytes that this party, or the source in its place, gives to the seed."""
        if self.secret is not None:
            return self.secret
        return None if self.stand_in is None else from_source(self.stand_in)


def commitment(secret: bytes) -> str:
    """What a party publishes before the draw: SHA-256 of its secret, in hex."""
    _refuse_length(secret)
    return hashlib.sha256(secret).hexdigest()


def from_source(text: str) -> bytes:
    """The 32 bytes that stand in for a secret: SHA-256 of the source's text in UTF-8."""
    return hashlib.sha256(text.encode()).digest()


def list_sha256(applicant_ids: Sequence[str]) -> str:
    """The hash of a list of pseudonyms, whatever its order: what `LC_ALL=C sort | sha256sum`
    says of a file with one id a line. Raises InvalidDraw on an id that repeats or has no line of
    its own."""
    lines = sorted(name.encode() for name in applicant_ids)
    for one, other in pairwise(lines):
        if one == other:
            raise InvalidDraw("repeated_id", {"id": one.decode()})
    for line in lines:
        if not line or b"\n" in line or b"\r" in line:
            raise InvalidDraw("id_not_a_line", {"id": line.decode()})
    return hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


def joint_seed(secrets: Sequence[bytes]) -> bytes:
    """The seed of a draw: SHA-256 of what the parties gave, joined in their stated order."""
    if len(secrets) < 2:
        raise InvalidDraw("too_few_parties", {"parties": len(secrets)})
    for secret in secrets:
        _refuse_length(secret)
    return hashlib.sha256(b"".join(secrets)).digest()


def digest_of(seed: bytes, applicant_id: str) -> bytes:
    """What orders an applicant: SHA-256 of the seed's bytes followed by the id in UTF-8."""
    return hashlib.sha256(seed + applicant_id.encode()).digest()


def lottery_ranks(seed: bytes, applicant_ids: Sequence[str]) -> Integers:
    """(A) dense ranks, 1 is best: applicants in ascending order of their digests."""
    digests = b"".join(digest_of(seed, name) for name in applicant_ids)
    words = np.frombuffer(digests, dtype=">u8").reshape(-1, 4)
    order = np.lexsort(words.T[::-1])
    ranks = np.ones(len(order), dtype=np.int64)
    ranks[order[1:]] += np.cumsum(np.any(words[order[1:]] != words[order[:-1]], axis=1))
    return frozen(ranks)


def check_draw(parties: Sequence[Party], seed: bytes) -> list[PropertyViolated]:
    """L1–L3 for a finished draw, each with its first case; `party` is its place from 0."""
    found: dict[str, PropertyViolated] = {}
    for violation in _broken(parties, seed):
        found.setdefault(violation.code, violation)
    return list(found.values())


def _broken(parties: Sequence[Party], seed: bytes) -> Iterator[PropertyViolated]:
    for place, party in enumerate(parties):
        if party.secret is not None and commitment(party.secret) != party.commitment:
            yield PropertyViolated("L1", {"party": place})
        if party.list_sha256 != parties[0].list_sha256:
            yield PropertyViolated("L2", {"party": place})
    gave = [party.gave for party in parties]
    for place, one in enumerate(gave):
        if one is None:
            yield PropertyViolated("L3", {"why": "not_given", "party": place})
    given = [one for one in gave if one is not None]
    if len(given) == len(gave) and joint_seed(given) != seed:
        yield PropertyViolated("L3", {"why": "other_seed", "found": joint_seed(given).hex()})


def _refuse_length(secret: bytes) -> None:
    if len(secret) != SECRET_BYTES:
        raise InvalidDraw("secret_length", {"bytes": len(secret), "needed": SECRET_BYTES})
