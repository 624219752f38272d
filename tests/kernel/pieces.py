"""Pieces of work for the tests of workers, importable by their processes."""

import os
import signal
from pathlib import Path

from distributed import get_worker


def added(shared, item):
    return shared + item


def divided(shared, item):
    return shared / item


def process(shared, item):
    return os.getpid()


def folder(shared, item):
    return get_worker().local_directory


def killed_once(folder, item):
    """Square the item; whoever does the sixth first leaves a mark and kills its own process."""
    if item == 5 and not list(Path(folder).iterdir()):
        Path(folder, str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item * item
