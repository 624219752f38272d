"""Where pseudonyms and salts come from: the system's entropy, or a seed in the demo.

A demo must give the same rows for the same seed, so that its ids are drawn from a seeded
source that is set for the length of a `with` block and never outside of it.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Without letters that are read for one another (0 O, 1 I L, 5 S, 8 B).
ALPHABET = "2346789ACDEFGHJKMNPQRTUVWXYZ"
PSEUDONYM_LENGTH = 10

_source: ContextVar[random.Random] = ContextVar("source", default=random.SystemRandom())  # noqa: B039 - shared on purpose: it keeps no state


@contextmanager
def seeded(seed: int) -> Iterator[random.Random]:
    """Draw ids and salts from this seed, for demo data only."""
    source = random.Random(seed)  # noqa: S311 - repeatable on purpose, never for real people
    token = _source.set(source)
    try:
        yield source
    finally:
        _source.reset(token)


def pseudonym() -> str:
    """A fresh id for a person, like ``P4X7Q2M9KD``: 28^9 values, no meaning in any digit."""
    return "P" + "".join(_source.get().choices(ALPHABET, k=PSEUDONYM_LENGTH - 1))


def token(size: int = 16) -> str:
    """`size` random bytes as hexadecimal digits."""
    return _source.get().randbytes(size).hex()
