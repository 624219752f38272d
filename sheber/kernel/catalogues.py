"""Catalogues of messages: compiled when a `.po` is newer, without the system's gettext."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SHEBER = Path(__file__).resolve().parent.parent


def sources() -> list[Path]:
    """Every catalogue of the project."""
    return sorted(SHEBER.rglob("locale/*/LC_MESSAGES/django.po"))


def compile_stale() -> int:
    """Compile what has changed since it was last compiled; how many were."""
    stale = [path for path in sources() if _is_stale(path)]
    for path in stale:
        # Written aside and then renamed: another process may be reading the old one.
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        with path.open("rb") as source, aside.open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))
        aside.replace(path.with_suffix(".mo"))
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime
