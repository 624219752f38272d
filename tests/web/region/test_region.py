"""A region's page, and lines confirmed at once or returned with a reason."""

import pytest
from django.urls import reverse

from sheber.demand.models import Line
from sheber.kernel.models import Reason
from sheber.registry.enums import Role
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.registry import build as registry
from tests.web.auditor.build import signed_in
from tests.web.office.build import check, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def akimat(client, region: str = "RU-ORE"):
    body = registry.organisation(
        f"demo-authority-{region}", "regional_authority", region[:2], region
    )
    return signed_in(client, Role.REGION, body)


def submitted(code: str = "CALL-1", **given) -> Line:
    line = demand.line(of=demand.call(code=code), **given)
    actor = registry.actor(Role.EMPLOYER, line.call.employer)
    return demand.operations.submit(line, actor=actor, now=demand.NOW)


def state(line: Line) -> str:
    line.refresh_from_db()
    return line.state


def test_a_region_sees_demand_seats_people_and_jobs(client):
    outcomes.job()
    text = check(akimat(client), "my_region")["en"]
    assert "Demand for work in this region" in text
    assert "At the work asked for" in text
    assert "People in and out" in text


def test_a_region_without_anything_says_so(client):
    assert "No cluster works here." in check(akimat(client), "my_region")["en"]


def test_many_lines_are_confirmed_at_once(client):
    lines = [submitted("CALL-1", number=3), submitted("CALL-2", number=4)]
    client = akimat(client)
    text = check(client, "lines_to_confirm")["en"]
    assert "2 lines · 7 people" in " ".join(text.split())
    url = reverse("lines_to_confirm")
    answer = client.post(url, {"line": [one.pk for one in lines]}, follow=True)
    assert "2 lines are confirmed." in said(answer)
    assert [state(one) for one in lines] == ["confirmed", "confirmed"]


def test_what_somebody_else_settled_meanwhile_is_told(client):
    first, second = submitted("CALL-1"), submitted("CALL-2")
    client = akimat(client)
    url = reverse("lines_to_confirm")
    client.post(url, {"line": [first.pk]})
    answer = client.post(url, {"line": [first.pk, second.pk]}, follow=True)
    assert "1 line is confirmed." in said(answer)
    assert "1 line no longer waits" in said(answer)


def test_nothing_chosen_is_told_and_nothing_confirmed(client):
    line = submitted()
    answer = akimat(client).post(reverse("lines_to_confirm"), {}, follow=True)
    assert "Choose at least one line." in said(answer)
    assert state(line) == "submitted"


def test_a_line_goes_back_with_a_reason(client):
    line = submitted()
    client = akimat(client)
    check(client, "line_return", line.pk)
    url = reverse("line_return", args=[line.pk])
    assert "Something has to be mended" in said(client.post(url, {"reason": ""}))
    client.post(url, {"reason": "The year is too early"})
    assert state(line) == "draft"
    assert Reason.objects.filter(text="The year is too early").exists()


def test_a_line_that_no_longer_waits_is_refused_beside_the_form(client):
    line = demand.confirmed_line()
    answer = akimat(client).post(reverse("line_return", args=[line.pk]), {"reason": "late"})
    assert "This cannot be done now" in said(answer)
    assert state(line) == "confirmed"


def test_a_region_confirms_no_line_of_another(client):
    line = submitted()
    client = akimat(client, "RU-SAM")
    assert "No line waits for your word." in check(client, "lines_to_confirm")["en"]
    client.post(reverse("lines_to_confirm"), {"line": [line.pk]})
    assert state(line) == "submitted"
    assert client.get(reverse("line_return", args=[line.pk])).status_code == 403


def test_the_office_of_the_country_confirms_as_well(client):
    line = submitted()
    client = signed_in(client, Role.OFFICE)
    client.post(reverse("lines_to_confirm"), {"line": [line.pk]})
    assert state(line) == "confirmed"
