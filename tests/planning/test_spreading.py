"""Scenarios on the cluster that the settings name."""

import pytest

from sheber.kernel.workers import Where, workers
from sheber.planning import engine_io
from sheber.planning.engine_io import Wish
from tests.offers.build import refused
from tests.planning import build
from tests.planning.test_foreseeing import SHOCKS

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def plan():
    build.capacity()
    build.line(20)
    return build.solved()


def foresee(plan):
    return engine_io.foresee(plan, Wish(4, SHOCKS), lambda stage, done, of: None)


def test_a_cluster_named_in_the_settings_finds_the_same(plan, settings):
    alone = foresee(plan)
    with workers(Where(1)) as cluster:
        settings.SCHEDULER = cluster.client.scheduler.address
        assert foresee(plan) == alone
        done = cluster.client.run_on_scheduler(
            lambda dask_scheduler: [*dask_scheduler.task_prefixes]
        )
    assert "piece" in done


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("tcp://192.0.2.1:8786", "open_address"),
        ("tls://192.0.2.1:8786", "no_certificates"),
        ("cluster", "no_address"),
    ],
)
def test_an_address_to_which_no_work_may_go_is_refused(plan, settings, address, code):
    settings.SCHEDULER = address
    with refused(code):
        foresee(plan)


def test_a_missing_certificate_is_named(plan, settings, tmp_path):
    settings.SCHEDULER = "tls://192.0.2.1:8786"
    settings.SCHEDULER_CERTIFICATES = str(tmp_path)
    with refused("no_certificate_file") as told:
        foresee(plan)
    assert "authority.pem" in str(told.value)
