"""A difference in words, for whoever reads it at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOVES = {
    "gained": "gain a contract, having held none",
    "better": "move to a contract ranked higher",
    "other_pool": "keep their contract, in another pool",
    "worse": "move to a contract ranked lower",
    "lost": "lose their contract and hold none",
    "same": "stay as they are",
}


def difference_text(told: Any) -> str:
    """Totals, the groupings in which something differs, and how sure the odds are."""
    lines = [f"Of {told['applicants']} applicants with a contract: {_pair(told['held'])}."]
    lines += [f"  {words}: {told['moves'][move]}" for move, words in MOVES.items()]
    truth = told["no_gain_from_misreporting"]
    if truth["before"] != truth["after"]:
        lines.append(f"No gain from misreporting: {truth['before']} → {truth['after']}.")
    for grouping, rows in told["by"].items():
        lines += _grouping(grouping, rows)
    if "odds" in told:
        lines += _odds(told["odds"])
    return "\n".join(lines)


def _grouping(name: str, rows: Any) -> Iterator[str]:
    different = [row for row in rows if _differs(row)]
    if not different:
        return
    yield f"By {name}, where something differs:"
    for row in different:
        seats = f"seats {_pair(row['seats'])}, " if "seats" in row else ""
        yield f"  {row['id']}: {seats}held {_pair(row['held'])}"


def _differs(row: Any) -> bool:
    pairs = [row[column] for column in ("seats", "held") if column in row]
    return any(pair["before"] != pair["after"] for pair in pairs)


def _pair(numbers: Any) -> str:
    return f"{numbers['before']} → {numbers['after']}"


def _odds(told: Any) -> Iterator[str]:
    yield (
        f"Draws of the lottery: {told['resamples']}; applicants for whom it decides: "
        f"{told['applicants_drawn']}; standard error of an odds at most "
        f"{told['largest_standard_error']:.3f}."
    )
