"""The control room: a large round asked for, how far it is, and what became of it."""

import pytest
from django.urls import reverse

from sheber.admissions import operations, queries
from sheber.admissions.models import Application, Clearing
from sheber.flows.jobs import work_once
from sheber.kernel import jobs
from sheber.web.office.views import campaigns
from tests.admissions import build as admissions
from tests.offers import build as offers
from tests.web.office.build import act, check, computed, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
NOW = admissions.CLEARING


@pytest.fixture
def large(monkeypatch):
    """Two wishes are already too many to be cleared in a request."""
    monkeypatch.setattr(queries, "LARGE", 1)


@pytest.fixture
def campaign(large):
    row = admissions.campaign()
    to = admissions.offering(row)
    admissions.open_(row)
    for score in (200, 180):
        admissions.apply(row, score, admissions.wish(to))
    return admissions.close(row)


def work():
    return work_once("one", machine=lambda: NOW, calendar=lambda: NOW)


def shown(client, row):
    return said(client.get(reverse("campaign", args=[row.pk])))


def test_a_large_round_is_asked_for_and_its_progress_is_shown(client, campaign):
    client = office(client)
    answer = said(act(client, "campaign", campaign.pk, act="compute"))
    assert "The work has begun." in answer
    assert "It waits until the worker takes it up" in answer
    assert 'value="0"' in answer
    assert "Compute the first round" not in answer
    assert not Clearing.objects.exists()
    job = jobs.claim("one", now=NOW)
    jobs.Work(job, lambda: NOW).progress("clearing", 50)
    text = shown(client, campaign)
    assert "Seats are given, and the result is checked." in text
    assert "50 of 100 parts lie behind." in text
    check(client, "campaign", campaign.pk)


def test_when_the_work_is_done_the_round_stands_there(client, campaign):
    client = office(client)
    act(client, "campaign", campaign.pk, act="compute")
    work()
    text = shown(client, campaign)
    assert reverse("clearing", args=[Clearing.objects.get().pk]) in text
    assert "Work on a round" not in text


def test_work_that_was_refused_says_why_and_can_be_asked_for_again(client, campaign):
    operations.ask_compute(campaign, actor=offers.office_actor(), now=NOW)
    row = Application.objects.first()
    Application.objects.filter(pk=row.pk).update(state="submitted")
    work()
    client = office(client)
    text = shown(client, campaign)
    assert "Verify, return or reject them first." in text
    assert "Compute the first round" in text
    assert "Look again" not in text


def test_work_that_broke_off_says_what_to_do(client, campaign):
    def fail(_work):
        raise MemoryError

    operations.ask_compute(campaign, actor=offers.office_actor(), now=NOW)
    with pytest.raises(MemoryError):
        jobs.perform(jobs.claim("one", now=NOW), fail, clock=lambda: NOW)
    assert "nothing of it was kept" in shown(office(client), campaign)


def test_a_large_round_is_published_by_the_worker(client, large):
    row = computed()
    admissions.approve(row, "RU"), admissions.approve(row, "KZ")
    asked = operations.ask_publish(row, actor=offers.office_actor(), now=admissions.PUBLISHED)
    text = said(office(client).get(reverse("clearing", args=[row.pk])))
    assert "It waits until the worker takes it up" in text
    assert "Publish: offer the seats" not in text
    assert asked.given["clearing"] == row.pk


def test_a_country_s_pools_come_page_by_page_and_whole_as_a_file(client, monkeypatch):
    monkeypatch.setattr(campaigns, "PER_PAGE", 1)
    row = admissions.campaign()
    for code in ("G", "H"):
        admissions.offering(row, code)
    client = office(client)
    url = reverse("campaign", args=[row.pk])
    first, second = (said(client.get(url, {"page": page})) for page in (1, 2))
    assert ("G/main" in first, "H/main" in first, "page 1 of 2" in first) == (True, False, True)
    assert ("G/main" in second, "H/main" in second) == (False, True)
    file = client.get(url, {"download": "fillings.csv"}).content.decode()
    assert "G/main" in file
    assert "H/main" in file
