"""A public edition in words: groups of seats by programme, and what is counted together."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sheber.admissions.enums import PoolKind
from sheber.admissions.models import Offering, Pool, PublicEdition
from sheber.web.shared.tables import Column, Table


@dataclass(frozen=True)
class Shown:
    """What stands in a public edition. `offerings` are programmes with their groups; `together`
    is how many programmes are counted as one number, `together_held`, None if they are not.
    `refills`: a later round, of which no numbers are published."""

    offerings: list[dict[str, Any]]
    together: int
    together_held: int | None
    root: str
    refills: bool

    @property
    def held(self) -> int | None:
        """Everybody who holds a seat, if that is public."""
        if self.together_held is None and self.together:
            return None
        return sum(int(one["held"]) for one in self.offerings) + (self.together_held or 0)


def read(edition: PublicEdition) -> Shown:
    document = json.loads(edition.document)
    apart = document["counted_together"]["offerings"]
    return Shown(
        offerings=document["offerings"],
        together=len(apart),
        together_held=document["counted_together"]["held"],
        root=document["commitment"]["root"],
        refills=not document["offerings"] and not any("pools" in one for one in apart),
    )


def table(offerings: list[dict[str, Any]], name: str) -> Table:
    """One row for each group of seats that is counted by itself."""
    titles = _titles([one["id"] for one in offerings])
    kinds = _kinds([pool["id"] for one in offerings for pool in one["pools"]])
    return Table(
        _("Seats and who holds them"),
        [
            Column(_("Programme")),
            Column(_("Seats for")),
            Column(_("Seats"), numeric=True),
            Column(_("Held"), numeric=True),
            Column(_("Last score admitted"), numeric=True),
        ],
        [_row(one, group, titles, kinds) for one in offerings for group in one["groups"]],
        name,
    )


def _row(
    offering: dict[str, Any],
    group: dict[str, Any],
    titles: dict[str, str],
    kinds: dict[str, str],
) -> list[Any]:
    pools = set(group["pools"])
    seats = sum(pool["capacity"] for pool in offering["pools"] if pool["id"] in pools)
    scores = [score for pool, score in offering["cutoffs"].items() if pool in pools]
    return [
        titles.get(offering["id"], offering["id"]),
        ", ".join(dict.fromkeys(kinds.get(pool, pool) for pool in group["pools"])),
        seats,
        group["held"],
        # Of several pools counted together only one has a score: it could not be said whose it is.
        scores[0] if len(scores) == 1 else None,
    ]


def _titles(codes: list[str]) -> dict[str, str]:
    rows = Offering.objects.filter(code__in=codes).select_related(
        "capacity__programme", "capacity__provider"
    )
    return {
        one.code: f"{one.capacity.programme.name} · {one.capacity.provider.name}" for one in rows
    }


def _kinds(codes: list[str]) -> dict[str, str]:
    rows = Pool.objects.filter(code__in=codes).values_list("code", "kind")
    return {code: str(PoolKind(kind).label) for code, kind in rows}
