"""`sheber.problem/1` and `sheber.plan/1`: a planning problem and its plan, from file to file.

A problem is known by the SHA-256 of its canonical form (RFC 8785, rows in canonical order), so
spaces, the order of fields and the order of rows do not matter, and any change of content does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import rfc8785

from sheber.doors.faults import Faults, shown
from sheber.doors.fields import load
from sheber.doors.typed import Typed, plain
from sheber.engine.errors import InvalidProblem, PropertyViolated
from sheber.engine.planning.check import CHECKS, check
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.prices import Price
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.reasons import Reason
from sheber.engine.planning.validate import faults as faults_of

PROBLEM = "sheber.problem/1"
PLAN = "sheber.plan/1"

ANSWERS = ("properties", "prices", "reasons")
"""What a plan file holds beside the plan."""


@dataclass(frozen=True, slots=True)
class ProblemFile:
    """A sound problem and the hash by which plans name it."""

    problem: Problem
    sha256: str


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as its file states it; nothing of it is believed yet."""

    problem_sha256: str
    plan: Plan
    properties: dict[str, Any]
    prices: tuple[Price, ...]
    reasons: tuple[Reason, ...]


def read_problem(text: bytes) -> ProblemFile:
    """The problem in a file's bytes. Raises InvalidProblem: ``faults`` in its facts, up to 50."""
    faults = Faults()
    document = _document(text, PROBLEM, faults)
    problem: Problem = Typed(faults).row(Problem, document, "", ("format",))
    _refuse(faults)
    for fault in faults_of(problem):
        faults.add(fault.code, fault.path, **fault.facts)
    _refuse(faults)
    return ProblemFile(problem, problem_sha256(problem))


def problem_sha256(problem: Problem) -> str:
    """SHA-256 of a problem in canonical form, in hex."""
    return hashlib.sha256(rfc8785.dumps(problem_document(canonical(problem)))).hexdigest()


def problem_document(problem: Problem) -> dict[str, Any]:
    """A problem ready to be written as JSON."""
    return {"format": PROBLEM, **plain(problem)}


def plan_document(
    file: ProblemFile,
    plan: Plan,
    prices: tuple[Price, ...] = (),
    reasons: tuple[Reason, ...] = (),
) -> dict[str, Any]:
    """A checked plan with its prices and reasons, ready to be written as JSON."""
    return {
        "format": PLAN,
        "problem_sha256": file.sha256,
        **plain(plan),
        "properties": check(file.problem, plan),
        "prices": plain(prices),
        "reasons": plain(reasons),
    }


def read_plan(text: bytes) -> PlanFile:
    """The plan in a file's bytes. Raises InvalidProblem: ``faults`` in its facts, up to 50."""
    faults = Faults()
    document = _document(text, PLAN, faults)
    typed = Typed(faults)
    extra = ("format", "problem_sha256", *ANSWERS)
    plan: Plan = typed.row(Plan, document, "", extra)
    _refuse(faults)
    beside: Any = document
    stated = PlanFile(
        problem_sha256=typed.value(str, beside["problem_sha256"], "problem_sha256"),
        plan=plan,
        properties=typed.value(dict[str, bool], beside["properties"], "properties"),
        prices=typed.value(tuple[Price, ...], beside["prices"], "prices"),
        reasons=typed.value(tuple[Reason, ...], beside["reasons"], "reasons"),
    )
    _refuse(faults)
    return stated


def violations(file: ProblemFile, stated: PlanFile) -> list[PropertyViolated]:
    """What does not hold for a plan file.

    The code is ``problem`` if the plan is one of another problem, else the first of Q1 to Q9 that
    does not hold, and every property that the file does not state as holding.
    """
    found = []
    if stated.problem_sha256 != file.sha256:
        facts = {"stated": stated.problem_sha256, "found": file.sha256}
        found.append(PropertyViolated("problem", facts))
    try:
        check(file.problem, stated.plan)
    except PropertyViolated as error:
        found.append(error)
    broken = {violation.code for violation in found}
    return found + [
        PropertyViolated(code, {"says": "not_stated"})
        for code in CHECKS
        if stated.properties.get(code) is not True and code not in broken
    ]


def _document(text: bytes, form: str, faults: Faults) -> object:
    document = load(text, form, faults)
    _refuse(faults)
    if isinstance(document, dict) and document.get("format", form) != form:
        faults.add("wrong_format", "format", value=shown(document["format"]), format=form)
        _refuse(faults)
    return document


def _refuse(faults: Faults) -> None:
    if faults.kept:
        raise InvalidProblem("problem_has_faults", {"faults": tuple(faults.kept)})
