"""`sheber init`: an empty database of your own, ready for your own data."""

import argparse
import re
import secrets
import sys
from datetime import UTC, datetime

from sheber.cli import site

HELP = "prepare an empty database with the registry, the rule packs and a first administrator"
EPILOG = """example:
  sheber init --database ours.sqlite3 --administrator aigul
  sheber serve --database ours.sqlite3

The password is shown once; change it after the first sign-in."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "init",
        help=HELP,
        description=HELP,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    parser.add_argument("--administrator", metavar="NAME", type=_user_name, default="administrator")
    parser.set_defaults(run=run)


def _user_name(text: str) -> str:
    """A name to sign in with, as a person can type it on any keyboard."""
    if not re.fullmatch(r"[\w.@+-]+", text):
        raise argparse.ArgumentTypeError("a name to sign in with has letters, digits and . @ + - _")
    return text


def _how_to_serve(address: str | None) -> str:
    return f"{sys.argv[0]} serve --database {address}" if address else "make run"


def run(options: argparse.Namespace) -> int:
    site.use_database(options.database)
    site.bring_up_to_date()
    from sheber.flows import begin
    from sheber.kernel.refusals import Refused

    password = secrets.token_urlsafe(12)
    try:
        begin.real(options.administrator, password, now=datetime.now(UTC))
    except Refused as refusal:
        print(f"sheber init: {refusal}", file=sys.stderr)
        return 2
    print(f"The database is ready. Sign in as {options.administrator} with the password:")
    print(f"  {password}")
    print(f"It is shown only now. Start the site with:  {_how_to_serve(options.database)}")
    return 0
