"""The cluster's passport, a partner that leaves, money, members, the monthly report."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sheber.kernel import events
from sheber.programmes.models import Cluster, Member, MoneyEntry, Partner, Programme
from sheber.registry.enums import Role
from tests.programmes import build
from tests.registry import build as registry
from tests.web import build as site
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = site.DEMO_NOW.date().isoformat()


@pytest.fixture(autouse=True)
def _site():
    site.demo()


@pytest.fixture
def programme() -> Programme:
    return build.programme()


@pytest.fixture
def manager(client, programme):
    client.force_login(site.account("head", Role.CLUSTER, of=programme.cluster.manager))
    return client


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def lead(programme: Programme):
    return build.college(programme.cluster.country_id)


def test_only_cluster_opens_as_its_passport(manager, programme):
    answer = manager.get(reverse("cluster_home"))
    assert answer.url == reverse("cluster_passport", args=[programme.cluster_id])
    texts = pages.check(manager, "cluster_passport", programme.cluster_id)
    assert programme.name_en in texts["en"]
    assert "anchor employer" in texts["en"]
    assert "No capacity is declared for the coming year" in texts["en"]


def test_whoever_manages_none_is_told_so(client):
    client.force_login(site.account("nobody", Role.CLUSTER))
    texts = pages.check(client, "cluster_home")
    assert "manages no cluster" in texts["en"]


def test_what_would_be_left_to_nobody_stands_beside_the_form(manager, programme):
    body = lead(programme)
    texts = pages.check(manager, "cluster_partner_leave", programme.pk, body.pk)
    assert "Left to nobody without it: leads, delivers, awards" in texts["en"]
    assert "the programme is suspended" in texts["en"]
    assert "Students in training: 0." in texts["en"]


def test_partner_leaves_and_the_programme_is_suspended(manager, programme):
    body = lead(programme)
    empty = post(manager, "cluster_partner_leave", programme.pk, body.pk, on=TODAY)
    assert empty.status_code == 400
    given = {"on": TODAY, "reason": "the licence ended"}
    answer = manager.post(
        reverse("cluster_partner_leave", args=[programme.pk, body.pk]), given, follow=True
    )
    programme.refresh_from_db()
    assert programme.state == "suspended"
    assert not Partner.objects.filter(organisation=body, valid_to=None).exists()
    said = answer.content.decode()
    assert "The programme is suspended until its parts are covered." in said
    assert "Left to nobody: leads, delivers, awards" in said
    texts = pages.check(manager, "cluster_passport", programme.cluster_id)
    assert "Programme at risk" in texts["en"]


def test_departure_on_a_coming_day_suspends_nothing_yet(manager, programme):
    given = {"on": "2031-06-01", "reason": "the licence ends"}
    url = reverse("cluster_partner_leave", args=[programme.pk, lead(programme).pk])
    said = manager.post(url, given, follow=True).content.decode()
    programme.refresh_from_db()
    assert programme.state == "approved"
    assert "It is suspended on 1 June 2031 unless covered before." in said


def test_partner_is_added_and_covers_again(manager, programme):
    body = lead(programme)
    post(manager, "cluster_partner_leave", programme.pk, body.pk, on=TODAY, reason="ended")
    other = build.college(code="demo-college-2")
    pages.check(manager, "cluster_partner_add", programme.pk)
    for role in ("leads", "delivers", "awards"):
        post(manager, "cluster_partner_add", programme.pk, organisation=other.code, role=role)
    texts = pages.check(manager, "cluster_programme", programme.pk)
    assert "Every part is covered again" in texts["en"]


def test_unknown_organisation_is_told_beside_the_field(manager, programme):
    answer = post(
        manager, "cluster_partner_add", programme.pk, organisation="nowhere", role="leads"
    )
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"organisation"}


def test_money_is_entered_by_source_and_an_employer_needs_a_name(manager, programme):
    key = programme.cluster_id
    pages.check(manager, "cluster_money", key)
    given = {
        "year": 2031,
        "source": "employer",
        "paid": "paid",
        "amount": "1500000.25",
        "currency": "RUB",
        "document": "Demo order 7",
    }
    assert post(manager, "cluster_money", key, **given).status_code == 400
    post(manager, "cluster_money", key, **given, payer=programme.cluster.manager_id)
    assert MoneyEntry.objects.get().amount_minor == 150_000_025
    texts = pages.check(manager, "cluster_passport", key)
    assert "1,500,000.25 RUB" in texts["en"]


def entered(manager, key: int, **given) -> MoneyEntry:
    """A line of the regional budget, entered on the page."""
    stated = {
        "year": 2031,
        "source": "region",
        "paid": "planned",
        "amount": "100",
        "currency": "RUB",
        "document": "Demo order 8",
        **given,
    }
    post(manager, "cluster_money", key, **stated)
    return MoneyEntry.objects.order_by("-pk")[0]


def test_a_wrong_line_is_reversed_and_both_stay_in_the_ledger(manager, programme):
    key = programme.cluster_id
    row = entered(manager, key)
    texts = pages.check(manager, "cluster_passport", key)
    assert "Ledger, line by line" in texts["en"]
    assert (
        reverse("cluster_money_reverse", args=[row.pk])
        in manager.get(reverse("cluster_passport", args=[key])).content.decode()
    )
    assert "Demo order 8" in pages.check(manager, "cluster_money_reverse", row.pk)["en"]
    url = reverse("cluster_money_reverse", args=[row.pk])
    assert manager.post(url, {"document": "Act 4"}).status_code == 400
    manager.post(url, {"document": "Act 4", "reason": "entered twice"})
    back = MoneyEntry.objects.get(reverses=row)
    texts = pages.check(manager, "cluster_ledger", key)
    assert f"reversed by entry {back.pk}" in texts["en"]
    assert f"reverses entry {row.pk}" in texts["en"]
    assert "100.00 RUB" not in texts["en"].partition("Ledger, line by line")[0]


def test_a_line_is_reversed_once(manager, programme):
    row = entered(manager, programme.cluster_id)
    url = reverse("cluster_money_reverse", args=[row.pk])
    for status in (302, 400):
        given = {"document": "Act 4", "reason": "entered twice"}
        assert manager.post(url, given).status_code == status
    assert MoneyEntry.objects.count() == 2


def test_a_region_enters_its_own_money_and_reverses_that_alone(client, programme):
    cluster = programme.cluster
    client.force_login(site.account("head", Role.CLUSTER, of=cluster.manager))
    of_firm = entered(client, cluster.pk, source="employer", payer=cluster.manager_id)
    body = registry.organisation("demo-akimat", "regional_authority")
    client.force_login(site.account("akimat", Role.REGION, of=body))
    assert "Enter what your region" in pages.check(client, "cluster_ledger", cluster.pk)["en"]
    form = client.get(reverse("cluster_money", args=[cluster.pk])).context["form"]
    assert [code for code, _label in form.fields["source"].choices] == ["region"]
    own = entered(client, cluster.pk)
    assert (own.source, own.amount_minor) == ("region", 10_000)
    shown = client.get(reverse("cluster_ledger", args=[cluster.pk])).content.decode()
    assert reverse("cluster_money_reverse", args=[own.pk]) in shown
    assert reverse("cluster_money_reverse", args=[of_firm.pk]) not in shown
    given = {"document": "Act 4", "reason": "no"}
    answer = post(client, "cluster_money_reverse", of_firm.pk, **given)
    assert answer.status_code == 403
    assert reverse("cluster_ledger", args=[cluster.pk]) in (
        client.get(reverse("my_region")).content.decode()
    )


def test_a_region_reads_no_ledger_of_another_region(client, programme):
    body = registry.organisation("demo-akimat-kz", "regional_authority", "KZ")
    client.force_login(site.account("akimat", Role.REGION, of=body))
    for view in ("cluster_ledger", "cluster_money"):
        assert client.get(reverse(view, args=[programme.cluster_id])).status_code == 404


def test_member_joins_and_its_part_ends_with_a_reason(manager, programme):
    body = build.enterprise("demo-enterprise-5")
    key = programme.cluster_id
    pages.check(manager, "cluster_member", key)
    post(manager, "cluster_member", key, organisation=body.code, role="partner_employer")
    row = Member.objects.get(organisation=body)
    pages.check(manager, "cluster_member_end", row.pk)
    post(manager, "cluster_member_end", row.pk, on="2031-02-10", reason="sold")
    row.refresh_from_db()
    assert row.valid_to == date(2031, 2, 10)
    assert events.of("programmes.cluster", [key])[-1].verb == "programmes.member.end"


def test_monthly_report_is_a_workbook_that_says_it_is_a_demo(manager, programme):
    url = reverse("cluster_report", args=[programme.cluster_id])
    answer = manager.get(url, {"month": "2031-01"})
    assert "2031-01.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames[:3] == ["Report", "Programmes", "Capacity"]
    words = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
    assert programme.name_en in words
    for sheet in book:
        texts = [str(cell.value) for row in sheet.rows for cell in row]
        assert any("Demo data" in text for text in texts), sheet.title


def test_monthly_report_as_csv_has_every_part_and_the_mark_once(manager, programme):
    url = reverse("cluster_report", args=[programme.cluster_id])
    text = manager.get(url, {"format": "csv"}).content.decode("utf-8-sig")
    for title in ("Programmes", "Capacity", "Members", "Money by source", "At risk"):
        assert f"\n{title}\r" in text or f"\n{title};" in text or f"\r\n{title}\r\n" in text
    assert text.count("Demo data") == 1


def test_manager_of_another_cluster_finds_nothing(client, programme):
    client.force_login(site.account("other", Role.CLUSTER, of=build.enterprise("demo-other")))
    for view, key in (("cluster_passport", programme.cluster_id), ("cluster_report", 1)):
        assert client.get(reverse(view, args=[key])).status_code == 404
    body = lead(programme)
    url = reverse("cluster_partner_leave", args=[programme.pk, body.pk])
    assert client.post(url, {"on": TODAY, "reason": "no"}).status_code == 404
    assert Cluster.objects.count() == 1


def test_a_cluster_and_its_programme_say_that_they_rest_on_one_side_s_words(manager, programme):
    build.resting(programme)
    pairs = (("cluster_passport", programme.cluster_id), ("cluster_programme", programme.pk))
    for view, key in pairs:
        assert "It is no agreement" in pages.check(manager, view, key)["en"]
