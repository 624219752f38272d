"""How fast a clearing is: the solver against the certificate pass, peers, database, first call.

python -m benchmarks.clearing [--only NAME] [--json] [--keep]

What is drawn and assumed stands in benchmarks/legs/markets.py; what was last measured, and on
which machine, in docs/benchmarks.md, where --keep writes it.
"""

import argparse
import json
from collections.abc import Callable
from typing import Any

from benchmarks import checker, database
from benchmarks.legs import first_call, peers, report, speed
from benchmarks.legs.markets import Size

MILLION = 1_000_000
RUNS, RUNS_OF_THE_LARGEST = 9, 4
BARS = {
    "plain_1m": 8,
    "pools_1m": 9,
    "plain_10m": 10,
    "pools_10m": 10,
}
"""Solve ÷ certificate pass, at most."""


BENCHMARKS: dict[str, Callable[[], dict[str, Any]]] = {
    "plain_1m": lambda: speed.measure(Size(MILLION), RUNS),
    "pools_1m": lambda: speed.measure(Size(MILLION, four_pools=True), RUNS),
    "own_ranking_1m": lambda: speed.measure(Size(MILLION, four_pools=True, own_ranking=True), RUNS),
    "plain_10m": lambda: speed.measure(Size(10 * MILLION), RUNS_OF_THE_LARGEST),
    "pools_10m": lambda: speed.measure(Size(10 * MILLION, four_pools=True), RUNS_OF_THE_LARGEST),
    "compile": first_call.measure,
    "peers": peers.measure,
    "checker_1m": lambda: checker.measure(Size(MILLION)),
    "database_1m": lambda: database.measure(MILLION),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=BENCHMARKS, help="one benchmark; all without it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--keep", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    found = {}
    for name in [options.only] if options.only else BENCHMARKS:
        found[name] = BENCHMARKS[name]()
        if not options.json:
            print(report.rows(name, found[name], BARS.get(name)), flush=True)
        if options.keep:
            report.keep({name: found[name]}, BARS)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
