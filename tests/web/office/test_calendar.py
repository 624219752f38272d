"""What is due: shown before it is done, done in one press, and nothing the second time."""

from datetime import date

import pytest
from django.urls import reverse

from sheber.kernel.models import Event
from sheber.programmes import operations
from sheber.registry.models import Rule
from tests.outcomes import build as outcomes
from tests.planning import build as plans
from tests.programmes import build as programmes
from tests.web.auditor.build import signed_in
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def left(on: date):
    """A programme whose host of practice leaves on a day, as was said long before."""
    row = plans.programme()
    operations.leave(
        row,
        row.cluster.manager,
        on=on,
        reason="the site closes",
        actor=programmes.manager(row.cluster),
        now=programmes.NOW,
    )
    return row


def press(client):
    return client.post(reverse("office_calendar"), follow=True)


def test_a_departure_that_has_come_is_shown_and_suspends_in_one_press(client):
    row = left(date(2031, 2, 1))
    client = office(client)
    text = check(client, "office_calendar")["en"]
    assert "Suspend programmes of which a part is left to nobody" in text
    assert row.name_en in text
    row.refresh_from_db()
    assert row.state == "approved"
    assert "1 row was moved on." in said(press(client))
    row.refresh_from_db()
    assert row.state == "suspended"
    assert "Nothing is due." in said(client.get(reverse("office_calendar")))


def test_a_departure_of_tomorrow_is_not_due(client):
    row = left(date(2031, 2, 2))
    client = office(client)
    assert "Nothing is due." in check(client, "office_calendar")["en"]
    assert "Nothing was done." in said(press(client))
    row.refresh_from_db()
    assert row.state == "approved"


def test_what_is_due_waits_in_the_work_list(client):
    left(date(2031, 2, 1))
    client = office(client)
    assert "Acts that are due by their date" in check(client, "office")["en"]
    press(client)
    assert "Acts that are due by their date" not in said(client.get(reverse("office")))


def test_an_act_that_cannot_be_says_why(client):
    row = outcomes.obligation(months=12)
    Rule.objects.all().delete()
    client = office(client)
    shown = check(client, "office_calendar")["en"]
    assert "Close obligations that are served to the last day:" in shown
    assert "obligation.count.term" in shown
    assert "obligation.count.term" in said(press(client))
    row.refresh_from_db()
    assert row.state == "running"


def test_the_rows_may_be_taken_away_as_a_file(client):
    left(date(2031, 2, 1))
    answer = office(client).get(reverse("office_calendar"), {"download": "due.csv"})
    assert "Suspend programmes" in answer.content.decode("utf-8-sig")


def test_nobody_but_an_office_lets_the_calendar_run(client):
    left(date(2031, 2, 1))
    client = signed_in(client, "employer", programmes.enterprise())
    written = Event.objects.count()
    assert client.get(reverse("office_calendar")).status_code == 403
    assert press(client).status_code == 403
    assert Event.objects.count() == written
