"""`sheber work`: do the work that was asked for on the site and takes longer than a request."""

import argparse
import os
import socket
import threading
from datetime import UTC, datetime

from sheber.cli import site

HELP = "do the work that waits in the queue: large rounds computed and published"
EPILOG = """examples:
  sheber work --until-empty --database ours.sqlite3
  sheber work --database postgresql://sheber@db.example/sheber

sheber serve  starts a worker by itself whenever something waits. Where another server runs the
site, let one or several of these run beside it: two never do the same work, and what one leaves
when it is stopped or dies the next takes over.

Exit codes: 0 nothing waits any more (--until-empty) or it was stopped, 1 something was refused or
failed, 2 wrong input."""
LOOK_EVERY_SECONDS = 2.0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "work",
        help=HELP,
        description=HELP,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--until-empty", action="store_true", help="end when nothing waits")
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    site.use_database(options.database, must_exist=True)
    site.bring_up_to_date()
    from django.db import DatabaseError, connection

    from sheber.flows.jobs import work_once
    from sheber.kernel import clock

    worker, pause, ill = name(), threading.Event(), 0
    while True:
        try:
            job = work_once(worker, machine=machine, calendar=clock.now)
        except DatabaseError as error:  # locked, or gone for a moment: what waits goes on waiting
            print(f"sheber work: {str(error).strip()}; it is tried again", flush=True)
            connection.close()
            job = None
        else:
            if job is None and options.until_empty:
                return ill
        if job is None:
            pause.wait(LOOK_EVERY_SECONDS)
            continue
        ill = ill or int(job.outcome != "done")
        print(said(job), flush=True)


def name() -> str:
    """Who works: the machine and the process, to be recognised in a list of processes."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def machine() -> datetime:
    """The time of the machine, by which leases run."""
    return datetime.now(UTC)


def said(job) -> str:
    """A line about a job that ended, or was taken over."""
    from sheber.kernel import jobs

    refusal = jobs.refusal_of(job)
    return (
        f"{job}: {job.outcome or 'taken over by another worker'}{f': {refusal}' if refusal else ''}"
    )
