from dataclasses import dataclass


@dataclass(frozen=True)
class Loaded:
    """How many rows of each file stand in the registry now."""

    counts: dict[str, int]
