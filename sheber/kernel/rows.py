"""Rows in bulk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

BATCH = 500


def prefetch(rows: Iterable[Any], *lookups: str) -> None:
    """Fetch what the rows point to, in batches.

    Django asks SQLite for keys as one chain of ORs, and SQLite refuses more than 1,000 of them.
    """
    found = list(rows)
    for start in range(0, len(found), BATCH):
        prefetch_related_objects(found[start : start + BATCH], *lookups)
