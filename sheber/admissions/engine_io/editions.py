"""A published run → its public edition, and each person's receipt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from sheber.admissions.engine_io.runs import kept_of
from sheber.admissions.enums import PoolKind
from sheber.admissions.models import Clearing, Pool, PublicEdition
from sheber.doors.clearing.public import Committed, bound_document, commit, public_document
from sheber.engine.clearing import checker
from sheber.engine.clearing.commitment import HASH_BYTES, Tree
from sheber.engine.clearing.market import Flags


@dataclass(frozen=True)
class Edition:
    """What is kept of a public edition: its text, and the leaves of its commitment."""

    document: str
    leaves: bytes


def edition(clearing: Clearing, secret: bytes, *, refills: bool) -> Edition:
    """The public edition of a run; the secret salts its rows. That of a refill has no numbers."""
    found = kept_of(clearing)
    committed = commit(found.file, found.certificate, secret)
    document = bound_document(committed) if refills else _with_numbers(committed)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Edition(text, b"".join(committed.tree.levels[0]))


def _with_numbers(committed: Committed) -> dict[str, Any]:
    file = committed.file
    protected = np.isin(np.arange(file.market.pools), list(file.protected))
    return public_document(committed, protected, _counted_elsewhere(file.names.pools))


def _counted_elsewhere(pools: Any) -> Flags:
    """Target seats: the river on the first page counts those who hold one as a sum of its own."""
    target = set(Pool.objects.filter(kind=PoolKind.TARGET).values_list("code", flat=True))
    return np.array([pool in target for pool in pools], dtype=np.bool_)


def receipt(found: PublicEdition, person: str) -> Mapping[str, Any] | None:
    """A person's row with its way to the public root; None if they were not in the market."""
    run = kept_of(found.clearing)
    people = run.lists.applicants
    number = int(np.searchsorted(people, person))
    if number == len(people) or people[number] != person:
        return None
    committed = Committed(run.file, run.certificate, bytes(found.secret), _tree(found.pk))
    return committed.receipt(number)


@lru_cache(maxsize=2)
def _tree(key: int) -> Tree:
    """An edition never changes; the tree of a large one takes a moment."""
    leaves = bytes(PublicEdition.objects.values_list("leaves", flat=True).get(pk=key))
    places = range(0, len(leaves), HASH_BYTES)
    return Tree([leaves[place : place + HASH_BYTES] for place in places])


def checker_text() -> str:
    """The checker of clearings as one file that stands alone."""
    return Path(checker.__file__).read_text(encoding="utf-8")
