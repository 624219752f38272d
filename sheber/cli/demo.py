"""`sheber demo`: build a demo by the real verbs, then serve it."""

import argparse
import sys
import time
from pathlib import Path

from sheber.cli import site
from sheber.cli.serve import add_address, serve

HELP = "build a demo of invented organisations and people, then serve it"
EPILOG = """examples:
  sheber demo --size small
  sheber demo --size pilot --until admissions --no-serve --database pilot.sqlite3
  sheber demo --size national --no-serve --database postgresql://sheber@localhost/national

small and pilot go down the whole river, from a demand to a confirmed job. national is for
benchmarks: 250,000 applicants, 1.2 million ranked contracts and some 5,000 offers. It ends before
the first clearing of its campaign, which an office then computes in the control room; its people
are of age and have no accounts, since admissions offices handed in their lists.

The same seed gives the same rows and events. A demo that is already built is served as it is;
--anew builds it once more. One whose building was stopped is built anew; another size, seed or
stage in the same file is refused. A demo never shares a database with real data."""
SIZES = ("small", "pilot", "national")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "demo",
        help=HELP,
        description=HELP,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--size", choices=SIZES, default="small", help="default: small")
    parser.add_argument("--seed", type=int, default=5, help="default: 5")
    parser.add_argument("--until", metavar="STAGE", help="stop after this stage of the river")
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--anew", action="store_true", help="remove an earlier demo file first")
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/demo-SIZE.sqlite3")
    add_address(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    address = options.database or str(_home() / f"demo-{options.size}.sqlite3")
    site.use_database(address)
    from sheber.kernel.refusals import Refused

    try:
        _make(options)
    except Refused as refusal:
        print(f"sheber demo: {refusal}", file=sys.stderr)
        return 2
    if options.no_serve:
        return 0
    _say(HOW_TO_SIGN_IN)
    return serve(options.host, options.port)


def _make(options: argparse.Namespace) -> None:
    """Build what was asked for, unless exactly that stands already."""
    from sheber.flows.demo import build
    from sheber.kernel import clock

    build.stages_of(options.size, options.seed, options.until)
    if options.anew:
        _remove()
    site.bring_up_to_date()
    if build.standing(options.size, options.seed, options.until):
        _say("The demo is already built; make reset, or --anew, lets it be built once more.")
        return
    left = clock.installation()
    if left is not None:
        _say(f"The last build was stopped after: {left.demo_stage or 'nothing'}. Building anew.")
        _remove()
        site.bring_up_to_date()
    started = time.monotonic()
    build.build(options.size, options.seed, until=options.until, progress=_say)
    _say(f"Built in {time.monotonic() - started:.1f} s.")


HOW_TO_SIGN_IN = """
Open the address below. “Sign in” offers one account of each kind of person in the demo:
applicant, guardian, employer, college, mentor, region, office, auditor. No password is needed,
on this machine only."""


def _home() -> Path:
    return Path(__file__).resolve().parent.parent.parent / "var"


def _say(text: str) -> None:
    print(text, flush=True)


def _remove() -> None:
    """Remove the file of an earlier demo; never anything else."""
    from sheber.kernel.refusals import Refused

    file = site.database_file()
    if file is None:
        raise Refused("demo_on_a_server")
    if file.exists() and not _is_demo():
        raise Refused("demo_not_removed", database=str(file))
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _is_demo() -> bool:
    """Whether the file holds a demo, also one that an earlier version made."""
    from django.db import DatabaseError, connection

    from sheber.kernel.models import Installation

    try:
        return Installation.objects.filter(kind=Installation.Kind.DEMO).exists()
    except DatabaseError:
        return False
    finally:
        connection.close()
