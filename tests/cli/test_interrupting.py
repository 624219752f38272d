"""Ctrl-C is heard by the system, not by Python, while the solver works."""

import contextlib
import signal
import threading

from sheber.cli.interrupting import ends_at_once


def test_the_process_ends_at_once_within_and_is_told_again_after():
    before, within = signal.getsignal(signal.SIGINT), []
    with contextlib.suppress(ValueError), ends_at_once():
        within.append(signal.getsignal(signal.SIGINT))
        raise ValueError
    assert within == [signal.SIG_DFL]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_thread_that_cannot_hear_works_all_the_same():
    done = []

    def work():
        with ends_at_once():
            done.append(signal.getsignal(signal.SIGINT) is not signal.SIG_DFL)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
