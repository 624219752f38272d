"""The browser of the browser tests: where it is and how it is started.

`python -m tests.browser.chromium` prints its path; or says on one line what is missing
(`browser`, `driver`) and exits with 1.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
PLAYWRIGHT_BUILDS = "~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome"

# Pages come from the loopback alone; the rest keeps the browser from calling its maker.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_browser() -> Path | None:
    """Return a Chromium or Chrome that runs here; SHEBER_BROWSER names one to use instead."""
    return next((path for path in _candidates() if _runs([path])), None)


def has_driver() -> bool:
    """Say whether Playwright's own driver starts: on a bare system it lacks libatomic."""
    return _runs([sys.executable, "-m", "playwright"])


def launch(playwright: Playwright) -> Browser:
    """Start the browser without a window.

    Raises FileNotFoundError if there is none.
    """
    path = find_browser()
    if path is None:
        raise FileNotFoundError("no Chromium or Chrome was found: make test installs one")
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS))


def _candidates() -> list[Path]:
    chosen = os.environ.get("SHEBER_BROWSER")
    if chosen:
        return [Path(chosen)]
    installed = [Path(found) for found in map(shutil.which, NAMES) if found]
    builds = sorted(glob.glob(os.path.expanduser(PLAYWRIGHT_BUILDS)), reverse=True)
    # A snap's browser sees another /tmp than we do: last.
    return sorted(installed + [Path(build) for build in builds], key=_is_snap)


def _is_snap(path: Path) -> bool:
    return "snap" in path.resolve().parts or path.parent == Path("/snap/bin")


def _runs(command: Sequence[str | Path]) -> bool:
    """Say whether the program is there and starts: Ubuntu ships a wrapper without a browser."""
    asking = [*command, "--version"]
    try:
        asked = subprocess.run(asking, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


if __name__ == "__main__":
    found = find_browser()
    if found is None or not has_driver():
        sys.stdout.write("browser\n" if found is None else "driver\n")
        sys.exit(1)
    sys.stdout.write(f"{found}\n")
