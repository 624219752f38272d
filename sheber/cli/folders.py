"""`sheber lint`, `clear` and `check` of a market folder; `sheber convert`: Parquet beside JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from sheber.cli.files import WrongInput
from sheber.cli.markets import (
    BROKEN,
    GOOD,
    WRONG_INPUT,
    also_columns,
    in_words,
    read,
    say,
    solved,
    summary,
    what_holds,
)
from sheber.cli.public import also_public
from sheber.doors.clearing.bulk.claims import reasons
from sheber.doors.clearing.bulk.convert import write_market
from sheber.doors.clearing.bulk.market import CLAIMS, Folder, read_folder
from sheber.doors.clearing.bulk.result import (
    ASIDE,
    read_result,
    result_violations,
    write_aside,
    write_result,
)
from sheber.doors.clearing.coverage_words import coverage_text
from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.market_reading import FORMAT
from sheber.doors.clearing.viability import closing_documents, closings_in_words
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import Faults
from sheber.doors.fields import load
from sheber.engine.clearing.lint import lint


def add_parser(subparsers: Any) -> None:
    convert = subparsers.add_parser(
        "convert",
        help="write a market as a folder of columns",
        description="Write a market in JSON as a folder: market.json without the applicants, and\n"
        "claims.parquet with one row a claim. Made for markets too large for one text.",
        epilog="Example:\n  sheber convert market.json -o market/\n"
        "  sheber clear market/ -o result/",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    convert.add_argument("market", help="the market, a file of format sheber.market/1")
    convert.add_argument("-o", "--output", required=True, help="the folder to write")
    convert.set_defaults(run=run_convert)


@in_words
def run_convert(options: argparse.Namespace) -> int:
    path = Path(options.market)
    file = read(options.market, lambda: read_market(path.read_bytes()))
    document: Any = load(path.read_bytes(), FORMAT, Faults())
    written(options.output, lambda: write_market(document, file, Path(options.output)))
    say(f"{options.output} has {file.market.claims} claims of {file.market.applicants} applicants.")
    return GOOD


def clear(options: argparse.Namespace) -> int:
    """Clear a market folder into a result folder."""
    if not options.output or options.certificate:
        raise WrongInput(
            "A folder is cleared into a folder, which holds the certificate too:\n"
            f"  sheber clear {options.market} -o result/"
        )
    folder = read(options.market, lambda: read_folder(Path(options.market)))
    target = Path(options.output)
    if folder.aside is not None:
        written(options.output, lambda: write_aside(folder, target))
        say(_aside_in_words(folder, target / ASIDE))
        if not options.without_bad_rows:
            raise WrongInput(
                "Nothing was cleared. Mend the rows, or go on without them: --without-bad-rows"
            )
    cleared = solved(folder.file, prove_best=options.prove_best)
    if cleared is None:
        return BROKEN
    folder, outcome = replace(folder, file=cleared.file), cleared.outcome
    closings = closing_documents(cleared)
    written(options.output, lambda: write_result(folder, outcome, target, closings))
    also_columns(options, folder.file, outcome)
    also_public(options, folder.file, outcome)
    say(closings_in_words(cleared) + summary(folder.file, outcome))
    return GOOD


def check(options: argparse.Namespace) -> int:
    """Check a result folder against its market folder."""
    folder = read(options.asked, lambda: read_folder(Path(options.asked)))
    result = read(options.answer, lambda: read_result(Path(options.answer), folder))
    found = result_violations(folder, result, prove_best=options.prove_best)
    for violation in found:
        print(violation_sentence(violation, folder.file, []))
    if found:
        return BROKEN
    print(what_holds(options.prove_best))
    return GOOD


def lint_folder(options: argparse.Namespace) -> int:
    """Say which theorem covers a market folder; its wrong rows are counted and passed over."""
    folder = read(options.market, lambda: read_folder(Path(options.market)))
    coverage = lint(folder.market, may_close=bool(len(folder.file.minimum)))
    print(coverage_text(folder.market, coverage))
    if folder.aside is None:
        return GOOD
    say("\n".join([f"Without the wrong rows of {CLAIMS}:", *_reasons(folder.aside)]))
    return WRONG_INPUT


def whole_folder(path: str) -> Folder:
    """A market folder without a row that was kept aside; WrongInput with what is wrong."""
    folder = read(path, lambda: read_folder(Path(path)))
    if folder.aside is not None:
        told = [f"{path} has rows that are wrong; mend them first:", *_reasons(folder.aside)]
        raise WrongInput("\n".join(told))
    return folder


def written(path: str, write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        raise WrongInput(f"{path} cannot be written: {error.strerror}.") from error


def _aside_in_words(folder: Folder, path: Path) -> str:
    assert folder.aside is not None  # noqa: S101  (asked before)
    head = f"Wrong rows of {CLAIMS}, kept aside in {path}: {folder.aside.num_rows}."
    return "\n".join([head, *_reasons(folder.aside)])


def _reasons(aside: pa.Table) -> list[str]:
    """How many rows are wrong for which reason, and the first of them."""
    return [
        f"  {number}, the first in row {first}: {words}." for words, number, first in reasons(aside)
    ]
