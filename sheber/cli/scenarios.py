"""`sheber scenarios`: how plans fare when the future differs, from file to file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sheber.cli import numbers
from sheber.cli.files import WrongInput, as_json, check_place, write
from sheber.cli.interrupting import ends_at_once
from sheber.cli.markets import BROKEN, GOOD, command, in_words, say
from sheber.cli.plan import parsed
from sheber.doors.planning.ensemble import ensemble_document, read_shocks
from sheber.doors.planning.plan import ProblemFile, read_plan, read_problem, violations
from sheber.doors.planning.words import refusal_lines, violation_sentence
from sheber.engine.errors import Infeasible, PropertyViolated
from sheber.engine.planning.scenarios.cut import Decision, decision_of
from sheber.engine.planning.scenarios.ensemble import Asked, Spread, ensemble, in_turn
from sheber.engine.planning.scenarios.result import Candidate, Ensemble
from sheber.engine.planning.scenarios.trial import Effort

SHOCKS_HELP = """\
What may come differently is a file of format sheber.shocks/1, in TOML or, with the same fields, in
JSON. Every draw follows from its seed; a scenario is the same whoever computes it.

format = "sheber.shocks/1"
seed = 2027

[[factors]]                  # numbers asked, by sector: all lines of a sector move together
id = "orders of a sector"
of = "demand"                # demand, completion, migration or budget
by = "sector"                # demand: all, sector, occupation, region, country, line;
low = 0.7                    #   completion: all, programme, region, country;
likely = 1                   #   migration: all, study, work; budget: all, fund, year
high = 1.2                   # without "likely" every value between the two is as likely
source = "assumed"
as_of = 2026-09-01
only = ["72"]                # may be left out: all groups are meant then

[[openings]]                 # an intake that opens a year later, or takes nobody
id = "late opening"
of = "later"                 # later: paid for as planned, graduates a year later; closed: nobody
by = "institution"           # intake, institution, programme, region or country
chance = 0.05
source = "assumed"
as_of = 2026-09-01

Seats are decided before the scenario is known and never added after. Where a scenario takes money
or an intake away, the dearest seats go first, whole groups at a time. See docs/scenarios.md.
"""

EXAMPLES = """\
Exit codes: 0 good, 1 no plan or a property that does not hold, 2 wrong input.

Examples:
  sheber scenarios problem.json shocks.toml -o ensemble.json
  sheber scenarios problem.json shocks.toml --plan plan.json --workers 2 -o ensemble.json
  sheber scenarios problem.json shocks.toml --scheduler tls://cluster:8786 --authority ca.pem \\
      --certificate me.pem --key me-key.pem -o ensemble.json"""

NAMES = {
    "plan": "the plan given",
    "means": "the plan for the means",
    "average": "the plan for the sample",
}


def add_parser(subparsers: Any) -> None:
    parser = command(subparsers, "scenarios", run, "try plans in hundreds of scenarios")
    parser.description = (
        "Try plans in scenarios: the plan given, the one for the means, one for a sample of the\n"
        "scenarios at once, and those of a few scenarios; unmet demand as ranges, and the plan "
        "that\ndoes best across, beside the plan for the means."
    )
    parser.epilog = f"{SHOCKS_HELP}\n{EXAMPLES}"
    parser.add_argument("problem", help="the problem, a file of format sheber.problem/1")
    parser.add_argument("shocks", help="what may come differently, a file of sheber.shocks/1")
    parser.add_argument("-o", "--output", help="where to write the ensemble (default: print it)")
    parser.add_argument("--plan", help="a plan of the problem that is tried, too")
    counts = (
        ("--scenarios", 200, 1, "how many scenarios (200)"),
        ("--sample", 6, 0, "for how many of them one plan is made; 0 for none (6)"),
        ("--rivals", 4, 0, "how many scenarios' own plans are tried in all of them (4)"),
        ("--nodes", 5, 1, "how far each plan is searched, repeatably (5)"),
    )
    for name, usual, least, words in counts:
        parser.add_argument(name, type=numbers.whole(least), default=usual, metavar="N", help=words)
    parser.add_argument(
        "--own",
        type=numbers.whole(1),
        metavar="N",
        help="how many scenarios get a plan of their own, as if they were known (all)",
    )
    parser.add_argument(
        "--gap", type=numbers.gap, default=0.01, help="how near each best plan (0.01)"
    )
    _add_where(parser)


def _add_where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        type=numbers.whole(0),
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes of this machine; 0 for this one alone (as many as it has cores)",
    )
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a dask cluster")
    for name, words in (
        ("--authority", "certificate of who signed the cluster's, in PEM"),
        ("--certificate", "your certificate, in PEM"),
        ("--key", "its key, in PEM"),
    ):
        parser.add_argument(name, type=Path, metavar="FILE", help=words)


@in_words
def run(options: argparse.Namespace) -> int:
    """Read, try, write."""
    check_place(options.output)
    file = parsed(options.problem, read_problem)
    shocks = parsed(options.shocks, lambda text: read_shocks(text, file))
    effort = Effort(options.gap, options.nodes, options.sample)
    asked = Asked(options.scenarios, options.own, effort, options.rivals)
    try:
        plan = _plan(options.plan, file)
        with _spread(options) as spread:
            found = ensemble(
                file.problem, shocks, asked, plan=plan, spread=spread, told=_told(sys.stderr)
            )
    except Infeasible as refusal:
        say("\n".join(refusal_lines(refusal)))
        return BROKEN
    except PropertyViolated as error:
        say(violation_sentence(error))
        say("Nothing was written.")
        return BROKEN
    document = ensemble_document(file, shocks, asked, found)
    if options.output:
        write(options.output, document)
    else:
        print(as_json(document))
    say(summary(found))
    return GOOD


def _plan(path: str | None, file: ProblemFile) -> Decision | None:
    """What a plan file decides, if it is a plan of the problem; PropertyViolated if not."""
    if path is None:
        return None
    stated = parsed(path, read_plan)
    for violation in violations(file, stated):
        raise violation
    return decision_of(stated.plan)


@contextmanager
def _spread(options: argparse.Namespace) -> Iterator[Spread]:
    """Who does the work: this process, processes of this machine, or those of a scheduler."""
    if options.workers == 0 and not options.scheduler:
        with ends_at_once():
            yield in_turn
        return
    # Whoever tries scenarios in one process does not wait for the library that spreads them.
    from sheber.kernel.workers import NoWorkers, Where, workers

    try:
        with workers(Where(options.workers, options.scheduler, _certificates(options))) as found:
            yield found.spread
    except NoWorkers as error:
        raise WrongInput(WORKERS[error.code].format(**error.facts)) from error


WORKERS = {
    "no_scheduler": "No scheduler answers at {address}: start one, or leave --scheduler out.",
    "no_address": "{address} is no address: write it like tcp://127.0.0.1:8786 or tls://host:8786.",
    "open_address": "{address} is another machine, and work is code: reach it by tls:// with "
    "--authority, --certificate and --key.",
    "no_certificates": "{address} needs --authority, --certificate and --key.",
    "worker_killed_too_often": "A piece of the work was lost with its process more than {times} "
    "times: give the processes more memory, or take fewer of them.",
}


def _certificates(options: argparse.Namespace) -> Any:
    from sheber.kernel.workers import Certificates

    files = (options.authority, options.certificate, options.key)
    if not any(files):
        return None
    if not all(files):
        raise WrongInput("--authority, --certificate and --key belong together: give all three.")
    for path in files:
        if not path.is_file():
            raise WrongInput(f"{path} cannot be read: there is no such file.")
    return Certificates(*files)


def _told(stream: Any) -> Any:
    """On a screen, a line that says how far it is."""

    def told(stage: str, done: int, of: int) -> None:
        if stream.isatty():
            ending = "\n" if done == of else ""
            print(f"\r{stage} {done} of {of}", end=ending, file=stream, flush=True)

    return told


def summary(found: Ensemble) -> str:
    """What an ensemble says, for the screen."""
    heads = ("promised", "mean", "worst", "worst regret", "seats lost")
    lines = [
        f"{len(found.scenarios)} scenarios; unmet demand, weighted:",
        f"  {'':<26}{''.join(f'{head:>14}' for head in heads)}",
    ]
    lines += [
        f"  {_named(one):<26}{one.promise:>14.1f}{one.mean:>14.1f}{one.worst:>14.1f}"
        f"{one.regret:>14.1f}{one.lost:>14.1f}"
        for one in found.candidates
    ]
    by_name = {one.name: _named(one) for one in found.candidates}
    lines.append(
        f"Best mean: {by_name[found.best_mean]}. Smallest worst regret: "
        f"{by_name[found.least_regret]}. Both are the best of the {len(found.candidates)} plans "
        "tried, not of all plans."
    )
    if found.sample:
        lines.append(
            f"Over the first {found.sample.size} scenarios no plan that keeps every row has a mean "
            f"below {found.sample.bound:.1f}; the plan made for them has {found.sample.mean:.1f}."
        )
    lines += [
        f"Unmet people with {by_name[one.plan]}: {one.promised:.1f} of {one.asked} promised; "
        f"{one.low:.1f} to {one.high:.1f} in nine of ten scenarios, {one.worst:.1f} in the worst."
        for one in found.ranges
        if one.of == "all"
    ]
    without = sum(one.value is None for one in found.scenarios)
    if without:
        lines.append(
            f"In {without} scenarios no plan keeps every row; the plans tried still count."
        )
    return "\n".join(lines)


def _named(one: Candidate) -> str:
    return NAMES.get(one.name, f"the plan for {one.name}")
