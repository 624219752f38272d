"""How far a search is: told to whoever watches, who may also stop it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage of the objective, the ``number``-th of ``of``, and what is known of it.

    ``value`` is that of the plan in hand, None as long as there is none; no plan can have less
    than ``bound``. Both are in the unit of the stage.
    """

    stage: str
    number: int
    of: int
    value: float | None
    bound: float


Watch = Callable[[Progress], None]
"""Told of every step worth telling. What it raises ends the search and reaches the caller."""
