"""The control room: regional caps are set, and a round says what they and small groups closed."""

import pytest

from sheber.admissions.models import RegionalCap
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture
def campaign():
    """Prepared, with two offerings of one region."""
    row = admissions.campaign()
    for code in "AB":
        admissions.offering(row, code, 2)
    return row


def region_of(campaign):
    return admissions.Offering.objects.filter(campaign=campaign).first().capacity.provider.region


def put(client, campaign, targets, cap=2):
    given = {"code": "R1", "region": region_of(campaign).pk, "cap": cap, "targets": targets}
    return act(client, "campaign", campaign.pk, act="cap", **given)


def test_a_cap_is_set_shown_and_lifted(client, campaign):
    client = office(client)
    assert "The regional cap is set." in said(put(client, campaign, "B = 1\nA = 0"))
    text = check(client, "campaign", campaign.pk)["en"]
    assert "at most 2 seats" in text
    assert "(B): target 1" in " ".join(text.split())
    row = RegionalCap.objects.get()
    assert "is lifted" in said(act(client, "campaign", campaign.pk, act=f"lift_{row.pk}"))
    assert not RegionalCap.objects.exists()


@pytest.mark.parametrize("targets", ["C = 1", "A", "A = many"])
def test_a_line_that_is_no_offering_with_its_target_is_mended_in_the_form(
    client, campaign, targets
):
    answer = put(office(client), campaign, targets)
    assert "is not an offering of this campaign with its target." in said(answer)


def test_targets_over_the_cap_are_refused_beside_the_form(client, campaign):
    answer = put(office(client), campaign, "A = 2\nB = 1")
    assert answer.status_code == 409
    assert "The targets sum to 3, and the cap is 2." in said(answer)


def test_the_cut_offs_say_where_the_region_closed_a_seat(client, campaign):
    put(office(client), campaign, "A = 0\nB = 0", cap=1)
    admissions.open_(campaign)
    to = admissions.Offering.objects.get(code="A")
    for score in (200, 180):
        admissions.apply(campaign, score, wish(to))
    clearing = admissions.compute(admissions.close(campaign))
    text = check(client, "clearing", clearing.pk)["en"]
    assert "200, closed by the region’s cap" in text
    assert "—, closed by the region’s cap" in text


def test_a_round_says_what_it_closed_for_want_of_a_group(client, campaign):
    of = admissions.Offering.objects.get(code="A").capacity
    of.minimum_group = 12
    of.save(update_fields=("minimum_group",))
    admissions.open_(campaign)
    admissions.apply(campaign, 200, wish(admissions.Offering.objects.get(code="A")))
    clearing = admissions.compute(admissions.close(campaign))
    texts = check(office(client), "clearing", clearing.pk)
    assert "Closed for want of a minimum group" in texts["en"]
    assert "1 of 12" in texts["en"]
    assert "Закрыто: не набралась наименьшая группа" in texts["ru"]
    assert "Жабылғаны: ең аз топ жиналмады" in texts["kk"]
