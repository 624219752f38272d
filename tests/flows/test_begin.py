"""A database for real data begins with everything that its first offer needs."""

import pytest

from sheber.flows import begin
from sheber.offers.models import ClauseTemplate
from sheber.registry.models import Account
from tests.web.build import DEMO_NOW, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_clauses_of_offers_are_there_in_three_languages():
    begin.real("first", PASSWORD, now=DEMO_NOW)
    rows = ClauseTemplate.objects.all()
    assert {one.code for one in rows} >= {"subject", "suspension", "place", "disputes"}
    assert all(one.text_en and one.text_ru and one.text_kk for one in rows)
    assert Account.objects.filter(username="first").exists()
