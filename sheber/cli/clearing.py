"""`sheber clear` and the check of a result: from file to file, without a database."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from sheber.cli.files import as_json, write
from sheber.cli.markets import (
    BROKEN,
    GOOD,
    PROPERTIES_IN_WORDS,
    add_best,
    also_columns,
    command,
    in_words,
    market_and_result,
    market_file,
    parsed,
    say,
    solved,
    summary,
    what_holds,
)
from sheber.cli.public import add_public, also_public
from sheber.doors.clearing.certificate import (
    certificate_document,
    certificate_violations,
    read_certificate,
)
from sheber.doors.clearing.result import result_document, violations
from sheber.doors.clearing.viability import closing_documents, closings_in_words
from sheber.doors.clearing.violations import violation_sentence
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import lawful_claims

MARKET_HELP = """\
A market is JSON of format sheber.market/1: offerings with pools of seats in order of precedence,
funds over pools, applicants with contracts in their own order, best first, whether the rules
limited those lists in length or kind, and the lottery's seed.

{"format": "sheber.market/1",
 "offerings": [{"id": "G", "pools": [
     {"id": "G/target", "capacity": 1, "spill_to": "G/main"}, {"id": "G/main", "capacity": 1}]}],
 "applicants": [
     {"id": "A1", "contracts": [
         {"id": "A1:state", "terms": "state", "claims": [{"pool": "G/main", "score": 231}]},
         {"id": "A1:target", "terms": "target E1", "claims": [{"pool": "G/target", "score": 231}]}
     ]}],
 "lists_limited": false, "lottery": {"seed": "00ff"}}
"""


def add_parser(subparsers: Any) -> None:
    clear = command(subparsers, "clear", run_clear, "clear a market and check the result")
    clear.description = (
        f"Clear a market: who holds which contract, checked (C1–C6).\n\n{PROPERTIES_IN_WORDS}"
    )
    clear.epilog = (
        f"{MARKET_HELP}\nExamples:\n  sheber clear market.json -o result.json\n"
        "  sheber clear market/ -o result/    (a folder of columns: see sheber convert)"
    )
    clear.add_argument("market", help="the market, a file of format sheber.market/1, or a folder")
    clear.add_argument("-o", "--output", help="where to write the result (default: print it)")
    clear.add_argument(
        "--without-bad-rows",
        action="store_true",
        help="clear a folder although some of its rows are wrong; they are kept aside",
    )
    clear.add_argument("--certificate", help="also write the certificate to this file")
    clear.add_argument(
        "--columns",
        metavar="FOLDER",
        help="also write market, result and certificate as NumPy columns, which the checker that "
        "stands alone reads (sheber check --print-checker)",
    )
    add_public(clear)
    add_best(clear)


@in_words
def run_clear(options: argparse.Namespace) -> int:
    if Path(options.market).is_dir():
        return int(_folders().clear(options))
    cleared = solved(market_file(options.market), prove_best=options.prove_best)
    if cleared is None:
        return BROKEN
    file, outcome = cleared.file, cleared.outcome
    if options.certificate:
        write(options.certificate, certificate_document(file, outcome.certificate))
    also_columns(options, file, outcome)
    also_public(options, file, outcome)
    document = {**result_document(file, outcome), **closing_documents(cleared)}
    if options.output:
        write(options.output, document)
    else:
        print(as_json(document))
    say(closings_in_words(cleared) + summary(file, outcome))
    return GOOD


@in_words
def check(options: argparse.Namespace) -> int:
    """Check a result of a clearing against its market."""
    if Path(options.asked).is_dir():
        return int(_folders().check(options))
    file, result = market_and_result(options.asked, options.answer)
    found = violations(file, result, prove_best=options.prove_best)
    if options.certificate and not found:
        stated = parsed(options.certificate, read_certificate)
        lawful = certify(file.market, lawful_claims(file.market, result.held))
        found = certificate_violations(file, stated, lawful)
    for violation in found:
        print(violation_sentence(violation, file, result.rows))
    if found:
        return BROKEN
    print(what_holds(options.prove_best))
    return GOOD


def _folders() -> Any:
    """Imported for a folder alone: PyArrow takes a third of a second to load."""
    return import_module("sheber.cli.folders")
