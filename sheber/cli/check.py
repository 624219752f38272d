"""`sheber check`: an answer against what was asked, by separate code.

A result against its market, a plan against its problem, an exchange against its round.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sheber.cli import clearing, exchange, markets, plan
from sheber.engine.clearing import checker

DESCRIPTION = f"""\
Check a result against its market, a plan against its problem, or an exchange against its round;
the solver is not used.

A result of a clearing:
{markets.PROPERTIES_IN_WORDS}

A plan of seats:
{plan.PROPERTIES_IN_WORDS}

A result of an exchange, and that no exchange is larger, if its round asks for the largest:
{exchange.PROPERTIES_IN_WORDS}"""
EPILOG = """\
Exit code 1 if a property does not hold, with its number, the facts and the names.

Examples:
  sheber check market.json result.json
  sheber check market/ result/
  sheber check problem.json plan.json
  sheber check round.json result.json
  sheber check --receipt receipt.json public.json
  sheber check --print-checker > checker.py

The last gives a file that needs Python and NumPy alone, to check a result without Sheber:
  python checker.py market.json result.json proof.json"""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "check",
        help="check a result, a plan or an exchange by code of its own",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("asked", metavar="MARKET", nargs="?", help="the market, problem or round")
    parser.add_argument(
        "answer", metavar="RESULT", nargs="?", help="its result, or the plan of a problem"
    )
    parser.add_argument(
        "--receipt",
        metavar="FILE",
        help="find the row of this receipt in a public edition, named instead of a market",
    )
    parser.add_argument(
        "--print-checker",
        action="store_true",
        help="print the checker of clearings as one file that stands alone",
    )
    parser.add_argument("--certificate", help="also check this certificate of a result")
    markets.add_best(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.print_checker:
        print(Path(checker.__file__).read_text(encoding="utf-8"), end="")
        return markets.GOOD
    if options.receipt and options.asked:
        return _receipt(Path(options.receipt), Path(options.asked))
    if options.answer is None:
        markets.say("Name two files: sheber check market.json result.json")
        return markets.WRONG_INPUT
    asked = Path(options.asked)
    if _says(asked, b'"sheber.problem/'):
        return plan.check(options.asked, options.answer)
    if _says(asked, b'"sheber.exchange'):
        return exchange.check(options.asked, options.answer)
    return clearing.check(options)


def _receipt(receipt: Path, public: Path) -> int:
    """One's own row in the public edition, by the checker that stands alone."""
    return checker.main(["--receipt", str(receipt), str(public)])


def _says(path: Path, format_begins: bytes) -> bool:
    """Whether a file says that it is of a format; the doors say what is wrong with it."""
    try:
        return format_begins in path.read_bytes()
    except OSError:
        return False
