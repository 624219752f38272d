"""The office's year: counts that open, where it is stuck, two pages and a workbook."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from sheber.insights.models import Snapshot
from sheber.insights.queries import STAGES, WAITING, Scope
from sheber.registry.enums import Role
from sheber.web.office import report
from tests.accords import build as accords
from tests.demand import build as demand
from tests.offers import build as offers
from tests.outcomes import build as outcomes
from tests.web.auditor.build import signed_in
from tests.web.build import DEMO_NOW
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_a_year_shows_its_river_and_every_number_opens(client):
    outcomes.job()
    client = office(client)
    text = check(client, "office_year", 2026)["en"]
    assert "At the work asked for" in text
    shown = client.get(reverse("office_year", args=[2026])).content.decode()
    for stage in STAGES:
        assert reverse("office_rows", args=[2026, stage]) in shown


def test_an_empty_year_says_so(client):
    assert "No employer has asked for people" in check(office(client), "office_year", 2026)["en"]


@pytest.mark.parametrize("code", [*STAGES, *WAITING])
def test_rows_behind_a_number_are_listed(client, code):
    outcomes.job()
    check(office(client), "office_rows", 2026, code)


def test_a_job_is_listed_with_its_trace(client):
    row = outcomes.job()
    shown = said(office(client).get(reverse("office_rows", args=[2026, "at_work"])))
    assert reverse("trace_job", args=[row.pk]) in shown


def test_a_number_that_nobody_counts_is_not_found(client):
    assert office(client).get(reverse("office_rows", args=[2026, "nothing"])).status_code == 404


def test_a_year_is_narrowed_by_region(client):
    demand.confirmed_line(number=7)
    client = office(client)
    url = reverse("office_year", args=[2026])
    assert 'href="' + reverse("office_rows", args=[2026, "asked"]) + "?region=RU-ORE" in (
        client.get(url, {"region": "RU-ORE"}).content.decode()
    )
    assert "No employer has asked" in said(client.get(url, {"region": "KZ-27"}))


def test_the_river_is_published_for_the_first_page(client):
    demand.confirmed_line(number=30)
    client = office(client)
    assert "The river was published" in said(act(client, "office_year", 2026, act="publish"))
    assert Snapshot.objects.get().counts["asked"] == 30


def test_a_river_that_would_show_few_is_published_without_them(client):
    outcomes.job()
    answer = act(office(client), "office_year", 2026, act="publish")
    assert "The river was published" in said(answer)
    assert Snapshot.objects.get().counts["at_work"] is None


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_paper_has_two_pages(client, language):
    accords.commitment()
    outcomes.job()
    with translation.override(language):
        paper = report.pdf(Scope(2026, DEMO_NOW.date()), "https://example.org/assumptions")
    assert paper.startswith(b"%PDF")
    assert report._pages(paper) == 2


def test_the_paper_and_the_workbook_come_in_one_press(client):
    outcomes.job()
    client = office(client)
    paper = client.get(reverse("office_paper", args=[2026]))
    assert paper["Content-Type"] == "application/pdf"
    book = client.get(reverse("office_workbook", args=[2026]))
    sheets = load_workbook(io.BytesIO(book.content))
    assert len(sheets.sheetnames) == 7
    for sheet in sheets:
        assert "Demo data" in str([cell.value for cell in sheet[sheet.max_row]])


def test_paper_and_workbook_lead_to_what_is_assumed(client):
    client = office(client)
    offers.rule("target_seat.open_to.KZ")
    offers.answer("target_seat.open_to.KZ")
    where = "http://testserver/en/assumptions"
    book = load_workbook(io.BytesIO(client.get(reverse("office_workbook", args=[2026])).content))
    cells = [str(cell.value) for row in book[book.sheetnames[-1]].rows for cell in row]
    assert f"{where}#RU-target_seat.open_to.KZ" in cells
    paper = client.get(reverse("office_paper", args=[2026])).content
    assert where.encode() in paper


def test_no_invented_figure_stands_beside_a_real_name(client):
    """In a demo the paper names commitments by their codes alone."""
    row = accords.commitment()
    shown = [cell for part in report.sections(Scope(2026, DEMO_NOW.date())) for cell in part.rows]
    assert any(row.code in map(str, cells) for cells in shown)
    assert not any(row.name in map(str, cells) for cells in shown)


def test_what_waits_leads_to_where_it_is_done(client):
    line = demand.line(number=7)
    actor = demand.registry.actor(Role.EMPLOYER, line.call.employer)
    demand.operations.submit(line, actor=actor, now=demand.NOW)
    client = office(client)
    text = check(client, "office")["en"]
    assert "Lines of demand to confirm or return" in text
    assert reverse("lines_to_confirm") in client.get(reverse("office")).content.decode()


def test_what_others_did_since_the_last_visit_is_counted(client):
    client = office(client)
    client.get(reverse("office"))
    demand.confirmed_line(number=7)
    assert "line of demand: confirmed" in said(client.get(reverse("office")))
    assert "Nothing was done by others" in said(client.get(reverse("office")))


def test_an_employer_is_not_at_home_here(client):
    client = signed_in(client, Role.EMPLOYER, demand.employer())
    assert client.get(reverse("office")).status_code == 403
    assert client.get(reverse("office_year", args=[2026])).status_code == 403
