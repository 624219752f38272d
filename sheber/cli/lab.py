"""`sheber lab`: what fills empty target seats, on an own campaign or on a stated example."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import sheber
from sheber.cli.files import WrongInput, as_json, write
from sheber.doors.lab.study import (
    AssumptionsFile,
    Sensitivity,
    Study,
    read_assumptions,
    study_document,
)
from sheber.doors.lab.words import sentences
from sheber.engine.clearing.solve import ENGINE
from sheber.engine.errors import InvalidAssumption
from sheber.engine.lab.policy import BOTH, HOME, NOWHERE, ONE, SEVERAL, Policy
from sheber.engine.lab.study import (
    Bent,
    Each,
    Made,
    Scenario,
    calibrated,
    cases,
    compare,
    every_policy,
)

GOOD, WRONG_INPUT = 0, 2

Done = TypeVar("Done")

EXAMPLES = Path(sheber.__file__).resolve().parent.parent / "seeds" / "lab"

CALIBRATION_SEEDS = 3
"""The free parameter is found on so many of the draws: at full size they hardly differ."""

HELP = "what fills empty target seats: policies compared on whole markets"
DESCRIPTION = """\
Measure how many target seats fill when applicants may rank several offers, when applicants of
both countries may claim, and when unfilled seats flow on under one rule or another.

Without --example the market is that of your own campaign, as its clearing has it: nothing is
invented, and only the lottery is drawn again for each seed. With --example the market is made
from a stated file of assumptions, calibrated so that the base fills as many seats as were filled.
"""
EPILOG = """examples:
  sheber lab --database var/demo-small.sqlite3
  sheber lab --campaign 2027 --publish
  sheber lab --example 2025 --seeds 20 -o lab.json
  sheber lab --example 2025 --seeds 2 --scale 0.01 --no-sensitivity

docs/lab.md says how the market is made and what a study does not say."""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "lab",
        help=HELP,
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    parser.add_argument("--campaign", metavar="CODE", help="default: the latest that has a market")
    parser.add_argument("--publish", action="store_true", help="show the campaign's study publicly")
    parser.add_argument("--example", metavar="NAME_OR_FILE", help="its name, 2025, or a .toml file")
    parser.add_argument("--seeds", type=_positive, default=20, help="number of draws (20)")
    parser.add_argument("--scale", type=_scale, default=1.0, help="size of the made market (1)")
    parser.add_argument(
        "--sensitivity-scale", type=_scale, default=0.05, help="size where bounds are tried (0.05)"
    )
    parser.add_argument("--sensitivity-seeds", type=_positive, default=3, help="its draws (3)")
    parser.add_argument(
        "--workers", type=_positive, default=1, help="processes; each takes 1.5 GB at full size (1)"
    )
    parser.add_argument("--no-sensitivity", action="store_true", help="leave the bounds out")
    parser.add_argument("-o", "--output", help="where to write the study (default: print it)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make a study and write it."""
    try:
        study = _example(options) if options.example else _campaign(options)
        document = study_document(study)
        if options.output:
            write(options.output, document)
        else:
            print(as_json(document))
    except InvalidAssumption as error:
        _say("\n  ".join([f"{options.example} is refused:", *sentences(error)]))
        return WRONG_INPUT
    except WrongInput as error:
        _say(str(error))
        return WRONG_INPUT
    _say("\n".join(_summary(study)))
    return GOOD


def _example(options: argparse.Namespace) -> Study:
    if options.publish or options.campaign or options.database:
        raise WrongInput(
            "An example is made from its file alone: leave out --database, --campaign, --publish."
        )
    file = _file(options.example)
    with ProcessPoolExecutor(options.workers) as pool:
        return _made(options, file, partial(pool.map, chunksize=1))


def _made(options: argparse.Namespace, file: AssumptionsFile, each: Each) -> Study:
    assumed, base = file.assumed.scaled(options.scale), file.stated.base
    seeds = tuple(range(1, options.seeds + 1))
    calibration = calibrated(assumed, file.spills, base, seeds[:CALIBRATION_SEEDS], each)
    if not calibration.hit:
        raise WrongInput(
            f"{options.example}: even if every applicant wanted a target contract, the base would "
            f"fill {calibration.filled:.1%} of the target seats, not {calibration.target:.1%}. "
            "Correct the assumptions."
        )
    _say(f"calibrated: {calibration.share:.2%} of applicants want a target contract")
    policies = tuple(every_policy([NOWHERE, *file.spills]))
    draws = each(Made(assumed, file.spills, calibration.share, policies), seeds)
    return Study(
        subject="example",
        code=file.stated.code,
        engine=ENGINE,
        command=_command(options),
        assumptions_sha256=file.sha256,
        market_sha256="",
        scale=options.scale,
        seeds=seeds,
        base=base,
        calibration=calibration,
        scenarios=compare(_told(draws, [f"draw {one}" for one in seeds]), policies),
        sensitivity=None if options.no_sensitivity else _sensitivity(file, options, each),
    )


def _file(name: str) -> AssumptionsFile:
    path = Path(name) if name.endswith(".toml") else EXAMPLES / f"{name}.toml"
    try:
        return read_assumptions(path.read_bytes())
    except OSError as error:
        known = ", ".join(sorted(one.stem for one in EXAMPLES.glob("*.toml")))
        raise WrongInput(
            f"There is no example “{name}”: known are {known}, or name a .toml file."
            if not name.endswith(".toml")
            else f"{name} cannot be read: {error.strerror}."
        ) from error


def _sensitivity(file: AssumptionsFile, options: argparse.Namespace, each: Each) -> Sensitivity:
    """Each policy alone, and all of them together, with one assumption changed at a time."""
    base, seeds = file.stated.base, tuple(range(1, options.sensitivity_seeds + 1))
    scale, last = options.sensitivity_scale, list(file.spills)[-1]
    others = [
        Policy(SEVERAL, base.claimants, base.spill),
        Policy(base.offers, BOTH, base.spill),
        *(Policy(base.offers, base.claimants, spill) for spill in (NOWHERE, *file.spills)),
        Policy(SEVERAL, BOTH, last),
    ]
    policies = (base, *(one for one in others if one != base))
    tried = cases(file.bounds)
    swings = each(Bent(file.assumed, file.spills, policies, seeds, scale), tried)
    names = [f"sensitivity: {name} {side}" if name else "sensitivity" for name, side, _ in tried]
    return Sensitivity(scale, seeds, tuple(_told(swings, names)))


def _told(done: Iterable[Done], names: Sequence[str]) -> Iterator[Done]:
    """The same, with a line for each as soon as it is there."""
    for one, name in zip(done, names, strict=True):
        _say(name)
        yield one


def _campaign(options: argparse.Namespace) -> Study:
    if options.scale != 1.0:
        raise WrongInput("An own campaign has its own size: leave --scale out.")
    from sheber.cli import site

    site.use_database(options.database, must_exist=True)
    site.bring_up_to_date()
    from sheber.flows import begin, lab
    from sheber.kernel import clock
    from sheber.kernel.refusals import Refused

    try:
        campaign = lab.campaign(options.campaign)
        study = lab.study(campaign, range(1, options.seeds + 1), command=_command(options))
        if options.publish:
            lab.publish(campaign, study, actor=begin.INSTALLER, now=clock.now())
    except Refused as refusal:
        raise WrongInput(str(refusal)) from refusal
    return study


def _command(options: argparse.Namespace) -> str:
    """The command that makes the same file again, without where it is written."""
    words = ["sheber", "lab"]
    words += ["--example", Path(options.example).name] if options.example else []
    words += ["--campaign", options.campaign] if options.campaign else []
    words += ["--seeds", str(options.seeds)]
    words += ["--scale", f"{options.scale:g}"] if options.scale != 1 else []
    if options.no_sensitivity:
        return " ".join([*words, "--no-sensitivity"] if options.example else words)
    if options.example and options.sensitivity_scale != 0.05:
        words += ["--sensitivity-scale", f"{options.sensitivity_scale:g}"]
    if options.example and options.sensitivity_seeds != 3:
        words += ["--sensitivity-seeds", str(options.sensitivity_seeds)]
    return " ".join(words)


OFFERS = {ONE: "one offer", SEVERAL: "several offers"}
CLAIMANTS = {HOME: "own country", BOTH: "both countries"}


def _summary(study: Study) -> list[str]:
    """Each policy with the target seats it fills and uses, from the lowest draw to the highest."""
    seats = study.scenarios[0].counts[0].seats
    lines = [f"{seats} target seats, {len(study.seeds)} draws; filled under a contract / used:"]
    return lines + [_line(one, study.base) for one in study.scenarios]


def _line(scenario: Scenario, base: Policy) -> str:
    policy = scenario.policy
    filled = [one.filled for one in scenario.counts]
    used = [one.filled + one.moved for one in scenario.counts]
    name = f"{OFFERS[policy.offers]}, {CLAIMANTS[policy.claimants]}, spill {policy.spill}"
    mark = "  (base)" if policy == base else ""
    return f"  {name:45} {min(filled)}–{max(filled)} / {min(used)}–{max(used)}{mark}"


def _positive(text: str) -> int:
    value = int(text) if text.isdigit() else 0
    if value < 1:
        raise argparse.ArgumentTypeError("a number of at least 1 is needed")
    return value


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no number: write one like 0.05") from None
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError("a scale is above 0 and at most 1")
    return value


def _say(words: str) -> None:
    print(words, file=sys.stderr)
