"""The linter of rounds: refuses what no theorem covers, and says what covers the rest.

Refused under trading cycles, and why:
- a tolerance for pairs of countries where there are more than two: a cycle through three
  countries leaves every institution balanced and every pair out of balance by one;
- a tolerance for two countries that chains between institutions could reach: a chain the other
  way would open hosts again that were closed, and with that nobody's truth is safe;
- an opening balance outside the tolerance: cycles and chains never bring it back inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import Integers
from sheber.engine.errors import Fault, InvalidMarket
from sheber.engine.exchange.market import PROCEDURES, TRADING_CYCLES, Round

CYCLES = "Dur & Ünver 2019 (two-sided top trading cycles)"
TOLERABLE = "Dur & Ünver 2019 (two-sided tolerable top trading cycles)"
NETWORK = "Hoffman & Kruskal 1956 (whole flows in a network)"
BRANCHING = "branch and bound, proven to the last stay"


@dataclass(frozen=True)
class Coverage:
    """What may be claimed for a round beside its properties, and on whose proof.

    `truthful`: nobody gains by misreporting their list. `largest`: no balanced exchange has more
    stays, or as many and a smaller sum of ranks.
    """

    theorem: str
    truthful: bool
    largest: bool


def lint(round_: Round) -> Coverage:
    """What covers this round; raises InvalidMarket with every reason if nothing does."""
    faults = list(shape_faults(round_)) or list(rule_faults(round_))
    if faults:
        raise InvalidMarket(faults)
    if round_.procedure == TRADING_CYCLES:
        theorem = TOLERABLE if round_.institution_tolerance else CYCLES
        return Coverage(theorem, truthful=True, largest=False)
    theorem = NETWORK if is_network(round_) else BRANCHING
    return Coverage(theorem, truthful=False, largest=True)


def is_network(round_: Round) -> bool:
    """Whether balance alone makes the rows: each country's is a sum of its institutions', so a
    pair of two countries is one more node, and three pairs or X4 are none."""
    return not round_.respect_send_order and not (round_.pairs_are_held and round_.countries > 2)


def rule_faults(round_: Round) -> Iterator[Fault]:
    """Rounds that are well formed but that no theorem covers."""
    if round_.procedure != TRADING_CYCLES:
        return
    outside = np.abs(round_.opening_balance) > round_.institution_tolerance
    for institution in np.flatnonzero(outside).tolist():
        facts = {
            "institution": institution,
            "opening_balance": int(round_.opening_balance[institution]),
            "tolerance": round_.institution_tolerance,
        }
        yield Fault("opening_outside_tolerance", facts)
    if round_.country_tolerance is None or round_.countries < 2:
        return
    if round_.countries > 2:
        yield Fault("pairs_of_many_countries", {"countries": round_.countries})
    elif not np.any(outside):
        reach = _furthest(round_)
        if reach > round_.country_tolerance:
            facts = {"tolerance": round_.country_tolerance, "reach": reach}
            yield Fault("pair_in_reach", facts)


def _furthest(round_: Round) -> int:
    """How far from balance chains could carry a pair of countries, by the caps alone."""
    tolerance, opening = round_.institution_tolerance, round_.opening_balance
    leaving = np.bincount(round_.home[round_.certified], minlength=round_.institutions)
    up = np.minimum(tolerance - opening, round_.host_cap)
    down = np.minimum(tolerance + opening, np.minimum(round_.send_cap, leaving))
    first = round_.country == 0
    return int(
        max(min(up[first].sum(), down[~first].sum()), min(down[first].sum(), up[~first].sum()))
    )


def shape_faults(round_: Round) -> Iterator[Fault]:
    """Arrays that are not a round at all. A file door names these by path before; a connector
    that makes one has an error in itself."""
    if round_.procedure not in PROCEDURES:
        yield Fault("unknown_procedure", {"procedure": round_.procedure})
    for name in ("institution_tolerance", "country_tolerance"):
        if (getattr(round_, name) or 0) < 0:
            yield Fault("negative", {"array": name, "value": getattr(round_, name)})
    lengths = list(_length_faults(round_))
    yield from lengths
    if lengths:
        return
    for name in ("send_cap", "host_cap"):
        yield from _range_faults(name, getattr(round_, name), 0, None)
    yield from _range_faults("country", round_.country, 0, round_.institutions)
    yield from _range_faults("home", round_.home, 0, round_.institutions)
    yield from _range_faults("place_host", round_.place_host, 0, round_.institutions)
    own = round_.place_host == round_.home[round_.place_person]
    for place in np.flatnonzero(own).tolist():
        yield Fault("own_home", {"person": int(round_.place_person[place])})
    listed = round_.place_person * (round_.institutions + 1) + round_.place_host
    if len(np.unique(listed)) < len(listed):
        yield Fault("repeated_place", {})


def _length_faults(round_: Round) -> Iterator[Fault]:
    """Arrays of different lengths, and offsets that do not divide the lists."""
    for size, names in (
        (round_.institutions, ("send_cap", "host_cap", "opening_balance", "has_send_order")),
        (round_.people, ("send_rank",)),
        (round_.people + 1, ("place_start",)),
        (len(round_.place_host), ("host_rank",)),
    ):
        for name in names:
            if len(getattr(round_, name)) != size:
                yield Fault("broken_length", {"array": name, "length": size})
    start = round_.place_start
    whole = len(start) and start[0] == 0 and start[-1] == len(round_.place_host)
    if not whole or np.any(np.diff(start) < 0):
        yield Fault("broken_offsets", {"array": "place_start"})


def _range_faults(name: str, values: Integers, low: int, high: int | None) -> Iterator[Fault]:
    outside = values < low if high is None else (values < low) | (values >= high)
    for index in np.flatnonzero(outside).tolist():
        yield Fault("out_of_range", {"array": name, "index": index, "value": int(values[index])})
