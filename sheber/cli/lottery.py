"""`sheber lottery`: commit to a secret and a list, verify a draw, rank; without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sheber.cli.files import WrongInput, secret_in
from sheber.cli.markets import BROKEN, GOOD, Run, in_words, parsed
from sheber.doors.clearing.lottery import (
    DrawFile,
    draw_sentence,
    draw_violations,
    read_draw,
    read_ids,
    refusal_sentence,
)
from sheber.engine.clearing.lottery import (
    PROPERTIES,
    commitment,
    digest_of,
    list_sha256,
    lottery_ranks,
)
from sheber.engine.errors import InvalidDraw

PROPERTIES_IN_WORDS = "\n".join(f"  {code}  {words}" for code, words in PROPERTIES.items())
DESCRIPTION = f"""\
The public lottery that settles ties: two parties commit, then reveal, and anyone recomputes it.

A party commits to SHA-256 of a secret of 32 bytes and to the hash of the list of ids. The seed
is SHA-256 of the secrets, joined in the stated order. An id stands where SHA-256 of the seed's
bytes followed by the id puts it; 1 is best.

{PROPERTIES_IN_WORDS}"""
EPILOG = """\
Examples:
  sheber lottery commit ids.txt --secret secret.hex
  sheber lottery verify draw.json --ids ids.txt
  sheber lottery rank ids.txt --draw draw.json --id A1
  sheber lottery rank ids.txt --seed 00ff"""


def add_parser(subparsers: Any) -> None:
    lottery = subparsers.add_parser(
        "lottery",
        help="commit to a lottery, verify it, rank by it",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = lottery.add_subparsers(title="acts", metavar="ACT", required=True)
    commit = _act(acts, "commit", run_commit, "make a secret, and say what to publish of it")
    commit.add_argument("ids", metavar="IDS", help="the list of ids, one a line")
    commit.add_argument(
        "--secret",
        required=True,
        metavar="FILE",
        help="the file of the secret: made if it is not there, else read; keep it to yourself",
    )
    verify = _act(acts, "verify", run_verify, "check a draw that was published")
    verify.add_argument("draw", metavar="DRAW", help="the draw, a file of format sheber.lottery/1")
    verify.add_argument("--ids", metavar="FILE", help="also check that it was drawn for this list")
    rank = _act(acts, "rank", run_rank, "the place of every id, or of one")
    rank.add_argument("ids", metavar="IDS", help="the list of ids, one a line")
    by = rank.add_mutually_exclusive_group(required=True)
    by.add_argument("--draw", metavar="DRAW", help="the draw; it is verified first")
    by.add_argument("--seed", metavar="HEX", help="the seed alone, in hexadecimal digits")
    rank.add_argument("--id", metavar="ID", help="only this id, with its digest")


def _act(acts: Any, name: str, run: Run, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = acts.add_parser(
        name, help=words, description=words[0].upper() + words[1:] + "."
    )
    parser.set_defaults(run=run)
    return parser


@in_words
def run_commit(options: argparse.Namespace) -> int:
    ids = _ids(options.ids)
    hashed = _list_hash(ids)
    path = Path(options.secret)
    secret = secret_in(path)
    print(f"commitment {commitment(secret)}\nlist {hashed} ({len(ids)} ids)")
    print(
        f"Publish both. Keep {path} to yourself until every party has committed.", file=sys.stderr
    )
    return GOOD


@in_words
def run_verify(options: argparse.Namespace) -> int:
    draw = parsed(options.draw, read_draw)
    if _told(draw, None if options.ids is None else _ids(options.ids)):
        return BROKEN
    print(f"The draw holds: {', '.join(PROPERTIES)}. Its seed is {draw.seed.hex()}.")
    return GOOD


@in_words
def run_rank(options: argparse.Namespace) -> int:
    ids = _ids(options.ids)
    _list_hash(ids)
    if options.id is not None and options.id not in ids:
        raise WrongInput(f"“{options.id}” does not stand in {options.ids}.")
    if options.draw is None:
        seed = _seed(options.seed)
    else:
        draw = parsed(options.draw, read_draw)
        if _told(draw, ids):
            return BROKEN
        seed = draw.seed
    for place, name in sorted(zip(lottery_ranks(seed, ids).tolist(), ids, strict=True)):
        if options.id is None:
            print(f"{place}\t{name}")
        elif name == options.id:
            print(f"{name} is number {place} of {len(ids)}: {digest_of(seed, name).hex()}")
    return GOOD


def _told(draw: DrawFile, ids: Sequence[str] | None) -> bool:
    """Whether something of a draw does not hold; then it is printed."""
    if ids is not None:
        _list_hash(ids)
    found = draw_violations(draw, ids)
    for violation in found:
        print(draw_sentence(violation, draw))
    return bool(found)


def _ids(path: str) -> list[str]:
    return parsed(path, read_ids)


def _list_hash(ids: Sequence[str]) -> str:
    try:
        return list_sha256(ids)
    except InvalidDraw as error:
        raise WrongInput(refusal_sentence(error)) from error


def _seed(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise WrongInput(
            "The seed is hexadecimal: digits 0–9 and a–f, an even number of them."
        ) from error
