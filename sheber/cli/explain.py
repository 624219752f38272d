"""`sheber explain`: why an applicant holds what they hold, and why seats stay empty."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sheber.cli.files import WrongInput, as_json
from sheber.cli.markets import BROKEN, GOOD, command, in_words, market_and_result, read, say
from sheber.doors.clearing.explanation import explanation, explanation_text
from sheber.doors.clearing.explanation import in_words as explained
from sheber.doors.clearing.explanation_words import LANGUAGES
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.result import violations
from sheber.doors.clearing.vacancies import vacancies_document, vacancies_text, without_people
from sheber.doors.clearing.viability import final
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import sentence
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import lawful_claims
from sheber.engine.clearing.market import Held
from sheber.engine.errors import Fault, PropertyViolated

Read = tuple[MarketFile, Held, list[PropertyViolated], list[tuple[str, str, str]]]
"""A market, who holds what in it, what does not hold, and the result's own rows."""


def add_parser(subparsers: Any) -> None:
    parser = command(subparsers, "explain", run, "why somebody holds what they hold")
    parser.description = (
        "For each contract ranked above the held one: the pool that came nearest, the own score,\n"
        "the last admitted, what decided, and how many places were short (at most). Or, for seats\n"
        "that stay empty, how many ranked them and what those hold instead."
    )
    parser.epilog = (
        "Examples:\n"
        "  sheber explain market.json result.json --applicant A1 --language kk\n"
        "  sheber explain market.json result.json --empty-seats --pool G/target"
    )
    parser.add_argument("market", help="the market that was cleared: a file or a folder")
    parser.add_argument("result", help="its result, of the same kind; it is checked first")
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--applicant", metavar="ID", help="the applicant's id")
    asked.add_argument("--empty-seats", action="store_true", help="why seats stay empty")
    parser.add_argument("--pool", metavar="ID", help="the empty seats of this pool only")
    parser.add_argument("--totals", action="store_true", help="empty seats without anybody's id")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="en", help="of the text")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


@in_words
def run(options: argparse.Namespace) -> int:
    taken = _folders if Path(options.market).is_dir() else _files
    file, held, found, rows = taken(options)
    _refuse_unknown(options, file)
    if found:
        say("The result does not hold, so there is nothing to explain:")
        for violation in found:
            say(violation_sentence(violation, file, rows))
        return BROKEN
    certificate = certify(file.market, lawful_claims(file.market, held))
    print(_told(options, file, certificate))
    return GOOD


def _files(options: argparse.Namespace) -> Read:
    file, result = market_and_result(options.market, options.result)
    return file, result.held, violations(file, result), result.rows


def _folders(options: argparse.Namespace) -> Read:
    # Columns are read by PyArrow, which whoever has a file never waits for.
    from sheber.cli.folders import whole_folder
    from sheber.doors.clearing.bulk.result import read_result, result_violations

    folder = whole_folder(options.market)
    result = read(options.result, lambda: read_result(Path(options.result), folder))
    found = result_violations(folder, result)
    return final(folder.file, result.closings), result.held, found, []


def _refuse_unknown(options: argparse.Namespace, file: MarketFile) -> None:
    if options.pool and not options.empty_seats:
        raise WrongInput("--pool goes with --empty-seats: leave it out, or ask for empty seats.")
    if options.applicant and options.applicant not in file.names.applicants:
        raise WrongInput(sentence(Fault("unknown_applicant", {"id": options.applicant})))
    if options.pool and options.pool not in file.names.pools:
        raise WrongInput(sentence(Fault("unknown_id", {"kind": "pool", "id": options.pool})))


def _told(options: argparse.Namespace, file: MarketFile, certificate: Certificate) -> str:
    if options.empty_seats:
        told = vacancies_document(file, certificate, options.pool)
        told = without_people(told) if options.totals else told
        return as_json(told) if options.json else vacancies_text(told, options.language)
    told = explanation(file, certificate, file.names.applicants.index(options.applicant))
    if options.json:
        return as_json(explained(told, options.language))
    return explanation_text(told, options.language)
