"""Studies: every policy on the same draws, and how far one assumption moves the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Protocol, TypeVar

from sheber.engine.clearing.solve import solve
from sheber.engine.lab.assumptions import Assumptions
from sheber.engine.lab.calibrate import Calibration, calibrate
from sheber.engine.lab.measure import Count, measure
from sheber.engine.lab.policy import BOTH, HOME, ONE, SEVERAL, Ground, Policy, Spills, under
from sheber.engine.lab.world import grow

ASSUMED, LOW, HIGH = "assumed", "low", "high"

One = TypeVar("One")
Result = TypeVar("Result")


class Each(Protocol):
    """How one work is done for each of many things: in turn, or by several processes. The
    results stand in the order of the things either way."""

    def __call__(
        self, work: Callable[[One], Result], things: Iterable[One], /
    ) -> Iterable[Result]: ...


def in_turn(work: Callable[[One], Result], things: Iterable[One], /) -> Iterable[Result]:
    """One thing after another, here."""
    return map(work, things)


@dataclass(frozen=True)
class Scenario:
    """A policy and what was counted under it, seed by seed."""

    policy: Policy
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Range:
    """Over seeds: the mean, the lowest, the highest."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Gain:
    """Of a policy against the base, as shares of the target seats: seats filled under a target
    contract, and seats used by anybody."""

    policy: Policy
    filled: Range
    used: Range


@dataclass(frozen=True)
class Swing:
    """The answers with one assumption at its low or high value and all others as assumed.

    `share` is the free parameter found anew, so that the base fills as many seats as before;
    None, and no gains, if no value of it does.
    """

    assumption: str
    side: str
    value: float
    share: float | None
    gains: tuple[Gain, ...]


def every_policy(spills: Iterable[str]) -> list[Policy]:
    """Each number of offers with each circle of claimants and each table of spill."""
    return [Policy(*one) for one in product((ONE, SEVERAL), (HOME, BOTH), spills)]


def compare(draws: Iterable[Sequence[Count]], policies: Sequence[Policy]) -> tuple[Scenario, ...]:
    """What was counted draw by draw, put together policy by policy."""
    rows = list(draws)
    return tuple(
        Scenario(policy, tuple(row[place] for row in rows)) for place, policy in enumerate(policies)
    )


def count(ground: Ground, policy: Policy) -> Count:
    """What a policy does on one ground. The result has passed the engine's own check."""
    market, contracts = under(ground, policy)
    return measure(ground, market, contracts, solve(market).certificate)


def counts(ground: Ground, policies: Sequence[Policy]) -> list[Count]:
    """What each policy does on one ground."""
    return [count(ground, policy) for policy in policies]


@dataclass(frozen=True)
class Made:
    """How a made market is drawn: what is assumed of it, and the free parameter. Called with a
    seed it counts every policy on that draw."""

    assumed: Assumptions
    spills: Spills
    share: float
    policies: tuple[Policy, ...]

    def __call__(self, seed: int) -> list[Count]:
        ground = grow(self.assumed, self.spills, share=self.share, seed=seed)
        return counts(ground, self.policies)


def calibrated(
    assumed: Assumptions,
    spills: Spills,
    base: Policy,
    seeds: Sequence[int],
    each: Each = in_turn,
) -> Calibration:
    """The share of applicants who want a target contract with which the base fills as many of
    the target seats as were filled."""

    def filled(share: float) -> float:
        found = [one for [one] in each(Made(assumed, spills, share, (base,)), seeds)]
        return sum(one.filled / one.seats for one in found) / len(found)

    return calibrate(filled, target=assumed.filled_share, people=assumed.applicants)


def gains(scenarios: Sequence[Scenario], base: Policy) -> tuple[Gain, ...]:
    """Every other policy against the base, draw by draw."""
    before = next(one for one in scenarios if one.policy == base).counts
    return tuple(
        Gain(
            policy=one.policy,
            filled=_range(
                (here.filled - there.filled) / there.seats
                for here, there in zip(one.counts, before, strict=True)
            ),
            used=_range(
                (there.empty - here.empty) / there.seats
                for here, there in zip(one.counts, before, strict=True)
            ),
        )
        for one in scenarios
        if one.policy != base
    )


@dataclass(frozen=True)
class Bent:
    """Assumptions of which one is bent at a time. Called with the name, the side and the value
    (at full size) it calibrates anew at `scale` and holds every policy against the first, the
    base."""

    assumed: Assumptions
    spills: Spills
    policies: tuple[Policy, ...]
    seeds: tuple[int, ...]
    scale: float = 1.0

    def __call__(self, case: tuple[str, str, float]) -> Swing:
        name, _, value = case
        bent = changed_in(self.assumed, name, value) if name else self.assumed
        bent, base = bent.scaled(self.scale), self.policies[0]
        found = calibrated(bent, self.spills, base, self.seeds)
        if not found.hit:
            return Swing(*case, share=None, gains=())
        draws = map(Made(bent, self.spills, found.share, self.policies), self.seeds)
        return Swing(*case, share=found.share, gains=gains(compare(draws, self.policies), base))


def cases(bounds: Mapping[str, tuple[float, float]]) -> list[tuple[str, str, float]]:
    """All as assumed, then each bounded assumption at its low and at its high value."""
    found = [("", ASSUMED, 0.0)]
    for name, (low, high) in bounds.items():
        found += [(name, LOW, low), (name, HIGH, high)]
    return found


def changed_in(assumed: Assumptions, name: str, value: float) -> Assumptions:
    """The same with one number changed; whole where it must be."""
    whole = isinstance(getattr(assumed, name), int)
    changes: dict[str, Any] = {name: round(value) if whole else value}
    return replace(assumed, **changes)


def _range(values: Iterable[float]) -> Range:
    found = [round(value, 6) for value in values]
    return Range(round(sum(found) / len(found), 6), min(found), max(found))
