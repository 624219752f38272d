"""What a clearing decided about one person, in sentences; from its certificate, nothing more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.admissions import engine_io, queries
from sheber.admissions.engine_io import Rank, Told, WishTold
from sheber.admissions.enums import PoolKind
from sheber.admissions.models import Campaign, Clearing, Pool, RankedContract
from sheber.web.applicant import wishes


@dataclass(frozen=True)
class Why:
    """Why a contract that was ranked higher was not given: sentences in order."""

    position: int
    title: str
    detail: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Round:
    """What one round gave to a person: `held` in words, or nothing."""

    number: int
    computed: datetime
    held: str
    own: str
    why: tuple[Why, ...]


def rounds(
    campaign: Campaign, person: str, ranked: Sequence[RankedContract], wanted: int | None = None
) -> tuple[Round | None, list[int]]:
    """One published round in which a person took part, and the numbers of the others.

    The one that is wanted, else the latest: reading a large market again takes a second.
    """
    clearings = {one.round: one for one in queries.published_clearings(campaign)}
    first = [wanted] if wanted in clearings else []
    for number in dict.fromkeys([*first, *clearings]):
        found = told(clearings[number], person, ranked)
        if found is not None:
            return found, sorted(set(clearings) - {number})
    return None, []


def told(clearing: Clearing, person: str, ranked: Sequence[RankedContract]) -> Round | None:
    """What a round says to a person; None if the person was not in its market."""
    found = engine_io.explain(clearing, person)
    if found is None:
        return None
    closed = {one.offering for one in engine_io.closings(clearing)}
    return _round(clearing.round, clearing.computed_at, found, ranked, closed)


def _round(
    number: int,
    computed: datetime,
    told: Told,
    ranked: Sequence[RankedContract],
    closed: Collection[str],
) -> Round:
    by_position = {row.position: row for row in ranked}
    kinds = dict(
        Pool.objects.filter(code__in=[told.pool, *(one.pool for one in told.wishes)]).values_list(
            "code", "kind"
        )
    )
    held = by_position.get(told.position or 0)
    return Round(
        number=number,
        computed=computed,
        held=f"{wishes.title(held)}, {wishes.detail(held)}" if held else "",
        own=_rank(told.own) if told.own else "",
        why=tuple(_wish(one, by_position[one.position], kinds, closed) for one in told.wishes),
    )


def _wish(
    told: WishTold, row: RankedContract, kinds: dict[str, str], closed: Collection[str]
) -> Why:
    """A programme that was closed has no pool in which anybody came near."""
    offering = row.offering
    if offering.closed_in_id is None and offering.code not in closed:
        return _why(told, row, kinds)
    said = ngettext(
        "This programme does not open this year: it needs a group of at least %(least)d person, "
        "and fewer were given a seat here. Your list went on without it.",
        "This programme does not open this year: it needs a group of at least %(least)d people, "
        "and fewer were given a seat here. Your list went on without it.",
        offering.capacity.minimum_group,
    ) % {"least": offering.capacity.minimum_group}
    return Why(told.position, wishes.title(row), wishes.detail(row), (said,))


def _why(told: WishTold, row: RankedContract, kinds: dict[str, str]) -> Why:
    kind = PoolKind(kinds[told.pool]).label if told.pool in kinds else told.pool
    return Why(
        position=told.position,
        title=wishes.title(row),
        detail=wishes.detail(row),
        sentences=tuple(
            filter(
                None,
                (
                    _("You came nearest to a seat here: %(pool)s.") % {"pool": kind},
                    _full(told),
                    _("Yours: %(rank)s.") % {"rank": _rank(told.own, told.decided_by)},
                    _last(told),
                    _decided(told),
                    _short(told),
                ),
            )
        ),
    )


def _full(told: WishTold) -> str:
    """What was full beside the seats themselves, or instead of them."""
    return {
        "fund": _(
            "Seats of this kind were still free here, but the fund that pays for them had given "
            "all of its own: you were compared with everybody who wants a seat of this fund."
        ),
        "region": _(
            "Seats of this kind were still free here, but the region had given all of its own."
        ),
        "pool fund": _("The seats here were taken, and so were all that the fund pays for."),
        "pool region": _("The seats here were taken, and so were all of the region."),
    }.get(" ".join(told.full), "")


def _last(told: WishTold) -> str:
    if told.cutoff is None:
        return _("Nobody was admitted there.")
    rank = _rank(told.cutoff, told.decided_by)
    return _("The last one admitted: %(rank)s.") % {"rank": rank}


def _short(told: WishTold) -> str:
    if told.decided_by == "no_seats":
        return ""
    return ngettext(
        "You were short by at most %(places)d place.",
        "You were short by at most %(places)d places.",
        told.places_short,
    ) % {"places": told.places_short}


def _decided(told: WishTold) -> str:
    return {
        "score": _("The score decided."),
        "tie": _("The scores are equal; tie-break %(number)d decided.")
        % {"number": told.tie_number},
        "lottery": _("Scores and tie-breaks are equal; the lottery decided."),
        "own_order": _("All is equal; the order of your own list decided."),
        "no_seats": _("There was no seat of this kind."),
        "closed": "",
    }[told.decided_by]


def _rank(rank: Rank, decided_by: str = "score") -> str:
    """A rank in words: the score; tie-breaks and the lot only where they decided."""
    found = [_("score %(score)s") % {"score": _number(rank.score)}]
    if rank.ties and decided_by in ("tie", "lottery"):
        found.append(_("tie-breaks %(ties)s") % {"ties": "; ".join(map(_number, rank.ties))})
    if rank.lottery is not None and decided_by == "lottery":
        found.append(_("lot %(lot)d, of which 1 is the best") % {"lot": rank.lottery})
    return ", ".join(found)


def _number(value: float) -> str:
    return str(number_format(int(value) if value == int(value) else value, force_grouping=True))
