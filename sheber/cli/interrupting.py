"""Ctrl-C while the solver works."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ends_at_once() -> Iterator[None]:
    """Within this, Ctrl-C ends the process as if there were no Python around the solver.

    A solver at work does not come back to be told, for many seconds. Nothing is written meanwhile,
    so nothing is left half done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears of it
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
