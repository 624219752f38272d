"""`sheber trace`: follow a job back to the employer's line, or a line to its people."""

import argparse
import sys

from sheber.cli import site

HELP = "follow a job back to the line of demand that asked for it, or a line to its people"
EPILOG = """examples:
  sheber trace --any-employment --database var/demo-small.sqlite3
  sheber trace employment:3 --database var/demo-small.sqlite3
  sheber trace line:1 --database var/demo-small.sqlite3

People are shown as pseudonyms. The last line says whether the log's hash chain holds."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "trace",
        help=HELP,
        description=HELP,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("reference", nargs="?", metavar="ID", help="employment:N or line:N")
    parser.add_argument("--any-employment", action="store_true", help="take any confirmed job")
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if bool(options.reference) == options.any_employment:
        print("sheber trace: name an ID or give --any-employment, one of the two.", file=sys.stderr)
        return 2
    site.use_database(options.database, must_exist=True)
    site.bring_up_to_date()
    from sheber.demand.models import Line
    from sheber.flows import begin, trace
    from sheber.kernel.refusals import Refused

    try:
        row = trace.any_employment() if options.any_employment else trace.find(options.reference)
        if isinstance(row, Line):
            line = trace.forward(row, whole_chain=True, actor=begin.INSTALLER)
            _print_line(line)
            chain = line.chain
        else:
            job = trace.back(row, whole_chain=True, actor=begin.INSTALLER)
            _print_trace(job)
            chain = job.chain
    except Refused as refusal:
        print(f"sheber trace: {refusal}", file=sys.stderr)
        return 2
    return 0 if _print_chain(chain) else 1


def _print_line(found) -> None:
    _print_steps(found.line)
    for person in found.people:
        print(f"\nPerson {person.person}")
        _print_steps(person.steps)


def _print_trace(found) -> None:
    from sheber.outcomes.enums import NoLine

    print(f"Person {found.person}")
    if found.no_line:
        print(f"No line of demand: {NoLine(found.no_line).label}")
    _print_steps(found.steps)


def _print_steps(steps) -> None:
    from sheber.flows.telling import history, words
    from sheber.flows.telling.describe import described

    told = iter(history.lines([one for step in steps for one in step.events], reasons=True))
    for step in steps:
        print(
            f"\n{words.subject(step.subject)}  {described(step.row)}  ({step.subject}:{step.key})"
        )
        for _event in step.events:
            _print_event(next(told))


def _print_event(line) -> None:
    """When, what, who and for whom; then why, and the facts, if there are any."""
    who = f"{line.who}, {line.organisation.name}" if line.organisation else line.who
    move = f" → {line.after}" if line.after and line.after != line.act else ""
    print(f"  {line.at:%Y-%m-%d %H:%M}  {line.act}{move}  ·  {who}")
    facts = "  ".join(f"{key}={value}" for key, value in line.facts if value)
    for more in filter(None, (line.reason and f"why: {line.reason}", facts)):
        print(f"                    {more}")


def _print_chain(chain) -> bool:
    if not chain.holds:
        print(f"\nThe chain is broken at seal {chain.broken}.", file=sys.stderr)
        return False
    print(
        f"\nThe chain holds: {chain.events} events in {chain.seals} seals, "
        f"{chain.unsealed} not yet sealed."
    )
    return True
