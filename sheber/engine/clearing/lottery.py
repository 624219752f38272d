"""The public lottery: anyone with the seed and the list of pseudonyms recomputes every rank.

Each of two or more parties commits to SHA-256 of a 32-byte secret, then reveals it; the seed
is SHA-256 of the secrets joined in the stated order of parties.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sheber.engine.clearing.market import Integers, frozen


def commitment(secret: bytes) -> str:
    """What a party publishes before the draw: SHA-256 of its secret, in hex."""
    return hashlib.sha256(secret).hexdigest()


def joint_seed(secrets: Sequence[bytes]) -> bytes:
    """The seed of a draw: SHA-256 of all secrets, joined in the stated order of parties."""
    return hashlib.sha256(b"".join(secrets)).digest()


def lottery_ranks(seed: bytes, applicant_ids: Sequence[str]) -> Integers:
    """(A) dense ranks, 1 is best: applicants in ascending order of SHA-256(seed ‖ id in UTF-8)."""
    digests = [hashlib.sha256(seed + name.encode()).digest() for name in applicant_ids]
    rank_of = {digest: rank for rank, digest in enumerate(sorted(set(digests)), start=1)}
    return frozen([rank_of[digest] for digest in digests])
