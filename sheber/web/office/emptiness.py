"""Empty seats in words: which pools, what those who ranked them hold, who they are."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions.models import Clearing
from sheber.flows.vacancies import EmptyPool, Why
from sheber.kernel.refusals import Sentence
from sheber.web.office.clearings import WHICH_POOL, pools_of, which
from sheber.web.shared.tables import Cell, Column, Table

ANSWERS: dict[str, Sentence] = {
    "held_here": gettext_lazy("hold a seat here"),
    "better": gettext_lazy("hold something that they ranked higher"),
    "earlier_pool": gettext_lazy("hold the same contract on seats that come before"),
    "closed": gettext_lazy("were turned away: a fund or a region was full"),
    "decided_before": gettext_lazy("had or lost a seat in an earlier round"),
    "not_eligible": gettext_lazy("have no claim: no score or entitlement stands, or no such offer"),
    "not_verified": gettext_lazy("never sent the application, or it was not verified"),
    "rejected": gettext_lazy("had the application rejected"),
    "withdrawn": gettext_lazy("withdrew"),
}


def pools_table(clearing: Clearing, found: list[EmptyPool], part: int) -> Table:
    """Pools with empty seats, each opening what became of those who ranked it."""
    named_here = {code for one in found for code in (one.pool.pool, one.pool.spills_to) if code}
    known = pools_of(clearing.campaign_id, sorted(named_here))
    columns = (
        *WHICH_POOL,
        Column(_("Seats"), numeric=True),
        Column(_("Empty"), numeric=True),
        Column(_("Hold a seat here"), numeric=True),
        Column(_("Hold something better"), numeric=True),
        Column(_("Turned away"), numeric=True),
        Column(_("They flow on to")),
    )
    rows = []
    for one in found:
        pool, claimed = known[one.pool.pool], one.claimed
        named, _kind = which(pool)
        target = known.get(one.pool.spills_to)
        better = claimed["better"]
        earlier = claimed["earlier_pool"]
        rows.append(
            (
                named,
                Cell(pool.get_kind_display(), reverse("empty_pool", args=[clearing.pk, pool.pk])),
                one.pool.capacity,
                one.pool.empty,
                number(claimed["held_here"]),
                number(None if better is None or earlier is None else better + earlier),
                number(claimed["closed"]),
                target.get_kind_display() if target else _("nowhere"),
            )
        )
    return Table(_("Pools with empty seats"), columns, rows, f"empty-{clearing.pk}-{part}")


def answers(why: Why) -> list[tuple[Sentence, int | Sentence, list[str]]]:
    """What became of how many, and who they are where that may be read; nobody is left out."""
    people = why.people or {}
    return [
        (words, number(why.numbers[code]), people.get(code, []))
        for code, words in ANSWERS.items()
        if why.numbers[code] != 0
    ]


def number(value: int | None) -> int | Sentence:
    """A number of people, or that it is kept back."""
    return _("kept back") if value is None else value
