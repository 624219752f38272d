"""The audiences of the site: every package beside this one that has a `urls.py`.

A new audience is a folder; nothing outside of it has to be edited. See `docs/web.md`.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

WEB = Path(__file__).resolve().parent.parent
OPEN_TO_ALL = "public"


@cache
def audiences() -> tuple[str, ...]:
    """Names of the packages, the public one first, then by the alphabet."""
    found = {path.parent.name for path in WEB.glob("*/urls.py")} - {"shared"}
    return tuple(sorted(found, key=lambda name: (name != OPEN_TO_ALL, name)))


@cache
def modules(name: str) -> tuple[ModuleType, ...]:
    """The module of this name of every audience that has one, like ``navigation``."""
    return tuple(
        import_module(f"sheber.web.{audience}.{name}")
        for audience in audiences()
        if (WEB / audience / f"{name}.py").exists()
    )
