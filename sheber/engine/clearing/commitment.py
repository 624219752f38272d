"""A commitment to rows that are not published: a Merkle tree over salted rows.

A row's salt is HMAC-SHA256 of the row's name under a secret, so nobody without it can try rows
until one fits; each person is given the own row with its salt and its way to the root, and learns
nothing of anybody else. The secret stays with whoever made the tree. Leaves and inner nodes are
hashed apart (Merkle 1987; RFC 6962 §2.1), an odd last node goes up as it is.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

SECRET_BYTES = HASH_BYTES = 32
LEAF, NODE = b"\x00", b"\x01"

Step = tuple[str, str]
"""A sibling on the way up: "left" or "right", and its hash in hex."""


def salt_of(secret: bytes, name: str) -> bytes:
    """The salt of a row. Raises ValueError if the secret is too short to be one."""
    if len(secret) < SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes or more")
    return hmac.digest(secret, b"sheber.salt/1\x00" + name.encode(), hashlib.sha256)


def leaf_of(salt: bytes, row: bytes) -> bytes:
    return hashlib.sha256(LEAF + salt + row).digest()


class Tree:
    """The tree over leaves, level by level; the last level is the root alone."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [list(leaves)]
        while len(self.levels[-1]) > 1:
            level = self.levels[-1]
            nodes = [
                hashlib.sha256(NODE + level[place] + level[place + 1]).digest()
                for place in range(0, len(level) - 1, 2)
            ]
            self.levels.append([*nodes, *level[len(nodes) * 2 :]])

    @property
    def root(self) -> str:
        return self.levels[-1][0].hex()

    def path(self, leaf: int) -> list[Step]:
        """The siblings from a leaf up to the root."""
        steps: list[Step] = []
        for level in self.levels[:-1]:
            sibling = leaf ^ 1
            if sibling < len(level):
                steps.append(("left" if sibling < leaf else "right", level[sibling].hex()))
            leaf //= 2
        return steps
