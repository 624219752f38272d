"""`sheber what-if`: the difference that a change of the rules makes, from file to file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sheber.cli.files import WrongInput, as_json, write
from sheber.cli.markets import (
    BROKEN,
    GOOD,
    add_best,
    command,
    in_words,
    market_file,
    parsed,
    say,
)
from sheber.doors.clearing.change import ChangeFile, read_change
from sheber.doors.clearing.difference import (
    Difference,
    difference,
    difference_document,
    labels_of,
    read_groups,
    without_who,
)
from sheber.doors.clearing.difference_words import difference_text
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.odds import odds_document
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import sentence
from sheber.engine.errors import InvalidMarket, PropertyViolated

CHANGE_HELP = """\
A change is JSON of format sheber.change/1. Every part may be left out; what is not named stays.

{"format": "sheber.change/1",
 "capacities": {"G/target": 3}, "spill": {"G/target": null},
 "funds": {}, "regions": {}, "targets": {},
 "lottery": {"seed": "00ff"},
 "lists": {"longest": 5, "offerings": 5, "organisations": 1, "terms": {"target": 1}},
 "organisation_of": {"G": "U1"}}

Lists are cut as they stand, from below: nobody is taken to rank anew under a limit. Groups are
{"format": "sheber.groups/1", "groups": {"A1": "KZ"}}.
"""


def add_parser(subparsers: Any) -> None:
    parser = command(subparsers, "what-if", run, "what other rules would change")
    parser.description = (
        "Clear a market as it is and with other seats, spill, caps, lottery or limits on lists:\n"
        "who moves, and which seats fill. Both results are checked; the difference is written."
    )
    parser.epilog = (
        f"{CHANGE_HELP}\nExample:\n  sheber what-if market.json change.json -o difference.json"
    )
    parser.add_argument("market", help="the market: a file or a folder")
    parser.add_argument("change", help="what differs, a file of format sheber.change/1")
    parser.add_argument("-o", "--output", help="where to write the difference (default: print it)")
    parser.add_argument("--groups", help="groups of applicants, a file of format sheber.groups/1")
    parser.add_argument(
        "--odds",
        type=_draws,
        metavar="N",
        help="also draw the lottery of the changed market N times: odds of each contract",
    )
    parser.add_argument("--totals", action="store_true", help="leave out every applicant's id")
    add_best(parser)


@in_words
def run(options: argparse.Namespace) -> int:
    file = _market(options.market)
    change = parsed(options.change, lambda text: read_change(text, file))
    groups = (
        parsed(options.groups, lambda text: read_groups(text, file)) if options.groups else None
    )
    try:
        found = _difference(file, change, options)
    except PropertyViolated as error:
        say(violation_sentence(error, file, []))
        say("Nothing was written: this is an error of the engine, please report it.")
        return BROKEN
    document = difference_document(found, labels_of(file, groups))
    if options.odds:
        document["odds"] = odds_document(file, found.changed, options.odds)
    say(difference_text(document))
    if options.totals:
        document = without_who(document)
    if options.output:
        write(options.output, document)
    else:
        print(as_json(document))
    return GOOD


def _market(path: str) -> MarketFile:
    if not Path(path).is_dir():
        return market_file(path)
    # Columns are read by PyArrow, which whoever has a file never waits for.
    from sheber.cli.folders import whole_folder

    return whole_folder(path).file


def _difference(file: MarketFile, change: ChangeFile, options: argparse.Namespace) -> Difference:
    try:
        return difference(file, change, prove_best=options.prove_best)
    except InvalidMarket as error:
        named = [f"  {sentence(fault)}" for fault in error.faults]
        refused = f"No theorem covers the market after {options.change}:"
        raise WrongInput("\n".join([refused, *named])) from error


def _draws(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number of draws of at least 1 is needed")
    return int(text)
