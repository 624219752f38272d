"""What the commands about markets share: reading, refusing, and what is said to the person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from sheber.cli.files import WrongInput
from sheber.doors.clearing.columns import write_columns
from sheber.doors.clearing.coverage_words import BEST, MISREPORTING
from sheber.doors.clearing.market import MarketFile, read_market
from sheber.doors.clearing.result import ResultFile, read_result
from sheber.doors.clearing.viability import Cleared, clear_viable, final
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import LIMIT, sentence
from sheber.engine.clearing.checker import PROPERTIES
from sheber.engine.clearing.solve import Outcome
from sheber.engine.errors import InvalidMarket, PropertyViolated

GOOD, BROKEN, WRONG_INPUT = 0, 1, 2

Parsed = TypeVar("Parsed")
Run = Callable[[argparse.Namespace], int]

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
