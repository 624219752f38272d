"""A private PostgreSQL server for the length of a test run.

`python -m tests.database` prints the folder of the server programs, or exits with 1.
"""

from __future__ import annotations

import glob
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

NAME = "sheber"
PROGRAMS = ("initdb", "pg_ctl", "postgres")

# It runs between us and the server and ends the server when our end of the pipe closes:
# so a test run that is killed leaves no server behind.
SUPERVISOR = r"""
programs=$1 data=$2 port=$3
"$programs/initdb" --pgdata="$data" --username=sheber --pwfile=password --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 || exit 1
"$programs/pg_ctl" -D "$data" -l log -w -t 60 \
    -o "-p $port -h 127.0.0.1 -k '' -F -c synchronous_commit=off -c full_page_writes=off" \
    start </dev/null >>log 2>&1 || exit 1
echo ready
cat >/dev/null
"$programs/pg_ctl" -D "$data" -m immediate -w stop >>log 2>&1
rm -rf "$data"
"""


class NoServer(Exception):
    """PostgreSQL could not be found or did not start; the text says why."""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and the process that watches over it."""

    url: str
    supervisor: subprocess.Popen[str]

    def stop(self) -> None:
        """End the server and wait until it has gone. Harmless the second time."""
        if self.supervisor.stdin is not None:
            self.supervisor.stdin.close()
        if self.supervisor.stdout is not None:
            self.supervisor.stdout.close()
        self.supervisor.wait(timeout=60)


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest if there are several."""
    folders = [Path(found).resolve().parent for found in [shutil.which("pg_ctl")] if found]
    installed = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    folders += [Path(folder) for folder in sorted(installed, key=_version, reverse=True)]
    return next((folder for folder in folders if _is_complete(folder)), None)


def start_server(folder: Path) -> Server:
    """Make a database cluster in a folder and start it on a free port of the loopback.

    The data are thrown away with the server, so nothing waits for the disk. As root the server
    runs as `nobody`, since PostgreSQL refuses to run as root.
    Raises NoServer with the end of the server's own log.
    """
    programs = find_programs()
    if programs is None:
        raise NoServer("PostgreSQL's server programs (initdb, pg_ctl) were not found")
    folder.mkdir(parents=True, exist_ok=True)
    password = secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")
    user = "nobody" if os.geteuid() == 0 else None
    if user is not None:
        for path in (folder, folder / "password"):
            shutil.chown(path, user)
    port = _free_port()
    supervisor = subprocess.Popen(
        ["sh", "-c", SUPERVISOR, "supervisor", programs, folder / "data", str(port)],
        cwd=folder,
        user=user,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Ctrl-C ends the tests; the tests end the server.
        start_new_session=True,
    )
    assert supervisor.stdout is not None
    if supervisor.stdout.readline() != "ready\n":
        supervisor.communicate()
        raise NoServer(f"PostgreSQL did not start:\n{_tail(folder / 'log')}")
    return Server(f"postgresql://{NAME}:{password}@127.0.0.1:{port}/postgres", supervisor)


def _version(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path)]


def _is_complete(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in PROGRAMS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path) -> str:
    if not log.exists():
        return f"nothing was written to {log}; can the server's user reach that folder?"
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])


if __name__ == "__main__":
    found = find_programs()
    if found is None:
        sys.exit("no PostgreSQL server programs")
    sys.stdout.write(f"{found}\n")
