"""Work spread over real processes of this machine, some of them killed."""

import os
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from sheber.kernel.workers import NoWorkers, Where, workers
from tests.kernel import pieces

ITEMS = list(range(12))


def quiet(count):
    pass


@pytest.fixture(scope="module")
def two():
    """Two processes; their folders are gone when they end."""
    with workers(Where(processes=2)) as found:
        folders = [Path(one) for one in found.spread(pieces.folder, None, [0], quiet)]
        assert all(folder.exists() for folder in folders)
        yield found
    assert not any(folder.exists() for folder in folders)


def test_results_come_in_the_order_of_the_items_and_each_is_told(two):
    told = []
    assert two.spread(pieces.added, 100, ITEMS, told.append) == [100 + n for n in ITEMS]
    assert told == [n + 1 for n in ITEMS]


def test_the_work_is_done_by_both_processes_and_not_by_this_one(two):
    processes = set(two.spread(pieces.process, None, ITEMS, quiet))
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_a_worker_killed_in_the_middle_loses_nothing(two, tmp_path):
    """The first piece of either process kills it, once: the mark it leaves says so."""
    before = set(two.client.run(os.getpid).values())
    assert two.spread(pieces.killed_once, str(tmp_path), ITEMS, quiet) == [n * n for n in ITEMS]
    killed = {int(mark.name) for mark in tmp_path.iterdir()}
    assert killed <= before
    assert len(killed) == 1


def test_what_the_work_raises_is_raised(two):
    with pytest.raises(ZeroDivisionError):
        two.spread(pieces.divided, 1, [0, 1], quiet)


def test_who_watches_can_stop_the_work(two):
    def stop(count):
        raise KeyError(count)

    with pytest.raises(KeyError):
        two.spread(pieces.added, 1, ITEMS, stop)
    assert two.spread(pieces.added, 1, [1], quiet) == [2]


def test_the_same_code_reaches_a_scheduler_by_its_address(two):
    address = two.client.scheduler.address
    assert address.startswith("tcp://127.0.0.1:")
    with workers(Where(scheduler=address)) as found:
        assert found.spread(pieces.added, 1, [1, 2], quiet) == [2, 3]


def test_nothing_listens_beyond_this_machine_and_no_page_is_served(two):
    info = two.client.scheduler_info()
    assert all(address.startswith("tcp://127.0.0.1:") for address in info["workers"])
    page = f"http://127.0.0.1:{info['services']['dashboard']}/status"
    with pytest.raises(HTTPError) as refused:
        urlopen(page)
    assert refused.value.code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tcp://192.0.2.7:8786", "open_address"),
        ("tls://192.0.2.7:8786", "no_certificates"),
        ("192.0.2.7", "no_address"),
        ("tcp://", "no_address"),
    ],
)
def test_an_address_that_work_must_not_go_to_is_refused(address, code):
    with pytest.raises(NoWorkers) as refused, workers(Where(scheduler=address)):
        pass
    assert refused.value.code == code
