"""Clusters and programmes: the office's acts, and what keeps it from them."""

import pytest
from django.urls import reverse

from tests.accords import build as accords
from tests.planning import build as plans
from tests.web.office.build import act, check, in_force, office, said

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


ONE_SIDED = "only one side has stated it, and the other has not confirmed it."


def test_a_cluster_rests_on_a_commitment_and_its_programmes_say_so(client):
    row, commitment = plans.programme(), accords.commitment()
    client = office(client)
    assert ONE_SIDED not in check(client, "office_cluster", row.cluster_id)["en"]
    answer = act(client, "office_cluster", row.cluster_id, act="rest-on", commitment=commitment.pk)
    assert "It is recorded" in said(answer)
    for view, key in (("office_cluster", row.cluster_id), ("office_programme", row.pk)):
        texts = check(client, view, key)
        assert ONE_SIDED in texts["en"]
        assert "The Russian side: mentioned" in texts["en"]
        assert "Это не договорённость" in texts["ru"]
        assert "Бұл уағдаластық емес" in texts["kk"]


def test_what_both_sides_say_shows_no_warning(client):
    row = plans.programme()
    agreed = accords.advanced("sign", stated_by="joint")
    client = office(client)
    act(client, "office_cluster", row.cluster_id, act="rest-on", commitment=agreed.pk)
    text = check(client, "office_programme", row.pk)["en"]
    assert ONE_SIDED not in text
    assert "Both sides say so" in text


def test_a_cluster_cannot_rest_on_a_party_that_is_not_established(client):
    row, commitment = plans.programme(), accords.commitment(unresolved_party=True)
    answer = act(
        office(client), "office_cluster", row.cluster_id, act="rest-on", commitment=commitment.pk
    )
    assert answer.status_code == 409
    assert "A person resolves the party first, with a document" in said(answer)
    row.cluster.refresh_from_db()
    assert row.cluster.commitment is None


def test_what_rests_on_a_programme_stands_beside_its_suspension(client):
    row = plans.programme()
    in_force()
    text = check(office(client), "office_programme", row.pk)["en"]
    assert "Seats that approved plans mean for coming intakes: 25." in text
