"""A river is published by an office, and never with a group of fewer than five."""

from datetime import UTC, datetime

import pytest

from sheber.insights import operations
from sheber.insights.models import Snapshot
from sheber.kernel.models import Event
from tests.demand import build as demand
from tests.offers.build import office_actor, refused
from tests.outcomes import build as outcomes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = datetime(2031, 2, 1, 9, tzinfo=UTC)


def publish(**given) -> Snapshot:
    return operations.publish_river(2026, **{"actor": office_actor(), "now": NOW, **given})


def test_a_river_is_published_with_the_counts_of_the_day():
    demand.confirmed_line(number=30)
    row = publish()
    assert row.counts == {
        "year": 2026,
        "asked": 30,
        "seats": 0,
        "signed": 0,
        "studied": 0,
        "at_work": 0,
    }
    event = Event.objects.get(verb="insights.snapshot.publish")
    assert event.facts["digest"] == row.digest


def test_a_group_of_fewer_than_five_is_kept_back():
    outcomes.job()
    counts = publish().counts
    assert counts["asked"] == 25
    assert (counts["signed"], counts["at_work"]) == (None, None)


def test_an_empty_year_is_not_published():
    with refused("river_is_dry"):
        publish()


def test_a_day_has_one_river():
    demand.confirmed_line(number=30)
    publish()
    with refused("river_published_already"):
        publish()


def test_an_employer_publishes_nothing():
    demand.confirmed_line(number=30)
    with refused("not_allowed"):
        publish(actor=registry.actor("employer", demand.employer()))
