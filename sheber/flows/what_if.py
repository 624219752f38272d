"""Other rules are asked about: who moves is for the two offices, totals are for whoever may ask."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sheber.admissions import operations, rules
from sheber.admissions.models import Campaign
from sheber.admissions.operations import Asked
from sheber.insights.queries import FEWEST, to_publish
from sheber.kernel.access import Actor


def ask(campaign: Campaign, asked: Asked, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The difference that a change makes, as much of it as this actor may read."""
    found = operations.what_if(campaign, asked, actor=actor, now=now)
    return found if rules.may_see_who_moves(actor) else in_totals(found)


def in_totals(found: Mapping[str, Any]) -> dict[str, Any]:
    """A difference without a row of anybody: no pseudonym, and no number of one to four people,
    also not as the difference of two; what is kept back is None."""
    odds = found.get("odds")
    whole = {
        key: value for key, value in found.items() if key not in ("who", "pools", "odds", "held")
    }
    return {
        **whole,
        "held": _pair(found["held"]),
        "moves": to_publish(found["moves"]).cells,
        "by": {name: _rows(rows) for name, rows in found["by"].items()},
        **({"odds": {**odds, "contracts": []}} if odds else {}),
    }


def _rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    shown = {
        moment: to_publish({row["id"]: row["held"][moment] for row in rows}).cells
        for moment in ("before", "after")
    }
    return [
        {
            **({"seats": row["seats"]} if "seats" in row else {}),
            "id": row["id"],
            "held": _pair({moment: shown[moment][row["id"]] for moment in shown}),
        }
        for row in rows
    ]


def _pair(pair: Mapping[str, int | None]) -> dict[str, int | None]:
    """Two numbers of people; those that would show a few who came or went are kept back."""
    before, after = pair["before"], pair["after"]
    if before is None or after is None or any(map(_is_few, (before, after, after - before))):
        return {"before": None, "after": None}
    return {"before": before, "after": after}


def _is_few(number: int) -> bool:
    return 0 < abs(number) < FEWEST
