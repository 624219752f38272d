"""The study of an own campaign as everybody sees it."""

import json

import pytest
from django.urls import reverse

from sheber.flows import lab
from sheber.kernel import clock
from tests.flows.test_lab import campaign, large, made, studied
from tests.offers.build import office_actor
from tests.web import pages

__all__ = ["campaign", "studied"]

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def published(studied):
    lab.publish(studied, large(made(studied)), actor=office_actor(), now=clock.now())
    return studied


def test_a_campaign_s_study_is_shown_in_steps_of_five(client, published):
    texts = pages.check(client, "lab")
    assert f"Campaign {published.code}" in texts["en"]
    assert "Numbers are shown in steps of five" in texts["en"]
    assert "The least crowded is named, percentage points" in texts["en"]
    assert "One offer may be named" in texts["en"]
    file = client.get(f"{reverse('lab')}?download=study.json").content
    assert all(
        value % 5 == 0
        for scenario in json.loads(file)["scenarios"]
        for count in scenario["counts"]
        for value in count.values()
    )
