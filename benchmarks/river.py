"""How long a demo takes, stage by stage, and how large its database is.

python -m benchmarks.river [--size pilot] [--seed 1] [--json]
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any


def measure(size: str, seed: int) -> dict[str, Any]:
    """Seconds of each stage of a demo in a fresh SQLite file, its size and its events."""
    from sheber.cli import site

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.sqlite3"
        started = time.perf_counter()
        site.use_database(str(file))
        site.bring_up_to_date()
        marks = [("tables", time.perf_counter())]

        from sheber.flows.demo.build import build
        from sheber.kernel.models import Event

        build(size, seed, progress=lambda text: marks.append((text, time.perf_counter())))
        ended = time.perf_counter()
        return {
            "total_s": round(ended - started, 1),
            "stages_s": _lengths(marks, ended),
            "events": Event.objects.count(),
            "megabytes": round(file.stat().st_size / 1_000_000, 1),
        }


def _lengths(marks: list[tuple[str, float]], ended: float) -> dict[str, float]:
    ends = [moment for _, moment in marks[1:]] + [ended]
    return {name: round(end - start, 1) for (name, start), end in zip(marks, ends, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=("small", "pilot"), default="pilot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = {options.size: measure(options.size, options.seed)}
    if options.json:
        print(json.dumps(found))
        return
    for name, seconds in found[options.size]["stages_s"].items():
        print(f"{name:<45} {seconds:>8.1f} s")
    print(f"{'in all':<45} {found[options.size]['total_s']:>8.1f} s")


if __name__ == "__main__":
    main()
