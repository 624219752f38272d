"""`sheber.lab-assumptions/1` (TOML) and `sheber.lab/1` (JSON): a study's ground and its answers.

The assumptions are known by the SHA-256 of their numbers in canonical form (RFC 8785): values,
bounds, tables of spill and the base. Words, sources and marks may be mended without a new run.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from typing import Any

from sheber.doors.clearing.market import canonical_sha256
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import load
from sheber.doors.typed import Typed, plain
from sheber.engine.errors import Fault, InvalidAssumption
from sheber.engine.lab.assumptions import Assumptions
from sheber.engine.lab.calibrate import Calibration
from sheber.engine.lab.policy import KINDS, Policy, Spills
from sheber.engine.lab.study import Range, Scenario, Swing

__all__ = [
    "AssumptionsFile",
    "Published",
    "Range",
    "Row",
    "Sensitivity",
    "Stated",
    "Study",
    "read_assumptions",
    "read_study",
    "study_document",
]

ASSUMED = "sheber.lab-assumptions/1"
STUDY = "sheber.lab/1"

CERTAINTIES = ("published", "memory_high", "memory_medium", "memory_low", "inferred")


@dataclass(frozen=True)
class Row:
    """One assumption with what it rests on. Without `low` and `high` it is not varied."""

    name: str
    value: float
    unit: str
    source: str
    as_of: str
    certainty: str
    text_en: str
    text_ru: str
    text_kk: str
    kk_status: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Published:
    """A figure that was published and that the study does not use: the base is held against it.

    `count` names the field of a count (`sheber.engine.lab.measure.Count`).
    """

    count: str
    value: float
    source: str
    as_of: str
    certainty: str
    text_en: str
    text_ru: str
    text_kk: str
    kk_status: str


@dataclass(frozen=True)
class Stated:
    """The file: the country and year that it describes, the base, tables of spill, rows."""

    code: str
    country: str
    year: int
    base: Policy
    spill: dict[str, object]
    assumption: tuple[Row, ...]
    published: tuple[Published, ...] = ()


@dataclass(frozen=True)
class AssumptionsFile:
    """Sound assumptions, their bounds, and the hash by which studies name them."""

    stated: Stated
    assumed: Assumptions
    spills: Spills
    bounds: dict[str, tuple[float, float]]
    sha256: str


@dataclass(frozen=True)
class Sensitivity:
    """How the answers move: made at `scale` of the full size with these seeds. `policies` are
    the base and those that are held against it."""

    scale: float
    seeds: tuple[int, ...]
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class Study:
    """A study as its file states it.

    `subject` is `example` or `campaign`, `code` which one. `command` makes the file again.
    `assumptions_sha256` is empty for a campaign, `market_sha256` for an example.
    """

    subject: str
    code: str
    engine: str
    command: str
    assumptions_sha256: str
    market_sha256: str
    scale: float
    seeds: tuple[int, ...]
    base: Policy
    calibration: Calibration | None
    scenarios: tuple[Scenario, ...]
    sensitivity: Sensitivity | None


def read_assumptions(text: bytes) -> AssumptionsFile:
    """The assumptions in a file's bytes. Raises InvalidAssumption: `faults` in its facts."""
    faults = Faults()
    try:
        document: object = tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        faults.add("not_utf8", "")
    except tomllib.TOMLDecodeError as error:
        faults.add("not_toml", "", why=str(error))
    _refuse(faults)
    stated: Stated = _row(Stated, document, ASSUMED, faults)
    spills = _spills(stated, faults)
    values: dict[str, Any] = _values(stated, faults)
    _refuse(faults)
    try:
        assumed = Assumptions(**values)
    except InvalidAssumption as error:
        faults.kept.append(Fault(error.code, error.facts, "assumption"))
    _refuse(faults)
    bounds = {
        row.name: (row.low, row.high)
        for row in stated.assumption
        if row.low is not None and row.high is not None
    }
    numbers = {"assumed": values, "bounds": plain(bounds), "spill": plain(spills)}
    sha256 = canonical_sha256({**numbers, "base": plain(stated.base)})
    return AssumptionsFile(stated, assumed, spills, bounds, sha256)


def study_document(study: Study) -> dict[str, object]:
    """A study ready to be written as JSON."""
    return {"format": STUDY, **plain(study)}


def read_study(text: bytes) -> Study:
    """The study in a file's bytes. Raises InvalidAssumption: `faults` in its facts."""
    faults = Faults()
    document = load(text, STUDY, faults)
    _refuse(faults)
    study: Study = _row(Study, document, STUDY, faults)
    for place, scenario in enumerate(study.scenarios):
        if len(scenario.counts) != len(study.seeds):
            path, seeds = f"scenarios[{place}].counts", len(study.seeds)
            faults.add("not_one_a_seed", path, counts=len(scenario.counts), seeds=seeds)
    if study.base not in [scenario.policy for scenario in study.scenarios]:
        faults.add("base_not_studied", "base")
    _refuse(faults)
    return study


def _row(kind: type, document: object, form: str, faults: Faults) -> Any:
    if isinstance(document, dict) and document.get("format", form) != form:
        faults.add("wrong_format", "format", value=shown(document["format"]), format=form)
    _refuse(faults)
    found = Typed(faults).row(kind, document, "", ("format",))
    _refuse(faults)
    return found


def _spills(stated: Stated, faults: Faults) -> dict[str, dict[str, str]]:
    """Tables of spill; each names kinds of pools."""
    found: dict[str, dict[str, str]] = {}
    for name, table in stated.spill.items():
        if not isinstance(table, dict):
            faults.add("not_object", f"spill.{name}", value=shown(table))
            continue
        for kind in (*table, *table.values()):
            if kind not in KINDS:
                known = ", ".join(KINDS)
                faults.add("unknown_kind", f"spill.{name}", kind=shown(kind), known=known)
        found[name] = table
    if stated.base.spill not in found:
        faults.add("unknown_spill", "base.spill", name=stated.base.spill)
    return found


def _values(stated: Stated, faults: Faults) -> dict[str, float]:
    """Each number by its name: all that the engine wants and no others, whole where it must be."""
    kinds = {item.name: item.type for item in fields(Assumptions)}
    values: dict[str, float] = {}
    for place, row in enumerate(stated.assumption):
        path = f"assumption[{place}]"
        if row.name not in kinds:
            faults.add("unknown_assumption", f"{path}.name", name=row.name)
        elif row.name in values:
            faults.add("repeated_assumption", f"{path}.name", name=row.name)
        elif kinds[row.name] == "int" and row.value != round(row.value):
            faults.add("not_whole", f"{path}.value", value=shown(row.value))
        if row.certainty not in CERTAINTIES:
            known = ", ".join(CERTAINTIES)
            faults.add("unknown_certainty", f"{path}.certainty", mark=row.certainty, known=known)
        if (row.low is None) != (row.high is None):
            faults.add("one_bound", path, name=row.name)
        elif row.low is not None and row.high is not None and not row.low <= row.value <= row.high:
            faults.add("value_outside_bounds", path, value=row.value, low=row.low, high=row.high)
        values[row.name] = round(row.value) if kinds.get(row.name) == "int" else row.value
    for name in kinds:
        if name not in values:
            faults.add("missing_assumption", "assumption", name=name)
    return values


def _refuse(faults: Faults) -> None:
    if faults.kept:
        raise InvalidAssumption("lab_has_faults", {"faults": tuple(faults.kept)})
