"""Every table of states, in the order of the river."""

from importlib import import_module
from pathlib import Path

from django.conf import settings

from sheber.kernel.states import Life


def lives() -> list[Life]:
    found: list[Life] = []
    for stage in settings.STAGES:
        if (Path(settings.ROOT) / "sheber" / stage / "states.py").exists():
            module = import_module(f"sheber.{stage}.states")
            found += [value for value in vars(module).values() if isinstance(value, Life)]
    return found
