"""`sheber check-plan`: a plan against its problem, as `sheber check` does when it meets one."""

from __future__ import annotations

import argparse
from typing import Any

from sheber.cli import plan

EPILOG = """\
Exit code 1 if a property does not hold, with its number and the facts; 2 if a file is refused.

Example:
  sheber check-plan problem.json plan.json"""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "check-plan",
        help="check a plan of seats against its problem, by code of its own",
        description=(
            "Check a plan against its problem; the solver is not used.\n\n"
            f"{plan.PROPERTIES_IN_WORDS}"
        ),
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("problem", help="the problem, a file of format sheber.problem/1")
    parser.add_argument("plan", help="its plan, a file of format sheber.plan/1")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return plan.check(options.problem, options.plan)
