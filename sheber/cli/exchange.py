"""`sheber exchange`, and the check of its result: from file to file, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sheber.cli.files import WrongInput, as_json, write
from sheber.doors.exchange.round import (
    RoundFile,
    read_result,
    read_round,
    result_document,
    violations,
)
from sheber.doors.exchange.words import fault_sentence, refusal_sentence, violation_sentence
from sheber.doors.faults import LIMIT
from sheber.engine.errors import Infeasible, InvalidMarket, PropertyViolated
from sheber.engine.exchange.check import PROPERTIES, claimed
from sheber.engine.exchange.check_largest import is_provable
from sheber.engine.exchange.solve import Outcome, solve

GOOD, BROKEN, WRONG_INPUT = 0, 1, 2

Parsed = TypeVar("Parsed")

ROUND_HELP = """\
A round is JSON of format sheber.exchange/1. The smallest one worth exchanging:

{"format": "sheber.exchange/1", "procedure": "trading-cycles",
 "balance": {"institution": 0, "country": 0},
 "institutions": [
   {"id": "H1", "country": "RU", "send_cap": 2, "host_cap": 1, "send_order": ["p1", "p2"]},
   {"id": "H2", "country": "KZ", "send_cap": 1, "host_cap": 1, "host_order": ["p2", "p1"]}],
 "people": [
   {"id": "p1", "home": "H1", "places": ["H2"]}, {"id": "p2", "home": "H1", "places": ["H2"]},
   {"id": "p3", "home": "H2", "places": ["H1"]}]}

procedure       “trading-cycles”: nobody gains by hiding what they wish, and homes' orders are
                respected; “largest”: as many stays as possible, then the best ranks
balance         how far out of balance an institution, or a pair of countries, may be; without
                “institution” 0, without “country” pairs are not held to balance
send_order      the home certifies its first send_cap; without it everybody, of whom at most
                send_cap leave (trading cycles take them as they stand in the file)
host_order      whom the host accepts; “largest” also prefers the first. Without it, everybody
opening_balance hosted − sent earlier in the window, for an institution; 0 without it
respect_send_order
                true asks “largest” for X4 as well; trading cycles always keep it
"""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "exchange",
        help="exchange people between institutions, in balance",
        description=(
            "Balanced exchange: who goes where for a term, so that every home hosts as many as it\n"
            f"sends. The result is checked before it is written.\n\n{PROPERTIES_IN_WORDS}"
        ),
        epilog=f"{ROUND_HELP}\nExit code 1 if opening balances cannot be brought within the "
        "tolerance, or time is up.\n\nExample:\n  sheber exchange round.json -o result.json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("round", help="the round, a file of format sheber.exchange/1")
    parser.add_argument("-o", "--output", help="where to write the result (default: print it)")
    parser.add_argument(
        "--time-limit",
        type=_seconds,
        metavar="SECONDS",
        help="give up a search of “largest” that proves nothing so long; not repeatable",
    )
    parser.set_defaults(run=run)


PROPERTIES_IN_WORDS = "\n".join(f"  {code}  {words}" for code, words in PROPERTIES.items())


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no time: write seconds, like 600")
    return value


def run(options: argparse.Namespace) -> int:
    """Exchange, check and write."""
    try:
        file = _parsed(options.round, read_round)
        return _exchange(file, options.output, options.time_limit)
    except WrongInput as error:
        _say(str(error))
        return WRONG_INPUT


def _exchange(file: RoundFile, output: str | None, seconds: float | None) -> int:
    try:
        outcome = solve(file.round, seconds=seconds)
    except Infeasible as refusal:
        _say(refusal_sentence(refusal, file))
        return BROKEN
    except PropertyViolated as error:
        _say(violation_sentence(error, file))
        _say("No result was written: this is an error of the engine, please report it.")
        return BROKEN
    document = result_document(file, outcome)
    if output:
        write(output, document)
    else:
        print(as_json(document))
    _say(_summary(file, outcome))
    return GOOD


def check(asked: str, answer: str) -> int:
    """Check a result of an exchange against its round, both given by their paths."""
    try:
        file = _parsed(asked, read_round)
        result = _parsed(answer, lambda text: read_result(text, file))
    except WrongInput as error:
        _say(str(error))
        return WRONG_INPUT
    found = violations(file, result)
    for violation in found:
        print(violation_sentence(violation, file, result))
    if found:
        return BROKEN
    proven = [*claimed(file.round), *(["no larger exchange"] if is_provable(file.round) else [])]
    print(f"The result holds: {', '.join(proven)}.")
    return GOOD


def _parsed(path: str, read: Callable[[bytes], Parsed]) -> Parsed:
    try:
        return read(Path(path).read_bytes())
    except OSError as error:
        raise WrongInput(f"{path} cannot be read: {error.strerror}.") from error
    except InvalidMarket as error:
        named = [f"  {fault_sentence(fault)}" for fault in error.faults]
        if len(named) == LIMIT:
            named.append(f"  The first {LIMIT} faults are shown; there may be more.")
        raise WrongInput("\n".join([f"{path} is refused:", *named])) from error


def _summary(file: RoundFile, outcome: Outcome) -> str:
    going = int(outcome.tally.sent.sum())
    coverage = outcome.coverage
    checked = [code for code, held in outcome.properties.items() if held]
    not_claimed = [code for code, held in outcome.properties.items() if not held]
    lines = [f"{going} of {file.round.people} people go; {', '.join(checked)} were checked."]
    lines += [f"{', '.join(not_claimed)} is not claimed."] if not_claimed else []
    truthful = "Nobody gains" if coverage.truthful else "It is not claimed that nobody gains"
    lines.append(f"{truthful} by hiding what they wish. Proof: {coverage.theorem}.")
    return "\n".join(lines)


def _say(words: str) -> None:
    print(words, file=sys.stderr)
