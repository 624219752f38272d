"""`sheber lint`: which theorem covers a market, before anything is cleared."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from sheber.cli.markets import GOOD, command, in_words, market_file
from sheber.doors.clearing.coverage_words import coverage_text
from sheber.engine.clearing.lint import lint


def add_parser(subparsers: Any) -> None:
    parser = command(subparsers, "lint", run, "which theorem covers a market")
    parser.description = (
        "Say what may be claimed of a market's result, and on whose proof: that it is stable, the\n"
        "applicants' best among all with C1–C6, and strategy-proof, or “truncated” if lists were\n"
        "limited (“lists_limited” in the market). A market that no theorem covers is refused,\n"
        "with every reason and its place in the file. Nothing is cleared."
    )
    parser.epilog = "Example:\n  sheber lint market.json"
    parser.add_argument("market", help="the market, a file of format sheber.market/1, or a folder")


@in_words
def run(options: argparse.Namespace) -> int:
    if Path(options.market).is_dir():
        return int(import_module("sheber.cli.folders").lint_folder(options))
    file = market_file(options.market)
    print(coverage_text(file.market, lint(file.market, may_close=bool(len(file.minimum)))))
    return GOOD
