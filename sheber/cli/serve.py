"""`sheber serve`: the site, on one address, until Ctrl-C."""

import argparse
import errno
import logging
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from typing import Any

from sheber.cli import site

HELP = "serve the site"
EPILOG = """example:
  sheber serve --database var/demo-small.sqlite3 --port 8080

Serves on this machine only (127.0.0.1) unless --host names another address. To serve others,
put a web server with TLS in front and name the site's hosts in SHEBER_HOSTS. What a date makes
due is done by  sheber calendar,  which cron runs beside it. Work that takes longer than a request
is done by  sheber work,  which this command starts when something waits."""
SEAL_EVERY_SECONDS = 10


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "serve",
        help=HELP,
        description=HELP,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    add_address(parser)
    parser.set_defaults(run=run)


def add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000, help="default: 8000")


def run(options: argparse.Namespace) -> int:
    site.use_database(options.database, must_exist=True)
    site.bring_up_to_date()
    from sheber.kernel import clock

    found = clock.installation()
    if found is None:
        raise site.Unusable("This database is empty. Fill it with  sheber init,  or name another.")
    if not found.is_finished:
        raise site.Unusable(
            "The demo in this database is not finished: its building was stopped. Build it again "
            "with  sheber demo,  or name another."
        )
    return serve(options.host, options.port)


def serve(host: str, port: int) -> int:
    """Serve until the process is told to stop."""
    if _is_taken(host, port):
        print(
            f"sheber: port {port} of {host} is taken by another program. Try the next one: "
            f"make demo PORT={port + 1}, make run PORT={port + 1}, or --port {port + 1}.",
            file=sys.stderr,
        )
        return 2
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            self.cfg.set("bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 8)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("post_worker_init", _start_threads)

        def load(self) -> Any:
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    print(f"Sheber is at  http://{host}:{port}/   (Ctrl-C stops it)", flush=True)
    Site().run()
    return 0


def _port(text: str) -> int:
    """A port from the command line."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port: take a number from 1 to 65535")
    return int(text)


def _is_taken(host: str, port: int) -> bool:
    """Whether another program listens there; gunicorn would try for seconds and then complain."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _start_threads(_worker: object) -> None:
    for forever in (_seal_for_ever, _have_work_done):
        threading.Thread(target=forever, daemon=True, name=forever.__name__).start()


def _have_work_done() -> None:
    """Start a worker whenever something waits: a process of its own, so that requests stay quick,
    its memory goes with it, and it ends its work when the site is started anew."""
    from django.db import DatabaseError, connection

    from sheber.cli.work import LOOK_EVERY_SECONDS, machine
    from sheber.kernel import jobs

    command = [sys.executable, "-m", "sheber.cli.main", "work", "--until-empty"]
    pause = threading.Event()
    while not pause.wait(LOOK_EVERY_SECONDS):
        try:
            if jobs.waiting(machine()).exists():
                subprocess.run(command, check=False)  # noqa: S603 - our own command
        except DatabaseError:  # locked, or gone for a moment: what waits goes on waiting
            logging.getLogger(__name__).exception("the queue was not read; it is tried again")
        finally:
            connection.close()


def _seal_for_ever() -> None:
    """Seal what has been written since the last time; writers never wait for it."""
    from django.db import DatabaseError, connection

    from sheber.kernel import events

    pause = threading.Event()
    while not pause.wait(SEAL_EVERY_SECONDS):
        try:
            events.seal(now=datetime.now(UTC))
        except DatabaseError:  # locked, or gone for a moment: what is not sealed waits
            logging.getLogger(__name__).exception("sealing failed; it is tried again")
        finally:
            connection.close()
