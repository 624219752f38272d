"""`sheber clear` and the check of a result: from file to file, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from sheber.cli.files import WrongInput, as_json, write
from sheber.cli.public import add_public, also_public
from sheber.doors.clearing.certificate import (
    certificate_document,
    certificate_violations,
    read_certificate,
)
from sheber.doors.clearing.columns import write_columns
from sheber.doors.clearing.coverage_words import BEST, MISREPORTING
from sheber.doors.clearing.market import MarketFile, read_market
from sheber.doors.clearing.result import ResultFile, read_result, result_document, violations
from sheber.doors.clearing.viability import (
    Cleared,
    clear_viable,
    closing_documents,
    closings_in_words,
    final,
)
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import LIMIT, sentence
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import PROPERTIES, lawful_claims
from sheber.engine.clearing.solve import Outcome
from sheber.engine.errors import InvalidMarket, PropertyViolated

GOOD, BROKEN, WRONG_INPUT = 0, 1, 2

Parsed = TypeVar("Parsed")

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


Run = Callable[[argparse.Namespace], int]


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


PROPERTIES_IN_WORDS = "\n".join(f"  {code}  {words}" for code, words in PROPERTIES.items())


def command(subparsers: Any, name: str, run: Run, words: str) -> argparse.ArgumentParser:
    """A subcommand whose help keeps its lines."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name, help=words, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run)
    return parser


def add_best(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--prove-best",
        action="store_true",
        help="also compare with the second algorithm, the rising cut-offs (C7)",
    )


def in_words(run: Run) -> Run:
    """Wrong input ends in sentences and exit code 2, never in a trace."""

    @wraps(run)
    def told(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except WrongInput as error:
            say(str(error))
        return WRONG_INPUT

    return told


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


def also_columns(options: argparse.Namespace, file: MarketFile, outcome: Outcome) -> None:
    """The folder of columns, if it was asked for."""
    if options.columns:
        try:
            write_columns(Path(options.columns), file, outcome.certificate)
        except OSError as error:
            raise WrongInput(f"{options.columns} cannot be written: {error.strerror}.") from error


def solved(file: MarketFile, *, prove_best: bool) -> Cleared | None:
    """The outcome, or nothing if the engine's own check refuses it, which is said."""
    try:
        return clear_viable(file, prove_best=prove_best)
    except PropertyViolated as error:
        say(violation_sentence(error, file, []))
        say("No result was written: this is an error of the engine, please report it.")
    return None


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


def what_holds(prove_best: bool) -> str:
    proven = ", ".join([*PROPERTIES, *(["C7"] if prove_best else [])])
    return f"The result holds: {proven}."


def market_file(path: str) -> MarketFile:
    """The market in a file; WrongInput with every fault."""
    return parsed(path, read_market)


def market_and_result(market: str, result: str) -> tuple[MarketFile, ResultFile]:
    """The final market and the result of it in two files, the result as it states itself;
    WrongInput with every fault of form."""
    file = market_file(market)
    stated = parsed(result, lambda text: read_result(text, file))
    return final(file, stated.closings), stated


def parsed(path: str, parse: Callable[[bytes], Parsed]) -> Parsed:
    return read(path, lambda: parse(Path(path).read_bytes()))


def read(path: str, make: Callable[[], Parsed]) -> Parsed:
    """What is made of a file or folder; what is wrong with it is said by its path."""
    try:
        return make()
    except OSError as error:
        raise WrongInput(f"{path} cannot be read: {error.strerror}.") from error
    except InvalidMarket as error:
        named = [f"  {sentence(fault)}" for fault in error.faults]
        if len(named) == LIMIT:
            named.append(f"  The first {LIMIT} faults are shown; there may be more.")
        raise WrongInput("\n".join([f"{path} is refused:", *named])) from error


def _folders() -> Any:
    """Imported for a folder alone: PyArrow takes a third of a second to load."""
    return import_module("sheber.cli.folders")


def summary(file: MarketFile, outcome: Outcome) -> str:
    held = int((outcome.held_claim >= 0).sum())
    proven = ", ".join(outcome.properties)
    coverage = outcome.coverage
    return (
        f"{held} of {file.market.applicants} applicants hold a contract; {proven} were checked.\n"
        f"{BEST}\n{MISREPORTING[coverage.truthful]}\nProof: {'; '.join(coverage.theorems)}."
    )


def say(words: str) -> None:
    """Words for the person, beside what the command prints for programs."""
    print(words, file=sys.stderr)
