"""A small machine: a folder of programs that is the whole PATH, and a copy of the scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORDINARY = ("bash", "cat", "dirname", "env", "find", "flock", "rm", "sha256sum", "sort")


class Machine:
    """What a script finds when it runs: its own checkout, and only the programs named."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.programs = folder / "programs"
        self.diary = folder / "diary"
        self.programs.mkdir()
        shutil.copytree(ROOT / "tools", self.checkout / "tools")
        for name in ("requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.checkout)
        for name in ORDINARY:
            found = shutil.which(name)
            assert found is not None, name
            (self.programs / name).symlink_to(found)

    def has(self, name: str, script: str) -> None:
        """Put a program on the machine; `$diary` is a file where it can note that it was called."""
        path = self.programs / name
        path.write_text(f"#!{shutil.which('bash')}\ndiary={self.diary}\n{script}\n")
        path.chmod(0o755)

    def notes(self) -> list[str]:
        """Return what the programs noted, in order."""
        return self.diary.read_text().splitlines() if self.diary.exists() else []

    def run(self, *command: str, stdin: int = subprocess.DEVNULL, **more: str) -> tuple[int, str]:
        """Run a command in the checkout; return its exit code and all that it printed."""
        done = subprocess.run(
            command,
            cwd=self.checkout,
            env={"PATH": str(self.programs), "HOME": str(self.checkout), **more},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout

    def install(
        self, purpose: str, *packages: str, stdin: int = subprocess.DEVNULL
    ) -> tuple[int, str]:
        """Ask for packages in the way the scripts do."""
        script = '. tools/setup/say.sh; . tools/setup/packages.sh; install_packages "$@"'
        return self.run("bash", "-c", script, "bash", purpose, *packages, stdin=stdin)

    def install_answering(self, answer: str, *packages: str) -> tuple[int, str]:
        """Ask for packages with a person at the terminal who types an answer."""
        ours, theirs = os.openpty()
        try:
            os.write(ours, f"{answer}\n".encode())
            return self.install("browser tests", *packages, stdin=theirs)
        finally:
            os.close(theirs)
            os.close(ours)
