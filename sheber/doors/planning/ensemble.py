"""`sheber.shocks/1` and `sheber.ensemble/1`: what may come differently, and how plans fare then.

Shocks are JSON, or TOML with the same fields. An ensemble names its problem by hash and holds its
shocks whole, so that each scenario of it can be drawn again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheber.doors.faults import Faults, shown
from sheber.doors.fields import load
from sheber.doors.planning.plan import ProblemFile
from sheber.doors.typed import Typed, plain
from sheber.engine.errors import InvalidProblem
from sheber.engine.planning.scenarios.ensemble import Asked
from sheber.engine.planning.scenarios.result import Ensemble
from sheber.engine.planning.scenarios.shocks import Shocks
from sheber.engine.planning.scenarios.validate import shock_faults

SHOCKS = "sheber.shocks/1"
ENSEMBLE = "sheber.ensemble/1"


@dataclass(frozen=True, slots=True)
class EnsembleFile:
    """An ensemble as its file states it, with what it was asked to be."""

    problem_sha256: str
    shocks: Shocks
    asked: Asked
    ensemble: Ensemble


def read_shocks(text: bytes, file: ProblemFile) -> Shocks:
    """The shocks in a file's bytes, sound for a problem.

    Raises InvalidProblem: ``faults`` in its facts, up to 50.
    """
    faults = Faults()
    document = _shocks_document(text, faults)
    _refuse(faults)
    if isinstance(document, dict) and document.get("format", SHOCKS) != SHOCKS:
        faults.add("wrong_format", "format", value=shown(document["format"]), format=SHOCKS)
        _refuse(faults)
    shocks: Shocks = Typed(faults).row(Shocks, document, "", ("format",))
    _refuse(faults)
    for fault in shock_faults(file.problem, shocks):
        faults.add(fault.code, fault.path, **fault.facts)
    _refuse(faults)
    return shocks


def shocks_document(shocks: Shocks) -> dict[str, Any]:
    """Shocks ready to be written as JSON."""
    return {"format": SHOCKS, **plain(shocks)}


def ensemble_document(
    file: ProblemFile, shocks: Shocks, asked: Asked, ensemble: Ensemble
) -> dict[str, Any]:
    """An ensemble ready to be written as JSON."""
    return {
        "format": ENSEMBLE,
        "problem_sha256": file.sha256,
        "shocks": plain(shocks),
        "asked": plain(asked),
        **plain(ensemble),
    }


def read_ensemble(text: bytes) -> EnsembleFile:
    """The ensemble in a file's bytes. Raises InvalidProblem: ``faults`` in its facts, up to 50."""
    faults = Faults()
    document: Any = load(text, ENSEMBLE, faults)
    _refuse(faults)
    if isinstance(document, dict) and document.get("format", ENSEMBLE) != ENSEMBLE:
        faults.add("wrong_format", "format", value=shown(document["format"]), format=ENSEMBLE)
        _refuse(faults)
    typed = Typed(faults)
    beside = ("format", "problem_sha256", "shocks", "asked")
    ensemble: Ensemble = typed.row(Ensemble, document, "", beside)
    _refuse(faults)
    found = EnsembleFile(
        problem_sha256=typed.value(str, document["problem_sha256"], "problem_sha256"),
        shocks=typed.value(Shocks, document["shocks"], "shocks"),
        asked=typed.value(Asked, document["asked"], "asked"),
        ensemble=ensemble,
    )
    _refuse(faults)
    return found


def _shocks_document(text: bytes, faults: Faults) -> object:
    """JSON begins with a brace, and TOML never does."""
    if not text.strip() or text.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return load(text, SHOCKS, faults)
    try:
        return _as_json(tomllib.loads(text.decode("utf-8-sig")))
    except UnicodeDecodeError:
        faults.add("not_utf8", "")
    except tomllib.TOMLDecodeError as error:
        faults.add("not_toml", "", why=str(error))
    except RecursionError:
        faults.add("too_deep", "", format=SHOCKS)
    except ValueError as error:
        faults.add("unreadable_number", "", why=str(error).split(":")[0])
    return None


def _as_json(value: Any) -> Any:
    """Dates that TOML knows, as the texts that a file of JSON would hold."""
    if isinstance(value, Mapping):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _refuse(faults: Faults) -> None:
    if faults.kept:
        raise InvalidProblem("shocks_have_faults", {"faults": tuple(faults.kept)})
