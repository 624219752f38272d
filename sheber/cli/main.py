"""The `sheber` command: one module of this folder for each family of subcommands.

A module has `add_parser(subparsers)`, which adds its subcommands and sets `run` on each to a
function from parsed arguments to an exit code. It is imported only when one of its subcommands
is called, or help is asked for. Subcommands that need Django call `django.setup()` inside `run`.

Exit codes: 0 good, 1 a property does not hold, 2 wrong input or usage.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper

from sheber.cli.site import Unusable

MODULE_OF = {
    "demo": "demo",
    "init": "init",
    "serve": "serve",
    "work": "work",
    "calendar": "calendar",
    "trace": "trace",
    "lint": "lint",
    "clear": "clearing",
    "check": "check",
    "convert": "folders",
    "explain": "explain",
    "refill": "refill",
    "lottery": "lottery",
    "what-if": "what_if",
    "plan": "plan",
    "check-plan": "check_plan",
    "projection": "projection",
    "scenarios": "scenarios",
    "exchange": "exchange",
    "lab": "lab",
    "manage": "manage",
}
"""Subcommand → module, in the order of the help."""

DESCRIPTION = """\
Sheber runs a joint technical-training programme, from an employer's demand to a confirmed job.

Try the demo, made of invented organisations and people:
  sheber demo --size small
  sheber trace --any-employment --database var/demo-small.sqlite3

Try, without any database:
  sheber clear market.json -o result.json
  sheber check market.json result.json
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a narrow terminal is no failure
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = build_parser(words)
    if not words:
        parser.print_help(sys.stderr)
        return 2
    parsed = parser.parse_args(words)
    try:
        code = int(parsed.run(parsed))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except Unusable as unusable:
        print(f"sheber {words[0]}: {unusable}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away, as `| head` does
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"sheber {words[0]}: the output cannot be written: {error.strerror}", file=sys.stderr)
        _forget_output()
        return 2
    except KeyboardInterrupt:
        return 130


def _forget_output() -> None:
    """What waits to be printed goes nowhere, so that nobody fails over it once more at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def build_parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sheber",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="sheber COMMAND --help explains a command with an example.",
    )
    parser.add_argument("--version", action="version", version=f"sheber {version('sheber')}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in _modules(words):
        import_module(f"sheber.cli.{module}").add_parser(subparsers)
    return parser


def _modules(words: Sequence[str]) -> list[str]:
    """The module of the subcommand that was named; all of them for help and for mistakes."""
    if words and words[0] in MODULE_OF:
        return [MODULE_OF[words[0]]]
    return list(dict.fromkeys(MODULE_OF.values()))


if __name__ == "__main__":
    sys.exit(main())
