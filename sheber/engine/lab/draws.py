"""Draws that can be repeated: one stream of random numbers for each purpose of each seed.

A purpose keeps its stream whatever the others draw, so two markets of one seed that differ in
one assumption share all other draws (common random numbers), and what differs between them is
the assumption's doing.
"""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.market import Integers, Numbers, frozen

PURPOSES = (
    "regions",
    "region_people",
    "homes",
    "offering_sizes",
    "offering_popularity",
    "offer_places",
    "offer_sizes",
    "offer_popularity",
    "lengths",
    "choices",
    "requirements",
    "order",
    "caution",
    "state_lengths",
    "state_choices",
    "entitlements",
    "ability",
    "merit",
    "lottery",
)


def stream(seed: int, purpose: str) -> np.random.Generator:
    """The random numbers of one purpose: those of the seed's child of that number, as NumPy
    spawns children (the seed in four words, then the child's number)."""
    low, high = seed % 2**32, seed >> 32
    return np.random.default_rng([low, high, 0, 0, PURPOSES.index(purpose)])


def apportioned(total: int, weights: Numbers) -> Integers:
    """`total` whole things by weights, by the largest remainders; equal ones by place."""
    exact = weights * (total / weights.sum())
    whole = np.floor(exact).astype(np.int64)
    rest = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return frozen(whole)


def pair_normals(seed: int, left: Integers, right: Integers) -> Numbers:
    """A standard normal for each pair of whole numbers: the same pair, the same number.

    The bits are those of splitmix64 (Steele, Lea & Flood 2014), the form Box & Muller's.
    """
    word = stream(seed, "merit").integers(2**63, dtype=np.uint64)
    pair = _mixed(left.astype(np.uint64) ^ word) ^ right.astype(np.uint64)
    one, other = _uniform(_mixed(pair)), _uniform(_mixed(~pair))
    return np.asarray(np.sqrt(-2.0 * np.log(one)) * np.cos(2.0 * np.pi * other))


def _mixed(values: np.typing.NDArray[np.uint64]) -> np.typing.NDArray[np.uint64]:
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _uniform(bits: np.typing.NDArray[np.uint64]) -> Numbers:
    """Numbers above 0 and at most 1."""
    return ((bits >> np.uint64(11)).astype(np.float64) + 1.0) / 2.0**53
