"""`sheber projection`: who will be where if a plan is done, from file to file."""

from __future__ import annotations

import argparse
from typing import Any

from sheber.cli.files import WrongInput, as_json, write, write_bytes
from sheber.cli.markets import BROKEN, GOOD, command, in_words, say
from sheber.cli.plan import parsed
from sheber.doors.planning.plan import read_plan, read_problem, violations
from sheber.doors.planning.projection import (
    projection_document,
    projection_of,
    projection_table,
)
from sheber.doors.planning.words import ACCOUNTS, fault_sentence, violation_sentence
from sheber.engine.errors import InvalidProblem, PropertyViolated
from sheber.engine.planning.projection.rows import Projection

WORKFORCE_HELP = """\
Who is at work is counted in the table “workforce” of the problem, one row for each region and
occupation (without it there is no stock, everything else is projected):

{"workforce": [{"region": "KZ-KAR", "occupation": "7212", "year": 2027, "people": 1200,
  "source": "a register of employers", "as_of": "2026-12-31",
  "retire": {"share": "3/100", "source": "assumed", "as_of": "2026-12-31"},
  "leave": {"share": "1/50", "source": "assumed", "as_of": "2026-12-31"}, "join": 10}]}

“year” is the one that begins with these people; “leave” and “join”, in people a year, may be left
out. JSON holds exact fractions as texts, like "34/5"; CSV holds decimal numbers.
See docs/projection.md.
"""

ACCOUNTS_IN_WORDS = "\n".join(f"  {code}  {words}" for code, words in ACCOUNTS.items())


def add_parser(subparsers: Any) -> None:
    parser = command(subparsers, "projection", run, "project who will be where by a plan")
    parser.description = (
        "Project who is in training, graduates, moves and retires if a plan is done, by region,\n"
        "occupation and year. The plan is checked first, and the projection before it is "
        f"written.\n\n{ACCOUNTS_IN_WORDS}"
    )
    parser.epilog = (
        f"{WORKFORCE_HELP}\nExit code 1 if the plan does not hold.\n\nExamples:\n"
        "  sheber projection problem.json plan.json -o projection.json\n"
        "  sheber projection problem.json plan.json -o projection.csv"
    )
    parser.add_argument("problem", help="the problem, a file of format sheber.problem/1")
    parser.add_argument("plan", help="a plan of it, a file of format sheber.plan/1")
    parser.add_argument(
        "-o", "--output", help="where to write: a name that ends in .json or .csv (default: print)"
    )


@in_words
def run(options: argparse.Namespace) -> int:
    """Check the plan, project, write."""
    if options.output and not options.output.endswith((".json", ".csv")):
        raise WrongInput(f"{options.output} ends neither in .json nor in .csv: name it so.")
    file = parsed(options.problem, read_problem)
    stated = parsed(options.plan, read_plan)
    found = violations(file, stated)
    if found:
        say("\n".join(map(violation_sentence, found)))
        say(f"Nothing was projected. Plan again: sheber plan {options.problem} -o {options.plan}")
        return BROKEN
    try:
        projection = projection_of(file, stated)
    except InvalidProblem as error:
        faults: Any = error.facts["faults"]
        raise WrongInput(
            "\n".join([f"{options.problem} is refused:", *map(fault_sentence, faults)])
        ) from error
    except PropertyViolated as error:
        say(violation_sentence(error))
        say("Nothing was written: this is an error of the engine, please report it.")
        return BROKEN
    if options.output and options.output.endswith(".csv"):
        # Spreadsheets are written by a package for which nobody waits who wants none.
        from sheber.kernel.tables import as_csv

        write_bytes(options.output, as_csv(projection_table(projection), ","))
    elif options.output:
        write(options.output, projection_document(file, stated, projection))
    else:
        print(as_json(projection_document(file, stated, projection)))
    say(_summary(projection))
    return GOOD


def _summary(projection: Projection) -> str:
    rows = projection.rows
    totals = {
        name: float(sum(getattr(row, name) for row in rows))
        for name in ("graduates", "stayed", "moved", "not_placed", "asked", "short")
    }
    lines = [
        "Of {graduates:.1f} graduates {stayed:.1f} stay in their region, {moved:.1f} move to "
        "another and {not_placed:.1f} have no line; {asked:.0f} people are asked for, {short:.1f} "
        "of them are short.".format(**totals),
        f"{', '.join(ACCOUNTS)} were checked.",
    ]
    if not any(row.stock for row in rows):
        lines.append("Nobody at work is counted: add the table “workforce” to see stocks.")
    return "\n".join(lines)
