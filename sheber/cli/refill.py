"""`sheber refill`: the next round after withdrawals, from file to file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sheber.cli.files import WrongInput, as_json, write
from sheber.cli.markets import (
    BROKEN,
    GOOD,
    in_words,
    market_and_result,
    parsed,
    read,
    say,
    solved,
)
from sheber.doors.clearing.lottery import read_ids
from sheber.doors.clearing.refill import (
    Document,
    Round,
    read_smaller,
    refusal_sentence,
    round_sentence,
    round_violations,
    smaller,
)
from sheber.doors.clearing.result import result_document, violations
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import Faults
from sheber.doors.fields import Reader, load
from sheber.engine.clearing.checker import lawful_claims
from sheber.engine.clearing.rounds import PROPERTIES
from sheber.engine.errors import InvalidRound

PROPERTIES_IN_WORDS = "\n".join(f"  {code}  {words}" for code, words in PROPERTIES.items())
DESCRIPTION = f"""\
The smaller market after withdrawals, cleared anew: those who confirmed keep their seats, those who
withdrew are gone, everybody else only moves up their own list.

{PROPERTIES_IN_WORDS}

Confirmed seats leave the market with their holders; seats that had flowed in to them are taken off
the pools they came from, and the cap of a fund shrinks by what it pays for already. In a region
the confirmed stay in the market with the one claim that they hold, so that turns do not start anew.
Applicants who come late may push somebody out: then R1 is not claimed, and it is said for how many
it does not hold."""
EPILOG = """\
A list of applicants has one id a line. Who comes late stands in a file of JSON as in a market:
{"applicants": [{"id": "L1", "contracts": [{"id": "L1:main", "claims": [
  {"pool": "G/main", "score": 210}]}]}]}

Example:
  sheber refill market.json result.json --withdrawn gone.txt --confirmed taken.txt \\
    -o next.json --result next-result.json"""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "refill",
        help="clear a market again after withdrawals",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("market", help="the market that was cleared")
    parser.add_argument("result", help="its result; it is checked first")
    parser.add_argument("--withdrawn", metavar="FILE", help="ids of those who withdrew")
    parser.add_argument("--confirmed", metavar="FILE", help="ids of those who keep what they hold")
    parser.add_argument("--late", metavar="FILE", help="applicants who come late")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write the smaller market")
    parser.add_argument("--result", dest="answer", metavar="FILE", help="where to write its result")
    parser.set_defaults(run=run)


@in_words
def run(options: argparse.Namespace) -> int:
    file, result = market_and_result(options.market, options.result)
    found = violations(file, result)
    if found:
        say("The result does not hold, so nothing follows from it:")
        for violation in found:
            say(violation_sentence(violation, file, result.rows))
        return BROKEN
    try:
        round_ = smaller(
            Path(options.market).read_bytes(),
            file,
            lawful_claims(file.market, result.held),
            withdrawn=_ids(options.withdrawn),
            confirmed=_ids(options.confirmed),
            late=_late(options.late),
        )
    except InvalidRound as error:
        raise WrongInput(refusal_sentence(error)) from error
    return _cleared(options, round_)


def _cleared(options: argparse.Namespace, round_: Round) -> int:
    """Clear the smaller market, check R1 and R2, and only then write anything."""
    after = read(options.late or options.market, lambda: read_smaller(round_))
    cleared = solved(after, prove_best=False)
    if cleared is None:
        return BROKEN
    outcome = cleared.outcome
    found = round_violations(round_, after, outcome.held_claim)
    for violation in found:
        say(round_sentence(violation, round_))
    if [one for one in found if one.code != "R1" or not round_.late]:
        say("Nothing was written.")
        return BROKEN
    if options.answer:
        write(options.answer, result_document(after, outcome))
    if options.output:
        write(options.output, round_.document)
    else:
        print(as_json(round_.document))
    held = int((outcome.held_claim >= 0).sum())
    say(f"{held} of {after.market.applicants} applicants of the smaller market hold a contract.")
    say(_checked(round_))
    return GOOD


def _checked(round_: Round) -> str:
    if round_.late:
        return f"R2 was checked; R1 is not claimed, since applicants came late: {round_.late}."
    return "R1 and R2 were checked."


def _ids(path: str | None) -> list[str]:
    return [] if path is None else parsed(path, read_ids)


def _late(path: str | None) -> list[Document]:
    return [] if path is None else parsed(path, _read_late)


def _read_late(text: bytes) -> list[Document]:
    """Applicants in a file of their own. What they hold is read with the smaller market."""
    faults = Faults()
    document = load(text, "a list of applicants", faults)
    faults.refuse()
    reader = Reader(faults)
    top = reader.fields(document, "", ("applicants",)) or {}
    found = [
        fields
        for path, item in reader.items(top, "applicants", "")
        if (fields := reader.fields(item, path, ("id", "contracts")))
    ]
    faults.refuse()
    return found
