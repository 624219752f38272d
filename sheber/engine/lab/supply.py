"""The seats of a made market: regions, offerings with their pools, employers' offers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import Integers, Numbers
from sheber.engine.lab.assumptions import Assumptions
from sheber.engine.lab.draws import apportioned, stream


@dataclass(frozen=True, eq=False)
class Supply:
    """Sizes: O offerings, J offers, R regions.

    home_weight (R): where people live. special, separate, main (O): seats.
    programme_weight (O): how often an offering is named for a seat without service.
    offer_offering, offer_region, offer_seats (J): offers stand in the order of their offerings.
    offer_weight (J): how often an offer is named.
    """

    home_weight: Numbers
    special: Integers
    separate: Integers
    main: Integers
    programme_weight: Numbers
    offer_offering: Integers
    offer_region: Integers
    offer_seats: Integers
    offer_weight: Numbers


def supply(assumed: Assumptions, seed: int) -> Supply:
    """Seats of one draw. Every total is exactly the assumed one."""
    region = _lognormal(seed, "regions", assumed.regions, assumed.region_spread)
    size = _lognormal(seed, "offering_sizes", assumed.offerings, assumed.seat_spread)
    main = apportioned(assumed.main_seats, size)
    special = apportioned(assumed.special_seats, size)
    separate = apportioned(assumed.separate_seats, size)
    places = stream(seed, "offer_places")
    offering = np.sort(places.choice(assumed.offerings, assumed.offers, p=size / size.sum()))
    seats = _offer_seats(assumed, seed)
    popularity = _lognormal(seed, "offer_popularity", assumed.offers, assumed.offer_popularity)
    liked = _lognormal(seed, "offering_popularity", assumed.offerings, assumed.programme_popularity)
    elsewhere = _lognormal(seed, "region_people", assumed.regions, assumed.region_mismatch)
    return Supply(
        home_weight=region * elsewhere,
        special=special,
        separate=separate,
        main=main,
        programme_weight=(main + special + separate) * liked,
        offer_offering=offering,
        offer_region=places.choice(assumed.regions, assumed.offers, p=region / region.sum()),
        offer_seats=seats,
        offer_weight=seats * popularity,
    )


def _offer_seats(assumed: Assumptions, seed: int) -> Integers:
    """One seat for each offer; the seats beyond fall on offers one by one, by chance."""
    extra = assumed.target_seats - assumed.offers
    fallen = stream(seed, "offer_sizes").integers(assumed.offers, size=extra)
    return 1 + np.bincount(fallen, minlength=assumed.offers)


def _lognormal(seed: int, purpose: str, number: int, spread: float) -> Numbers:
    return np.exp(spread * stream(seed, purpose).standard_normal(number))
