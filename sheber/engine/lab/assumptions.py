"""What a made market rests on, as plain numbers. Where each comes from stands in the data file."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from sheber.engine.errors import InvalidAssumption

COUNTS = (
    "target_seats",
    "target_filled",
    "state_seats",
    "separate_seats",
    "applicants",
    "offers",
    "offerings",
    "separate_entitled",
    "special_entitled",
    "abroad_without_grant",
)
"""Whole numbers that grow with the size of the market; all others stay as they are."""

SHARES = (
    "special_share",
    "home_share",
    "service_free_first",
    "cautious",
    "score_agreement",
    "requirement_met",
    "abroad_willing",
)


@dataclass(frozen=True)
class Assumptions:
    """A country's year of admission to state-funded seats.

    Seats: `target_seats` in `offers` of employers, of which `target_filled` were taken under a
    target contract; `separate_seats`; `special_share` of `state_seats`; the rest is the main
    competition. All stand in `offerings` (programmes at institutions) of `seat_spread`.
    `region_spread`, `region_mismatch`: how unequal regions are in seats, and how far the homes
    of people differ from that (standard deviations of logarithms).
    People: `applicants` who want a state-funded seat; `abroad_without_grant` × `abroad_willing`
    of the other country who do so, too, with equal rights to seats that are not target seats.
    Tastes: `offer_popularity`, `programme_popularity` (standard deviations of the logarithm of
    a popularity that multiplies the number of seats); `home_share` of an applicant's draws of
    an offer fall into the home region. `offers_acceptable`: mean number of offers that somebody
    who wants a target contract would sign, at most `offers_maximum`; `programmes_acceptable`
    and `programmes_maximum` in the same way for seats without service.
    `service_free_first`: share of them who rank those seats above target contracts.
    `cautious`: share of them who, where only one offer may be named, name the least crowded of
    their own instead of the best liked. `requirement_met`: the chance that an applicant meets
    what an offer asks for. `score_agreement`: correlation of one person's scores at two
    programmes. `separate_entitled`, `special_entitled`: people with a right to those quotas.
    """

    target_seats: int
    target_filled: int
    state_seats: int
    separate_seats: int
    special_share: float
    applicants: int
    offers: int
    offerings: int
    regions: int
    seat_spread: float
    region_spread: float
    region_mismatch: float
    offer_popularity: float
    programme_popularity: float
    home_share: float
    offers_acceptable: float
    offers_maximum: int
    programmes_acceptable: float
    programmes_maximum: int
    service_free_first: float
    cautious: float
    requirement_met: float
    score_agreement: float
    separate_entitled: int
    special_entitled: int
    abroad_without_grant: int
    abroad_willing: float

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            largest = 1.0 if item.name in SHARES else float("inf")
            if not 0 <= value <= largest:
                raise InvalidAssumption("outside", {"name": item.name, "value": value})
        for name in ("target_seats", "offerings", "regions", "applicants"):
            if getattr(self, name) < 1:
                raise InvalidAssumption("none_at_all", {"name": name})
        if not self.main_seats >= 0:
            raise InvalidAssumption("pools_exceed_seats", {"name": "state_seats"})
        for mean, most in (
            ("offers_acceptable", "offers_maximum"),
            ("programmes_acceptable", "programmes_maximum"),
        ):
            if not 1 <= getattr(self, mean) <= getattr(self, most):
                raise InvalidAssumption("mean_outside_list", {"name": mean, "most": most})
        if not self.offers <= self.target_seats:
            raise InvalidAssumption("offers_without_seats", {"name": "offers"})
        if not 0 < self.target_filled <= self.target_seats:
            raise InvalidAssumption("more_filled_than_seats", {"name": "target_filled"})

    @property
    def special_seats(self) -> int:
        return round(self.special_share * self.state_seats)

    @property
    def main_seats(self) -> int:
        return self.state_seats - self.target_seats - self.separate_seats - self.special_seats

    @property
    def filled_share(self) -> float:
        """The share of target seats that the base must reproduce."""
        return self.target_filled / self.target_seats

    def scaled(self, scale: float) -> Assumptions:
        """The same country at another size: every count times `scale`, rounded, at least one."""
        return replace(
            self, **{name: max(1, round(getattr(self, name) * scale)) for name in COUNTS}
        )
