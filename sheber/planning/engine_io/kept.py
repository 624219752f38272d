"""Inputs → plain values and back: for work that waits, and for the next plan to begin with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sheber.doors.faults import Faults
from sheber.doors.typed import Typed, plain
from sheber.planning.engine_io.inputs import Inputs, Share
from sheber.planning.models import Plan

COUNTED: dict[str, Any] = {"pipeline": (), "occupied": (), "workforce": ()}


def kept(inputs: Inputs) -> dict[str, Any]:
    """What was handed in, as JSON holds it; people in training and at work are
    counted anew each time."""
    before = inputs.previous.code if inputs.previous else ""
    given: dict[str, Any] = plain(replace(inputs, **COUNTED, previous=None))
    return {**given, "previous": before}


def restored(given: Mapping[str, Any]) -> Inputs:
    """The inputs that were kept; what they do not read as is a programming error."""
    faults = Faults()
    typed = Typed(faults)
    found: Inputs = typed.row(Inputs, {**given, "previous": None}, "inputs")
    completion = {
        code: typed.row(Share, share, f"inputs.completion_of.{code}")
        for code, share in given["completion_of"].items()
    }
    if faults.count:
        raise ValueError("inputs that were kept can no longer be read")
    before = Plan.objects.get(code=given["previous"]) if given["previous"] else None
    return replace(found, completion_of=completion, previous=before)
