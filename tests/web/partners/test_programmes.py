"""A college and an employer see the programmes of which they are a part, and leave one."""

from datetime import date

import pytest
from django.urls import reverse

from sheber.flows import calendar
from sheber.programmes.models import Partner, Programme
from sheber.registry.enums import Role
from tests.programmes import build
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
def college(client, programme):
    client.force_login(site.account("college", Role.COLLEGE, of=build.college()))
    return client


@pytest.fixture
def host(client, programme):
    client.force_login(site.account("host", Role.EMPLOYER, of=programme.cluster.manager))
    return client


def leave(client, programme, on: str = TODAY, reason: str = "the site closes"):
    url = reverse("partner_leave", args=[programme.pk])
    return client.post(url, {"on": on, "reason": reason}, follow=True)


def test_a_college_sees_its_parts_and_what_leaving_would_mean(college, programme):
    listed = pages.check(college, "partner_programmes")["en"]
    assert programme.name_en in listed
    assert "leads, delivers, awards" in listed
    build.capacity(programme, year=2031)
    text = pages.check(college, "partner_leave", programme.pk)["en"]
    assert "Left to nobody without it: leads, delivers, awards" in text
    assert "Seats that approved plans mean for coming intakes: 0." in text
    assert "Students in training: 0." in text


def test_a_college_leaves_and_the_programme_is_suspended(college, programme):
    said = leave(college, programme).content.decode()
    programme.refresh_from_db()
    assert programme.state == "suspended"
    assert "The programme is suspended until its parts are covered." in said
    assert "Left to nobody: leads, delivers, awards" in said
    assert reverse("partner_leave", args=[programme.pk]) not in said
    assert not Partner.objects.filter(organisation=build.college(), valid_to=None).exists()


def test_an_employer_that_hosts_practice_leaves(host, programme):
    assert "hosts practice" in pages.check(host, "partner_programmes")["en"]
    leave(host, programme)
    programme.refresh_from_db()
    assert programme.state == "suspended"


def test_a_departure_of_the_first_of_june_comes_true_on_that_day(host, programme):
    said = leave(host, programme, on="2031-06-01").content.decode()
    assert "It is suspended on 1 June 2031 unless covered before." in said
    programme.refresh_from_db()
    assert programme.state == "approved"
    calendar.run(now=site.DEMO_NOW.replace(month=5, day=31))
    programme.refresh_from_db()
    assert programme.state == "approved"
    calendar.run(now=site.DEMO_NOW.replace(month=6, day=1))
    programme.refresh_from_db()
    assert programme.state == "suspended"
    shown = pages.check(host, "partner_programmes")["en"]
    assert "This programme is suspended." in shown


def test_a_departure_that_is_covered_before_its_day_suspends_nothing(host, programme):
    leave(host, programme, on="2031-06-01")
    build.join(programme, build.enterprise("demo-enterprise-2"), "hosts_practice")
    calendar.run(now=site.DEMO_NOW.replace(month=6, day=1))
    programme.refresh_from_db()
    assert programme.state == "approved"


def test_where_others_go_on_only_what_one_holds_itself_is_told(college, programme):
    build.join(programme, build.college(code="demo-college-2"), *build.EVERY_PART)
    text = pages.check(college, "partner_leave", programme.pk)["en"]
    assert "Every part stays covered by others." in text
    assert "What it holds itself goes to nobody else by this" in text


def test_to_leave_needs_a_reason_and_nothing_is_half_written(college, programme):
    answer = leave(college, programme, reason="")
    assert answer.status_code == 400
    assert Partner.objects.filter(valid_to=None).count() == 4


def test_whoever_has_no_part_finds_nothing_to_leave(client, programme):
    client.force_login(site.account("other", Role.COLLEGE, of=build.college(code="demo-other")))
    assert "no part in any programme" in pages.check(client, "partner_programmes")["en"]
    assert leave(client, programme).status_code == 404
    programme.refresh_from_db()
    assert programme.state == "approved"


def test_a_programme_that_was_left_is_left_once(college, programme):
    build.join(programme, build.college(code="demo-college-2"), *build.EVERY_PART)
    leave(college, programme)
    shown = pages.check(college, "partner_programmes")["en"]
    assert "First day without us" in shown
    assert leave(college, programme).status_code == 404
    assert date.fromisoformat(TODAY) in Partner.objects.values_list("valid_to", flat=True)
