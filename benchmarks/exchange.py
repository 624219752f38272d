"""How long a balanced exchange takes, by procedure, in the engine and from file to file.

python -m benchmarks.exchange [--people 100000] [--institutions 400] [--only cycles] [--json]

A round is drawn from the seed: homes and hosts of two countries (three in `pairs`), five places
on a list, popular hosts chosen more often, everybody ranked by their home, four fifths of the
people of a home certified, and every second host with an order that accepts four of five.
Seconds are of the processor: everything runs on one thread, so on a machine that does nothing
else they are those of the clock.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

from sheber.doors.exchange.round import read_round, result_document
from sheber.engine.exchange.check import check
from sheber.engine.exchange.check_largest import check_largest
from sheber.engine.exchange.cycles import trading_cycles
from sheber.engine.exchange.largest import largest
from sheber.engine.exchange.market import LARGEST, TRADING_CYCLES, Round, stays_of
from sheber.engine.exchange.solve import solve

PLACES = 5

CASES: dict[str, dict[str, Any]] = {
    "cycles": {"procedure": TRADING_CYCLES, "balance": {"institution": 0, "country": 0}},
    "chains": {"procedure": TRADING_CYCLES, "balance": {"institution": 5}},
    "largest": {"procedure": LARGEST, "balance": {"institution": 0, "country": 0}},
    "tolerant": {"procedure": LARGEST, "balance": {"institution": 5, "country": 20}},
    "pairs": {
        "procedure": LARGEST,
        "balance": {"institution": 5, "country": 20},
        "countries": ("KG", "KZ", "RU"),
    },
    "ranked": {
        "procedure": LARGEST,
        "balance": {"institution": 0, "country": 0},
        "respect_send_order": True,
    },
}
"""What a round asks; `pairs` and `ranked` are searches over whole numbers, the others are not."""

NETWORKS = ("cycles", "chains", "largest", "tolerant")


def document(name: str, people: int, institutions: int, seed: int) -> dict[str, Any]:
    """A round as its file."""
    random = Random(seed)  # noqa: S311
    asked = dict(CASES[name])
    countries = asked.pop("countries", ("KZ", "RU"))
    country = [countries[number % len(countries)] for number in range(institutions)]
    popular = [random.random() ** 2 + 0.05 for _ in range(institutions)]
    homes = [random.randrange(institutions) for _ in range(people)]
    abroad = {
        one: [number for number in range(institutions) if country[number] != one]
        for one in countries
    }
    weights = {one: [popular[number] for number in hosts] for one, hosts in abroad.items()}
    own: list[list[int]] = [[] for _ in range(institutions)]
    wanted: list[list[int]] = [[] for _ in range(institutions)]
    rows = []
    for person, home in enumerate(homes):
        one = country[home]
        drawn = random.choices(abroad[one], weights[one], k=2 * PLACES)
        places = list(dict.fromkeys(drawn))[:PLACES]
        own[home].append(person)
        for place in places:
            wanted[place].append(person)
        rows.append({"id": f"p{person}", "home": f"H{home}", "places": [f"H{p}" for p in places]})
    return {
        "format": "sheber.exchange/1",
        **asked,
        "institutions": [
            _institution(random, number, country[number], own[number], wanted[number])
            for number in range(institutions)
        ],
        "people": rows,
    }


def _institution(
    random: Random, number: int, country: str, own: list[int], wanted: list[int]
) -> dict[str, Any]:
    cap = max(1, len(own) * 4 // 5)
    row: dict[str, Any] = {"id": f"H{number}", "country": country, "send_cap": cap, "host_cap": cap}
    row["send_order"] = [f"p{person}" for person in random.sample(own, len(own))]
    if number % 2:
        accepted = random.sample(wanted, len(wanted) * 4 // 5)
        row["host_order"] = [f"p{person}" for person in accepted]
    return row


def measure(name: str, people: int, institutions: int, seed: int) -> dict[str, Any]:
    """Seconds of reading, solving, checking and writing, and how many go."""
    text = json.dumps(document(name, people, institutions, seed)).encode()
    times: dict[str, Any] = {}
    file = _timed(times, "read_s", lambda: read_round(text))
    host = _timed(times, "solve_s", lambda: _solved(file.round))
    stays = stays_of(host)
    found = _timed(times, "check_s", lambda: check(file.round, stays))
    proof = _timed(times, "proof_s", lambda: check_largest(file.round, stays))
    outcome = _timed(times, "whole_s", lambda: solve(file.round))
    _timed(times, "write_s", lambda: json.dumps(result_document(file, outcome)))
    assert not found, found  # noqa: S101
    assert not proof, proof  # noqa: S101
    ranks = file.round.place_rank[outcome.tally.listed[outcome.tally.listed >= 0]]
    return {
        "people": people,
        "institutions": institutions,
        **times,
        "stays": len(stays.person),
        "mean_rank": round(float(ranks.mean()), 3) if len(ranks) else None,
    }


def _solved(round_: Round) -> Any:
    return largest(round_) if round_.procedure == LARGEST else trading_cycles(round_)


def _timed(times: dict[str, Any], name: str, act: Callable[[], Any]) -> Any:
    started = time.process_time()
    done = act()
    times[name] = round(time.process_time() - started, 3)
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--institutions", type=int, default=400)
    parser.add_argument("--only", choices=tuple(CASES), help="one case, also one of the searches")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    names = (options.only,) if options.only else NETWORKS
    found = {
        name: measure(name, options.people, options.institutions, options.seed) for name in names
    }
    if options.json:
        print(json.dumps(found))
        return
    columns = ("read_s", "solve_s", "check_s", "proof_s", "whole_s", "write_s", "stays")
    print(f"{'':<10}" + "".join(f"{column:>10}" for column in columns))
    for name, row in found.items():
        print(f"{name:<10}" + "".join(f"{row[column]:>10}" for column in columns))


if __name__ == "__main__":
    main()
