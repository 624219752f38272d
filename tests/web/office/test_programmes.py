"""Clusters and programmes: the office's acts, and what keeps it from them."""

import pytest
from django.urls import reverse

from tests.planning import build as plans
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_a_programme_is_suspended_with_a_reason_and_resumed(client):
    row = plans.programme()
    client = office(client)
    check(client, "office_programme", row.pk)
    assert "Something has to be mended" in said(
        act(client, "office_programme", row.pk, act="suspend")
    )
    act(client, "office_programme", row.pk, act="suspend", reason="no teachers")
    row.refresh_from_db()
    assert row.state == "suspended"
    act(client, "office_programme", row.pk, act="resume")
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_cluster_shows_its_members_and_is_closed_with_a_reason(client):
    row = plans.programme().cluster
    client = office(client)
    check(client, "office_cluster", row.pk)
    check(client, "office_programmes")
    act(client, "office_cluster", row.pk, act="close", reason="the anchor left")
    row.refresh_from_db()
    assert row.state == "closed"


def test_the_other_country_s_office_has_no_buttons_here(client):
    row = plans.programme()
    shown = said(office(client, "KZ").get(reverse("office_programme", args=[row.pk])))
    assert 'name="act"' not in shown
