"""Many pieces of work done by many processes, on this machine or on many (dask.distributed).

The address of a scheduler is all that differs: without one a cluster of this machine's processes
is started on the loopback interface and ended with the work. What the pieces share is sent once and
is itself a piece of work, so that what is lost with a killed worker is made again, and the pieces
in its hands are given to others. The work is a function of an importable module without effects:
doing a piece again gives the same.
"""

from __future__ import annotations

import ipaddress
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from distributed import Client

LOOPBACK = "127.0.0.1"
TIMES = 5
"""A piece whose workers died so often kills them: it is given up."""

SETTINGS = {
    "distributed.scheduler.allowed-failures": TIMES,
    # Nobody looks at a page of this: the server behind it has nothing to show.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


class NoWorkers(Exception):
    """The work cannot be spread: ``code`` says why, ``facts`` name what is to be changed."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Certificates:
    """Files for a scheduler that is reached by ``tls://``, in PEM."""

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True)
class Where:
    """A number of processes of this machine, or the address of a scheduler."""

    processes: int = 1
    scheduler: str = ""
    certificates: Certificates | None = None


class Workers:
    """Processes that wait for work; use ``workers(where)``."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def spread(
        self,
        work: Callable[[Any, Any], Any],
        shared: Any,
        items: Sequence[Any],
        done: Callable[[int], None],
    ) -> list[Any]:
        """``[work(shared, item) for item in items]``; ``done`` is told how many there are.

        What ``work`` or ``done`` raises ends the work and is raised. Raises NoWorkers when a piece
        was lost with its worker again and again.
        """
        from distributed import KilledWorker, as_completed

        held = self.client.submit(_same, shared, pure=False)
        futures = self.client.map(_piece, items, work=work, shared=held, pure=False)
        place = {future: number for number, future in enumerate(futures)}
        results: list[Any] = [None] * len(items)
        try:
            finished = as_completed(futures, with_results=True)
            for count, (future, result) in enumerate(finished, start=1):
                results[place[future]] = result
                future.release()
                done(count)
        except KilledWorker as error:
            raise NoWorkers("worker_killed_too_often", times=TIMES) from error
        finally:
            self.client.cancel(futures)
        return results


@contextmanager
def workers(where: Where) -> Iterator[Workers]:
    """Start processes or reach a scheduler; what was started here ends here.

    Raises NoWorkers for an address that cannot be reached or is not safe to send work to.
    """
    import dask
    from distributed import Client

    with dask.config.set(SETTINGS):
        if where.scheduler:
            _refuse_open(where)
            try:
                client = Client(where.scheduler, security=_security(where.certificates))
            except (OSError, ValueError, TypeError) as error:
                raise NoWorkers("no_scheduler", address=where.scheduler) from error
            with client:
                yield Workers(client)
        else:
            with _own_cluster(where.processes) as client:
                yield Workers(client)


@contextmanager
def _own_cluster(processes: int) -> Iterator[Client]:
    """One thread a process: a search uses one, and its result must not depend on others."""
    from distributed import Client, LocalCluster

    with (
        tempfile.TemporaryDirectory(prefix="sheber-workers-") as folder,
        LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            processes=True,
            host=LOOPBACK,
            dashboard_address=f"{LOOPBACK}:0",
            scheduler_kwargs={"dashboard": False},
            local_directory=folder,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _refuse_open(where: Where) -> None:
    """Work is code: it goes to another machine only with certificates."""
    address = urlsplit(where.scheduler)
    if address.scheme == "tls":
        if where.certificates is None:
            raise NoWorkers("no_certificates", address=where.scheduler)
    elif address.scheme != "tcp" or not address.hostname:
        raise NoWorkers("no_address", address=where.scheduler)
    elif not _is_here(address.hostname):
        raise NoWorkers("open_address", address=where.scheduler)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _security(given: Certificates | None) -> Any:
    if given is None:
        return None
    from distributed.security import Security

    return Security(
        tls_ca_file=str(given.authority),
        tls_client_cert=str(given.certificate),
        tls_client_key=str(given.key),
        require_encryption=True,
    )


def _same(shared: Any) -> Any:
    return shared


def _piece(item: Any, *, work: Callable[[Any, Any], Any], shared: Any) -> Any:
    return work(shared, item)
