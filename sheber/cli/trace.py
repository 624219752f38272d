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
        print()
        print(f"{person.person}")
        _print_steps(person.steps)


def _print_trace(found) -> None:
    print(f"Person {found.person}")
    if found.no_line:
        print(f"No line of demand: {found.no_line}")
    _print_steps(found.steps)


def _print_steps(steps) -> None:
    for step in steps:
        print(f"\n{step.subject}:{step.key}  {step.row}")
        for event in step.events:
            print(f"  {_line(event)}".rstrip())


def _line(event) -> str:
    move = f"{event.from_state} → {event.to_state}" if event.to_state else ""
    actor = f"{event.actor} for organisation:{event.organisation}".removesuffix(
        " for organisation:"
    )
    facts = " ".join(f"{key}={value}" for key, value in event.facts.items())
    return f"{event.at:%Y-%m-%d %H:%M}  {event.verb:<38} {move:<24} {actor}  {facts}"


def _print_chain(chain) -> bool:
    if not chain.holds:
        print(f"\nThe chain is broken at seal {chain.broken}.", file=sys.stderr)
        return False
    print(
        f"\nThe chain holds: {chain.events} events in {chain.seals} seals, "
        f"{chain.unsealed} not yet sealed."
    )
    return True
