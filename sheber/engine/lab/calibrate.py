"""The free parameter is found so that the base reproduces what was published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

TOLERANCE = 0.0005
"""How far the base may be from the published share: five hundredths of a percentage point."""

MOST_STEPS = 60


@dataclass(frozen=True)
class Step:
    """A value of the free parameter that was tried, and the share of seats that it filled."""

    share: float
    filled: float


@dataclass(frozen=True)
class Calibration:
    """`share` is the value found, `filled` what it reached, `target` what was published.

    `hit`: within the tolerance, or as near as a whole person allows; otherwise not even all
    applicants together fill so many seats. `steps` are all that were tried, in order.
    """

    share: float
    filled: float
    target: float
    hit: bool
    steps: tuple[Step, ...]


@dataclass
class _Search:
    filled: Callable[[float], float]
    target: float
    people: int
    steps: list[Step] = field(default_factory=list)

    def off(self, number: int) -> float:
        step = Step(number / self.people, self.filled(number / self.people))
        self.steps.append(step)
        return step.filled - self.target

    def found(self, *, exact: bool) -> Calibration:
        best = min(self.steps, key=lambda step: abs(step.filled - self.target))
        hit = exact or abs(best.filled - self.target) <= TOLERANCE
        return Calibration(best.share, best.filled, self.target, hit, tuple(self.steps))


def calibrate(filled: Callable[[float], float], *, target: float, people: int) -> Calibration:
    """The share at which `filled`, which grows with it but for chance, meets the target.

    Whole people are moved between the groups. Bracket by doubling, then false position with
    halved weights (the Illinois rule; Dowell & Jarratt 1971), and halving where it stalls.
    """
    search = _Search(filled, target, people)
    low, below = 0, -target
    high = min(people, max(1, people // 16))
    while (above := search.off(high)) < -TOLERANCE and high < people:
        low, below, high = high, above, min(people, 2 * high)
    if above < -TOLERANCE:
        return search.found(exact=False)
    last = 0
    while high - low > 1 and abs(search.steps[-1].filled - target) > TOLERANCE:
        middle = _between(low, below, high, above, halve=len(search.steps) > MOST_STEPS // 2)
        here = search.off(middle)
        if here < 0:
            low, below, above = middle, here, above / (2 if last < 0 else 1)
        else:
            high, above, below = middle, here, below / (2 if last > 0 else 1)
        last = -1 if here < 0 else 1
    return search.found(exact=True)


def _between(low: int, below: float, high: int, above: float, *, halve: bool) -> int:
    """A whole number strictly between the two ends of a bracket."""
    if halve or above <= below:
        return (low + high) // 2
    straight = low + (high - low) * -below / (above - below)
    return min(high - 1, max(low + 1, round(straight)))
