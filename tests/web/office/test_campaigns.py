"""The control room: a round computed, proved, approved by both offices, published, refilled."""

import json

import pytest
from django.urls import reverse

from sheber.admissions.models import (
    Campaign,
    Clearing,
    ClearingApproval,
    Fund,
    Pool,
    Seat,
    SeatSource,
)
from sheber.cli.main import main
from tests.admissions import build as admissions
from tests.web.auditor.build import auditor
from tests.web.office.build import act, check, computed, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_a_campaign_shows_its_life_and_what_can_be_done(client):
    row = computed().campaign
    text = check(office(client), "campaign", row.pk)["en"]
    assert "Applications close" in text
    assert "verified" in text
    assert "Compute the first round" in text


def test_a_round_shows_its_certificate_and_its_six_properties(client):
    row = computed()
    text = check(office(client), "clearing", row.pk)["en"]
    for number in range(1, 7):
        assert f"C{number}\nholds" in text
    assert "200" in text
    assert row.digest in text


def test_a_round_is_checked_again_from_its_files(client):
    row = computed()
    client = office(client)
    url = reverse("clearing", args=[row.pk])
    assert "everything holds" in said(client.get(url, {"check": 1}))
    result = json.loads(row.result)
    result["pools"][0]["occupancy"] += 1
    Clearing.objects.filter(pk=row.pk).update(result=json.dumps(result))
    text = said(client.get(url, {"check": 1}))
    assert "it does not hold" in text
    assert "The files are not the ones of the digest." in text


def test_both_offices_approve_and_one_publishes(client):
    row = computed()
    for country in ("KZ", "RU"):
        answer = act(office(client, country), "clearing", row.pk, act="approve", digest=row.digest)
        assert "Your office has approved the round." in said(answer)
    row.refresh_from_db()
    assert row.state == "approved"
    assert "Publish: offer the seats" in said(client.get(reverse("clearing", args=[row.pk])))


def test_an_approval_of_another_round_is_stale_and_writes_nothing(client):
    row = computed()
    answer = act(office(client), "clearing", row.pk, act="approve", digest="0" * 64)
    assert answer.status_code == 409
    assert "This has changed since you opened it" in said(answer)
    assert row.digest in said(answer)
    assert not ClearingApproval.objects.exists()


def test_a_round_that_another_has_replaced_leads_to_the_newer_one(client):
    first = computed()
    second = admissions.compute(first.campaign)
    client = office(client)
    answer = act(client, "clearing", first.pk, act="approve", digest=first.digest)
    assert answer.status_code == 200
    assert not ClearingApproval.objects.exists()
    shown = said(client.get(reverse("campaign", args=[first.campaign_id])))
    assert reverse("clearing", args=[second.pk]) in shown


def test_publishing_after_the_campaign_is_refused_in_words(client):
    row = computed()
    for country in ("KZ", "RU"):
        admissions.approve(row, country)
    answer = act(office(client), "clearing", row.pk, act="publish", consent_by="")
    assert answer.status_code == 409
    assert not Seat.objects.exists()


def test_seats_whose_day_of_consent_has_passed_lapse_at_one_press(client):
    row = admissions.publish(approved())
    client = office(client)
    answer = act(client, "campaign", row.campaign_id, act="lapse")
    assert "a further round fills them" in said(answer)
    assert Seat.objects.get().state == "lapsed"


def approved() -> Clearing:
    row = computed()
    admissions.approve(row, "RU"), admissions.approve(row, "KZ")
    return row


def test_a_refill_is_computed_after_seats_lapsed(client):
    row = admissions.publish(approved())
    client = office(client)
    act(client, "campaign", row.campaign_id, act="lapse")
    answer = act(client, "campaign", row.campaign_id, act="compute")
    assert "The round is computed and checked." in said(answer)
    assert Clearing.objects.filter(campaign=row.campaign_id).count() == 2


def test_before_the_lottery_no_round_is_computed_and_the_way_to_it_is_shown(client):
    campaign = admissions.campaign()
    admissions.offering(campaign)
    admissions.closed(admissions.open_(campaign))
    client = office(client)
    text = said(client.get(reverse("campaign", args=[campaign.pk])))
    assert "Compute the first round" not in text
    assert reverse("office_lottery", args=[campaign.pk]) in text
    act(client, "campaign", campaign.pk, act="compute")
    assert not Clearing.objects.exists()


def test_the_files_of_a_round_pass_the_check_of_files(client, tmp_path, capsys):
    row = computed()
    client = office(client)
    for part in ("market", "result", "certificate"):
        answer = client.get(reverse("clearing_file", args=[row.pk, part]))
        (tmp_path / part).write_bytes(b"".join(answer.streaming_content))
    files = [str(tmp_path / part) for part in ("market", "result")]
    assert main(["check", *files, "--certificate", str(tmp_path / "certificate")]) == 0, capsys


def test_an_auditor_reads_a_round_and_approves_nothing(client):
    row = computed()
    client = auditor(client)
    assert 'name="act"' not in client.get(reverse("clearing", args=[row.pk])).content.decode()
    act(client, "clearing", row.pk, act="approve", digest=row.digest)
    assert not ClearingApproval.objects.exists()


def prepared():
    """A campaign with main and paid seats of which nobody has said where to apply."""
    campaign = admissions.campaign()
    admissions.offering(campaign, paid=1)
    return campaign


def channels(**given):
    return {
        "RU_main_channel": "gosuslugi",
        "RU_main_deadline": "2026-07-25T14:00",
        "RU_main_number": "N-17",
        "RU_paid_channel": "programme",
        **given,
    }


def test_the_office_says_where_each_kind_of_seat_is_applied_for(client):
    campaign = prepared()
    client = office(client)
    text = check(client, "campaign", campaign.pk)["en"]
    assert "the campaign cannot be opened" in text
    assert "fee-paying seats" in text
    answer = act(client, "campaign", campaign.pk, act="channels", **channels())
    assert "N-17" in said(answer)
    assert "the campaign cannot be opened" not in said(answer)
    found = SeatSource.objects.get(pool_kind="main")
    assert (found.channel, found.deadline, found.number) == ("gosuslugi", admissions.CLOSES, "N-17")
    assert "Hand in what the other channels decided" in said(answer)


def test_what_is_missing_of_a_channel_is_told_beside_its_field(client):
    campaign = prepared()
    given = channels(RU_main_deadline="", RU_main_number="")
    answer = act(office(client), "campaign", campaign.pk, act="channels", **given)
    [errors] = [one.form.errors for one in answer.context["acts"] if one.code == "channels"]
    assert set(errors) == {"RU_main_deadline", "RU_main_number"}
    assert "Needed for seats that are applied for at another channel." in said(answer)
    assert not SeatSource.objects.exists()


def test_an_open_campaign_keeps_its_channels(client):
    campaign = prepared()
    admissions.open_(campaign)
    act(office(client), "campaign", campaign.pk, act="channels", **channels())
    assert set(SeatSource.objects.values_list("channel", flat=True)) == {"programme"}


NEW = {
    "code": "ADM-2026",
    "name_en": "Admission 2026",
    "name_ru": "Приём 2026",
    "name_kk": "Қабылдау 2026",
    "year": 2026,
    "opens_at": "2026-06-20T09:00",
    "closes_at": "2026-07-25T14:00",
    "consent_by": "2026-08-05T09:00",
    "ends_at": "2026-09-01T09:00",
    "contracts_maximum": 5,
}


def test_an_office_prepares_a_campaign_with_its_funds_and_offerings(client):
    admissions.offers.pack("RU"), admissions.offers.pack("KZ")
    capacity = admissions.offers.capacity(code="programme-G")
    client = office(client)
    check(client, "campaigns")
    assert "The campaign is prepared" in said(act(client, "campaigns", act="prepare", **NEW))
    row = Campaign.objects.get(code="ADM-2026")
    assert (row.state, row.closes_at) == ("prepared", admissions.CLOSES)
    assert {pack.country_id for pack in row.rule_packs.all()} == {"KZ", "RU"}
    act(client, "campaign", row.pk, act="fund", code="B071", cap=5)
    fund = Fund.objects.get(campaign=row)
    given = {"capacity": capacity.pk, "code": "G", "scale": "RU-310", "seats": 2, "paid": 1}
    answer = act(client, "campaign", row.pk, act="offering", fund=fund.pk, **given)
    assert "The offering was added" in said(answer)
    pools = Pool.objects.filter(offering__code="G").values_list("kind", "capacity", "fund")
    assert set(pools) == {("main", 2, fund.pk), ("paid", 1, None)}
    check(client, "campaign", row.pk)


def test_what_cannot_be_prepared_is_told(client):
    admissions.offers.pack("RU"), admissions.offers.pack("KZ")
    client = office(client)
    backwards = act(client, "campaigns", act="prepare", **{**NEW, "closes_at": "2026-06-01T09:00"})
    assert "in this order" in said(backwards)
    act(client, "campaigns", act="prepare", **NEW)
    again = act(client, "campaigns", act="prepare", **NEW)
    assert "There is a campaign of this year already." in said(again)
    assert Campaign.objects.count() == 1


def test_an_auditor_prepares_no_campaign(client):
    answer = act(auditor(client), "campaigns", act="prepare", **NEW)
    assert "Prepare a campaign" not in said(answer)
    assert not Campaign.objects.exists()
