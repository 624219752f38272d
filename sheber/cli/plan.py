"""`sheber plan`, and the check of a plan: seat planning from file to file, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sheber.cli import numbers
from sheber.cli.files import WrongInput, as_json, check_place, write
from sheber.cli.interrupting import ends_at_once
from sheber.doors.faults import LIMIT
from sheber.doors.planning.plan import (
    ProblemFile,
    plan_document,
    read_plan,
    read_problem,
    violations,
)
from sheber.doors.planning.words import (
    PROPERTIES,
    fault_sentence,
    lever_words,
    reason_sentence,
    refusal_lines,
    violation_sentence,
)
from sheber.engine.errors import Infeasible, InvalidProblem, PropertyViolated
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.prices import Price, prices
from sheber.engine.planning.reasons import Reason, reasons
from sheber.engine.planning.solve import solve
from sheber.engine.planning.steps import Steps

GOOD, BROKEN, WRONG_INPUT = 0, 1, 2

PRICE_GAP = 0.002
"""Prices are differences, so they are searched closer than the plan itself."""

MOST_DIGITS = 15
"""A step in minor units of money may be long, and still is a whole number to every reader."""

Parsed = TypeVar("Parsed")

PROBLEM_HELP = """\
A problem is JSON of format sheber.problem/1. The smallest one worth planning:

{"format": "sheber.problem/1",
 "regions": [{"id": "KZ-KAR", "country": "KZ"}],
 "currencies": ["KZT"],
 "funds": [{"id": "KZ-state", "currency": "KZT"}],
 "budgets": [{"fund": "KZ-state", "year": 2027, "amount": 9000000000}],
 "programmes": [{"id": "welding", "occupations": ["7212"]}],
 "intakes": [{"id": "Demo college 7/welding/2027", "programme": "welding",
   "institution": "Demo college 7", "region": "KZ-KAR", "year": 2027, "duration": 2,
   "group_size": 25, "minimum_group": 20, "maximum_groups": 4,
   "completion": {"share": "4/5", "source": "assumed", "as_of": "2026-09-01"},
   "costs": [{"currency": "KZT", "amount": 60000000}],
   "uses": [{"resource": "beds", "per": "person", "amount": "1/2"}]}],
 "resources": [{"kind": "beds", "institution": "Demo college 7", "year": 2027, "amount": 30},
               {"kind": "beds", "institution": "Demo college 7", "year": 2028, "amount": 30}],
 "lines": [{"id": "L1", "region": "KZ-KAR", "occupation": "7212", "year": 2029, "number": 60}]}

Also known: resources, pipeline, propensity, shares, balances, overrides, previous, workforce
(for sheber projection). Amounts of money are whole minor units; shares are "4/5" or 0.8. See
docs/planning-files.md.
"""


def add_parser(subparsers: Any) -> None:
    plan = _command(subparsers, "plan", run_plan, "plan seats for lines of demand")
    plan.description = (
        "Plan seats: how many, where, from which fund. The plan is checked before it is "
        "written.\n\n"
        f"{PROPERTIES_IN_WORDS}"
    )
    plan.epilog = (
        f"{PROBLEM_HELP}\nExit code 1 if there is no plan; a smallest set of rows that clash is "
        "named.\n\nExample:\n  sheber plan problem.json -o plan.json"
    )
    plan.add_argument("problem", help="the problem, a file of format sheber.problem/1")
    plan.add_argument("-o", "--output", help="where to write the plan (default: print it)")
    plan.add_argument(
        "--gap", type=numbers.gap, default=0.01, help="how near the best each stage must be (0.01)"
    )
    plan.add_argument(
        "--nodes",
        type=numbers.whole(1),
        default=20,
        help="how far each stage is searched, repeatably (20)",
    )
    plan.add_argument(
        "--time-limit",
        type=numbers.seconds,
        metavar="SECONDS",
        help="stop searching, and pricing after as long again; not repeatable",
    )
    plan.add_argument(
        "--prices", type=numbers.whole(1), default=0, metavar="N", help="price up to N things"
    )
    plan.add_argument(
        "--step",
        action="append",
        type=_step,
        default=[],
        metavar="KIND=N",
        help="by how much to raise groups, money (minor units) or a resource when pricing "
        "(default: 1 group, and what one more group takes)",
    )


PROPERTIES_IN_WORDS = "\n".join(f"  {code}  {words}" for code, words in PROPERTIES.items())


def _command(
    subparsers: Any, name: str, run: Callable[[argparse.Namespace], int], words: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name, help=words, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run)
    return parser


def _step(text: str) -> tuple[str, int]:
    kind, _, number = text.partition("=")
    step = int(number) if number.isdecimal() and len(number) <= MOST_DIGITS else 0
    if not kind or step < 1:
        raise argparse.ArgumentTypeError("write KIND=N, for instance beds=25")
    return kind, step


def run_plan(options: argparse.Namespace) -> int:
    """Plan, price, explain and write."""
    try:
        check_place(options.output)
        file = parsed(options.problem, read_problem)
        steps = _steps(file, dict(options.step))
        with ends_at_once():
            plan = solve(
                file.problem, gap=options.gap, nodes=options.nodes, time_limit=options.time_limit
            )
            found = _prices(file, plan, steps, options)
        told = reasons(file.problem, plan)
        document = plan_document(file, plan, found, told)
        if options.output:
            write(options.output, document)
        else:
            print(as_json(document))
    except WrongInput as error:
        _say(str(error))
        return WRONG_INPUT
    except Infeasible as refusal:
        _say("\n".join(refusal_lines(refusal)))
        return BROKEN
    except PropertyViolated as error:
        _say(violation_sentence(error))
        _say("No plan was written: this is an error of the engine, please report it.")
        return BROKEN
    _say(_summary(file, plan, found, told, options.gap))
    return GOOD


def check(problem: str, answer: str) -> int:
    """Check a plan file against its problem file, both given by their paths."""
    try:
        file = parsed(problem, read_problem)
        stated = parsed(answer, read_plan)
    except WrongInput as error:
        _say(str(error))
        return WRONG_INPUT
    found = violations(file, stated)
    for violation in found:
        print(violation_sentence(violation))
    if found:
        return BROKEN
    print(f"The plan holds: {', '.join(PROPERTIES)}.")
    return GOOD


def _steps(file: ProblemFile, given: dict[str, int]) -> Steps:
    """The steps asked for; a resource must be one that some institution states."""
    standard = Steps()
    known = ["groups", "money", *sorted({row.kind for row in file.problem.resources})]
    for kind in given:
        if kind not in known:
            raise WrongInput(
                f"--step {kind}: nothing of this kind can be raised here, only: {', '.join(known)}."
            )
    return Steps(
        groups=given.pop("groups", standard.groups),
        money=given.pop("money", standard.money),
        resources={**standard.resources, **given},
    )


def _prices(
    file: ProblemFile, plan: Plan, steps: Steps, options: argparse.Namespace
) -> tuple[Price, ...]:
    if options.prices < 1:
        return ()
    gap = min(options.gap, PRICE_GAP)
    return prices(
        file.problem,
        plan,
        most=options.prices,
        steps=steps,
        gap=gap,
        nodes=options.nodes,
        seconds=options.time_limit,
    )


def parsed(path: str, read: Callable[[bytes], Parsed]) -> Parsed:
    """What a door reads in a file; WrongInput with every fault."""
    try:
        return read(Path(path).read_bytes())
    except OSError as error:
        raise WrongInput(f"{path} cannot be read: {error.strerror}.") from error
    except InvalidProblem as error:
        faults: Any = error.facts["faults"]
        named = [f"  {fault_sentence(fault)}" for fault in faults]
        if len(named) == LIMIT:
            named.append(f"  The first {LIMIT} faults are shown; there may be more.")
        raise WrongInput("\n".join([f"{path} is refused:", *named])) from error


def _summary(
    file: ProblemFile,
    plan: Plan,
    found: tuple[Price, ...],
    told: tuple[Reason, ...],
    asked_gap: float,
) -> str:
    asked = sum(line.number for line in file.problem.lines)
    met = asked - sum(row.people for row in plan.unmet)
    seats = sum(row.number for row in plan.seats)
    gap = plan.stages[0].gap
    proof = "proven best" if gap == 0 else f"proven within {gap:.2%} of the best"
    lines = [
        f"{seats} seats; {met:.1f} of {asked} people asked for are expected; {proof}.",
        f"{', '.join(PROPERTIES)} were checked.",
    ]
    short = [stage.name for stage in plan.stages if stage.gap > asked_gap]
    if short:
        lines.append(
            f"A limit ended the search: {', '.join(short)} not proven within {asked_gap:.2%}. "
            "This is the best plan in hand; allow more with --nodes or --time-limit."
        )
    lines += [
        f"  {reason.line} lacks {reason.people:.1f}: {reason_sentence(reason.code, reason.facts)}"
        for reason in told[:10]
    ]
    if len(told) > 10:
        lines.append(f"  … and {len(told) - 10} more lines, in the plan.")
    lines += [
        f"  {p.step} more {lever_words(p.lever.family, p.lever.key)}: {p.gain:.1f} fewer unmet "
        f"(weighted), proven {p.at_least:.1f} to {p.at_most:.1f}"
        for p in found
    ]
    return "\n".join(lines)


def _say(words: str) -> None:
    print(words, file=sys.stderr)
