"""The people of a made market and their lists, as arrays.

Applicants of the home country come first, those who want a target contract first among them;
then the applicants from abroad. People are alike but for their draws, so the order says nothing
of them, and a market with more of one group holds the smaller group's people unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import NOBODY, Flags, Integers, Numbers
from sheber.engine.lab.assumptions import Assumptions
from sheber.engine.lab.draws import pair_normals, stream
from sheber.engine.lab.supply import Supply

SPARE_DRAWS = 3
"""Draws a place of a list, so that repeated offers leave it full nearly always."""


@dataclass(frozen=True, eq=False)
class Wishes:
    """Ranked contracts, in the order of people and, for each, best first.

    applicant, offering, score (K). offer (K): −1 for a seat without service.
    naming (K): among the target contracts of one person, the lower is named if only one may be.
    """

    applicant: Integers
    offering: Integers
    offer: Integers
    naming: Numbers
    score: Numbers


@dataclass(frozen=True, eq=False)
class People:
    """home (A): region, −1 abroad. wants_target (A). special, separate (A): quota rights."""

    home: Integers
    wants_target: Flags
    special: Flags
    separate: Flags

    @property
    def abroad(self) -> Flags:
        return np.asarray(self.home == NOBODY)


def people(assumed: Assumptions, supplied: Supply, *, share: float, seed: int) -> People:
    """`share` of the home country's applicants want a target contract, and all from abroad."""
    abroad = round(assumed.abroad_without_grant * assumed.abroad_willing)
    everybody = assumed.applicants + abroad
    rights = stream(seed, "entitlements").random((everybody, 2))
    weight = np.cumsum(supplied.home_weight)
    drawn = stream(seed, "homes").random(assumed.applicants) * weight[-1]
    home = np.full(everybody, NOBODY, dtype=np.int64)
    home[: assumed.applicants] = np.searchsorted(weight, drawn, side="right")
    wants = np.zeros(everybody, dtype=np.bool_)
    wants[: round(share * assumed.applicants)] = True
    wants[assumed.applicants :] = True
    at_home = home != NOBODY
    return People(
        home=home,
        wants_target=wants,
        special=at_home & (rights[:, 0] < assumed.special_entitled / assumed.applicants),
        separate=at_home & (rights[:, 1] < assumed.separate_entitled / assumed.applicants),
    )


def wishes(assumed: Assumptions, supplied: Supply, them: People, seed: int) -> Wishes:
    """Everybody's whole list: target contracts and seats without service."""
    who, place, offer = _target_lists(assumed, supplied, them, seed)
    first = np.full(len(them.home), NOBODY, dtype=np.int64)
    first[who[::-1]] = supplied.offer_offering[offer[::-1]]
    state_who, state_place, state_offering = _state_lists(assumed, supplied, first, seed)
    applicant = np.concatenate([who, state_who])
    offering = np.concatenate([supplied.offer_offering[offer], state_offering])
    naming = np.concatenate(
        [_naming(assumed, supplied, them, seed, who, place, offer), np.zeros(len(state_who))]
    )
    offers = np.concatenate([offer, np.full(len(state_who), NOBODY, dtype=np.int64)])
    free_first = stream(seed, "order").random(len(them.home)) < assumed.service_free_first
    later = (offers != NOBODY) == free_first[applicant]
    order = np.lexsort([np.concatenate([place, state_place]), later, applicant])
    return Wishes(
        applicant=applicant[order],
        offering=offering[order],
        offer=offers[order],
        naming=naming[order],
        score=_scores(assumed, len(them.home), seed, applicant[order], offering[order]),
    )


def _target_lists(
    assumed: Assumptions, supplied: Supply, them: People, seed: int
) -> tuple[Integers, Integers, Integers]:
    """(applicant, place, offer) of every offer that somebody would sign and may be given.

    The two groups, home and abroad, have streams in a fixed order, so more people of one
    leave the other's lists as they were.
    """
    parts = [
        _lists_of(group, assumed, supplied, them, seed + shift)
        for shift, group in (
            (0, np.flatnonzero(them.wants_target & ~them.abroad)),
            (1 << 40, np.flatnonzero(them.wants_target & them.abroad)),
        )
    ]
    who, place, offer = (np.concatenate(column) for column in zip(*parts, strict=True))
    return who, place, offer


def _lists_of(
    group: Integers, assumed: Assumptions, supplied: Supply, them: People, seed: int
) -> tuple[Integers, Integers, Integers]:
    most = assumed.offers_maximum
    if not len(group) or not most or not len(supplied.offer_seats):
        return (np.zeros(0, dtype=np.int64),) * 3
    chance = (assumed.offers_acceptable - 1) / max(most - 1, 1)
    length = 1 + (stream(seed, "lengths").random((len(group), most))[:, 1:] < chance).sum(axis=1)
    drawn = _drawn_offers(assumed, supplied, them.home[group], seed)
    listed = _first_distinct(drawn, length, most)
    met = stream(seed, "requirements").random(listed.shape) < assumed.requirement_met
    row, place = np.nonzero((listed != NOBODY) & met)
    return group[row], place, listed[row, place]


def _drawn_offers(assumed: Assumptions, supplied: Supply, home: Integers, seed: int) -> Integers:
    """(people × draws) offers by weight, `home_share` of them in the home region if it has any."""
    order = np.argsort(supplied.offer_region, kind="stable")
    reach = np.concatenate([[0.0], np.cumsum(supplied.offer_weight[order])])
    edges = np.searchsorted(supplied.offer_region[order], np.arange(assumed.regions + 1))
    draws = stream(seed, "choices").random((len(home), SPARE_DRAWS * assumed.offers_maximum, 2))
    low, high = reach[edges[home]], reach[edges[home + 1]]
    stays = (draws[:, :, 0] < assumed.home_share) & ((home != NOBODY) & (high > low))[:, None]
    point = np.where(
        stays, low[:, None] + draws[:, :, 1] * (high - low)[:, None], draws[:, :, 1] * reach[-1]
    )
    found = np.searchsorted(reach, point, side="right") - 1
    return np.asarray(order[np.minimum(found, len(order) - 1)])


def _first_distinct(drawn: Integers, length: Integers, most: int) -> Integers:
    """(people × most) the first `length` different values of each row, then −1."""
    kept = np.full((len(drawn), most), NOBODY, dtype=np.int64)
    filled = np.zeros(len(drawn), dtype=np.int64)
    for column in drawn.T:
        new = (filled < length) & ~np.any(kept == column[:, None], axis=1)
        kept[new, filled[new]] = column[new]
        filled += new
    return kept


def _naming(
    assumed: Assumptions,
    supplied: Supply,
    them: People,
    seed: int,
    who: Integers,
    place: Integers,
    offer: Integers,
) -> Numbers:
    """The own order, and for the cautious how crowded an offer is: its weight for each seat."""
    cautious = stream(seed, "caution").random(len(them.home)) < assumed.cautious
    crowd = supplied.offer_weight / supplied.offer_seats
    return np.where(cautious[who], crowd[offer], place.astype(np.float64))


def _state_lists(
    assumed: Assumptions, supplied: Supply, first: Integers, seed: int
) -> tuple[Integers, Integers, Integers]:
    """(applicant, place, offering) of seats without service; `first` (A) begins the list of
    whoever wants a target contract: the programme of the best-liked offer."""
    everybody = len(first)
    extra = stream(seed, "state_lengths").poisson(assumed.programmes_acceptable - 1, everybody)
    length = np.minimum(1 + extra, assumed.programmes_maximum)
    start = np.concatenate([[0], np.cumsum(length)])
    who = np.repeat(np.arange(everybody), length)
    place = np.arange(start[-1]) - start[who]
    reach = np.cumsum(supplied.programme_weight)
    drawn = stream(seed, "state_choices").random(start[-1]) * reach[-1]
    offering = np.minimum(np.searchsorted(reach, drawn, side="right"), len(reach) - 1)
    begun = start[:-1][first != NOBODY]
    offering[begun] = first[first != NOBODY]
    _, once = np.unique(who * len(reach) + offering, return_index=True)
    once.sort()
    return who[once], place[once], offering[once]


def _scores(
    assumed: Assumptions, everybody: int, seed: int, who: Integers, offering: Integers
) -> Numbers:
    """One general ability, and for each person and programme something of its own."""
    ability = stream(seed, "ability").standard_normal(everybody)
    general, own = assumed.score_agreement**0.5, (1 - assumed.score_agreement) ** 0.5
    return np.asarray(general * ability[who] + own * pair_normals(seed, who, offering))
