"""A plan's numbers taken away from its page, changed in a file, and handed in with verdicts."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from sheber.planning import operations
from sheber.planning.models import Allocation, Plan
from sheber.registry.enums import OrganisationKind, Role
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web.auditor.build import signed_in
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def draft() -> Plan:
    plan = plans.draft()
    operations.allocate(plan, [plans.given(25)], actor=plans.office_actor(), now=plans.NOW)
    return plan


def changed(content: bytes, seats: int) -> bytes:
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("Seats: write here") + 1).value = seats
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def hand_in(client, plan, content: bytes):
    file = SimpleUploadedFile("seats.xlsx", content)
    url = reverse("own_data_hand_in", args=["plan_seats"])
    return client.post(url, {"file": file, "plan": plan.pk}, follow=True)


def test_the_page_of_files_in_three_languages(client):
    text = check(office(client), "plan_files", draft().pk)["en"]
    assert "Hand in changed numbers" in text


def test_a_number_goes_out_comes_back_and_is_applied(client):
    plan, client = draft(), office(client)
    taken = client.get(reverse("plan_seats", args=[plan.pk, "xlsx"]))
    assert 'filename="sheber-PLAN-1-seats-en.xlsx"' in taken.headers["Content-Disposition"]
    answer = hand_in(client, plan, changed(taken.content, 40))
    assert "25 → 40" in said(answer)
    assert reverse("plan_files", args=[plan.pk]) in said(answer)
    assert "Row key" not in said(answer)
    assert Allocation.objects.get(plan=plan).seats == 25
    seen = {"seen": answer.context["seen"]}
    done = client.post(
        reverse("own_data_apply", args=[answer.context["upload"].pk]), seen, follow=True
    )
    assert Allocation.objects.get(plan=plan).seats == 40
    assert done.context["next"] == reverse("plan", args=[plan.pk])
    assert "seats.xlsx" in check(client, "plan_files", plan.pk)["en"]


def test_verdicts_come_back_in_the_same_file(client):
    plan, client = draft(), office(client)
    taken = client.get(reverse("plan_seats", args=[plan.pk, "xlsx"])).content
    answer = hand_in(client, plan, changed(taken, 26_000))
    key = answer.context["upload"].pk
    back = client.get(reverse("own_data_returned", args=[key, "xlsx"])).content
    sheet = load_workbook(BytesIO(back)).worksheets[0]
    assert "exceed what the provider can hold" in sheet["A2"].value
    assert sheet.column_dimensions["B"].hidden


def test_a_file_that_is_let_go_leads_back_to_the_files_of_its_plan(client):
    plan, client = draft(), office(client)
    taken = client.get(reverse("plan_seats", args=[plan.pk, "xlsx"])).content
    key = hand_in(client, plan, changed(taken, 40)).context["upload"].pk
    answer = client.post(reverse("own_data_let_go", args=[key]))
    assert answer.url == reverse("plan_files", args=[plan.pk])


def test_a_proposed_plan_takes_no_file(client):
    plan = operations.propose(draft(), actor=plans.office_actor(), now=plans.NOW)
    assert "Take it back into work first." in check(office(client), "plan_files", plan.pk)["en"]


def test_a_file_for_a_plan_that_is_not_there_is_told(client):
    plan, client = draft(), office(client)
    taken = client.get(reverse("plan_seats", args=[plan.pk, "csv"])).content
    file = SimpleUploadedFile("seats.csv", taken)
    url = reverse("own_data_hand_in", args=["plan_seats"])
    answer = client.post(url, {"file": file, "plan": "none"})
    assert answer.status_code == 400
    assert "is not the plan to which this file is handed in" in said(answer)


def test_lines_are_taken_away_by_a_region_too(client):
    plan = draft()
    body = registry.organisation("demo-authority", OrganisationKind.REGIONAL_AUTHORITY)
    client = signed_in(client, Role.REGION, body)
    answer = client.get(reverse("plan_lines", args=[plan.pk]))
    assert "What limits it" in answer.content.decode("utf-8-sig")
    assert client.get(reverse("plan_seats", args=[plan.pk, "pdf"])).status_code == 404
