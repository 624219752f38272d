"""The employer's lines as pages: stated, sent, cut, taken back; every number opens."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sheber.demand import operations
from sheber.demand.models import Call, Line
from sheber.kernel import events
from sheber.offers.models import Offer
from sheber.registry.enums import OrganisationKind, Role
from tests.accords import build as accords
from tests.demand import build as demand
from tests.flows.own_data import build as door
from tests.offers import build as offers
from tests.registry import build as registry
from tests.web import build as site
from tests.web import pages
from tests.web.employer import build
from tests.web.employer.build import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LINE = {
    "region": "RU-ORE",
    "occupation": "7411",
    "year": "2040",
    "number": "6",
    "confidence": "firm",
    "payer": "employer",
}


@pytest.fixture(autouse=True)
def _site():
    site.real()
    door.registry_of_one_town()


@pytest.fixture
def employer(client):
    return build.sign_in(client)


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def test_a_firm_without_lines_is_told_how_to_begin(employer):
    texts = pages.check(employer, "employer_lines")
    assert "No line yet" in texts["en"]


def test_a_line_is_typed_in_published_sent_and_seen_in_its_year(employer):
    pages.check(employer, "employer_line_new")
    post(employer, "employer_line_new", **LINE)
    line = Line.objects.get()
    post(employer, "employer_call_move", line.call_id, "publish")
    post(employer, "employer_line_submit", line.pk)
    line.refresh_from_db()
    assert (line.state, line.call.employer.code) == ("submitted", "our-works")
    page = employer.get(reverse("employer_lines"), {"year": "2040"})
    assert page.context["year"] == 2040
    (_asked, people), *_rest = page.context["totals"]
    assert people == 6


def test_own_references_stand_in_the_list_its_file_and_on_the_page_of_the_line(employer):
    post(employer, "employer_line_new", **LINE, reference="shift B")
    assert "shift B" in pages.check(employer, "employer_lines")["kk"]
    assert "shift B" in pages.check(employer, "employer_line", Line.objects.get().pk)["en"]
    taken = employer.get(reverse("employer_lines"), {"download": "lines.csv"})
    assert "shift B" in taken.content.decode()


def test_a_line_typed_in_goes_to_the_only_draft_call(employer):
    post(employer, "employer_calls", code="OPEN-1")
    assert "It is added to the call OPEN-1" in pages.check(employer, "employer_line_new")["en"]
    post(employer, "employer_line_new", **LINE)
    assert Line.objects.get().call.code == "OPEN-1"


def test_an_empty_call_is_closed_by_its_page(employer):
    post(employer, "employer_calls", code="OPEN-1")
    call = Call.objects.get()
    assert "Close the call" in pages.check(employer, "employer_call", call.pk)["en"]
    post(employer, "employer_call_move", call.pk, "close")
    call.refresh_from_db()
    assert call.state == "closed"
    assert "Close the call" not in pages.check(employer, "employer_call", call.pk)["en"]


def test_every_checked_file_waits_by_its_name(employer):
    for name, number in (("first.csv", "4"), ("second.csv", "5")):
        row = (*door.GOOD_LINE[:3], number, *door.GOOD_LINE[4:])
        file = SimpleUploadedFile(name, door.csv_of(row))
        post(employer, "own_data_hand_in", "lines", file=file)
    said = pages.check(employer, "employer_lines")["en"]
    assert "The file first.csv was checked" in said
    assert "The file second.csv was checked" in said


def test_a_file_whose_lines_all_stand_asks_for_nothing(employer):
    content = door.csv_of(door.GOOD_LINE)
    door.applied(content)
    file = SimpleUploadedFile("again.csv", content)
    post(employer, "own_data_hand_in", "lines", file=file)
    said = employer.get(reverse("employer_lines")).content.decode()
    assert "The file again.csv" not in said


def test_a_line_may_rest_on_a_project_of_industry(employer):
    project = accords.announced(region="RU-ORE")
    post(employer, "employer_line_new", **LINE, project=project.code)
    line = Line.objects.get()
    assert line.project == project
    shown = pages.check(employer, "employer_line", line.pk)["en"]
    assert "Demo plant" in shown
    assert "1 June 2028" in shown


def test_a_line_goes_into_the_call_from_which_it_was_begun(employer):
    call = build.call()
    url = reverse("employer_line_new") + "?call=CALL-1"
    employer.post(url, LINE)
    employer.post(url, LINE)
    assert list(Line.objects.values_list("call", flat=True)) == [call.pk, call.pk]


def test_what_is_wrong_in_a_line_stands_beside_its_field(employer):
    answer = post(employer, "employer_line_new", **{**LINE, "year": "1999", "number": "many"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"year", "number"}
    assert (Line.objects.count(), Call.objects.count()) == (0, 0)


def test_a_call_is_opened_with_a_code_of_its_own_or_a_given_one(employer):
    pages.check(employer, "employer_calls")
    post(employer, "employer_calls", code="SPRING-1")
    post(employer, "employer_calls", code="")
    assert post(employer, "employer_calls", code="SPRING-1").status_code == 400
    codes = set(Call.objects.values_list("code", flat=True))
    assert "SPRING-1" in codes
    assert len(codes) == 2


def test_all_lines_of_a_call_are_sent_with_one_press(employer):
    call = build.call()
    for _ in range(3):
        demand.line(call)
    pages.check(employer, "employer_call", call.pk)
    post(employer, "employer_call_move", call.pk, "submit")
    assert set(Line.objects.values_list("state", flat=True)) == {"submitted"}


def test_what_waits_stands_first(employer):
    call = build.call()
    sent_back = demand.line(call)
    operations.submit(sent_back, actor=door.employer(), now=NOW)
    ministry = registry.organisation("demo-ministry", OrganisationKind.REGIONAL_AUTHORITY)
    region = registry.actor(Role.REGION, ministry)
    operations.send_back(sent_back, reason="Name the site, please", actor=region, now=NOW)
    demand.line(call)
    text = pages.check(employer, "employer_lines")["en"]
    assert text.index("Name the site, please") < text.index("Send the lines of CALL-1")
    page = pages.check(employer, "employer_line", sent_back.pk)["en"]
    assert "Name the site, please" in page


def test_planned_seats_without_an_offer_are_work_to_do(employer):
    build.planned(meant=4)
    tasks = employer.get(reverse("employer_lines")).context["tasks"]
    assert [(one.count, one.url) for one in tasks] == [(4, reverse("employer_offers"))]


def test_every_number_leads_to_its_rows(employer):
    line, on = build.planned(meant=4)
    page = employer.get(reverse("employer_lines"))
    [row] = page.context["table"].rows
    steps = [cell for cell in row if hasattr(cell, "url") and "#" in cell.url]
    assert [cell.value for cell in steps] == [4, 4, 0, 0, 0]
    shown = employer.get(reverse("employer_line", args=[line.pk])).content.decode()
    for cell in steps:
        assert f'id="{cell.url.partition("#")[2]}"' in shown
    assert on.plan.code in shown


def test_a_line_can_be_taken_away_as_a_file(employer):
    build.planned()
    answer = employer.get(reverse("employer_lines"), {"download": "lines.csv"})
    assert "CALL-1/1" in answer.content.decode("utf-8-sig")


def test_a_line_withdrawn_after_seats_were_planned_takes_its_free_offers_along(employer):
    line, on = build.planned()
    offer = offers.draft(line, on)
    texts = pages.check(employer, "employer_line_withdraw", line.pk)
    assert "What rests on this line" in texts["en"]
    answer = post(
        employer,
        "employer_line_withdraw",
        line.pk,
        ground="project_stopped",
        words="The plant is not built.",
    )
    assert answer["Location"] == reverse("employer_line", args=[line.pk])
    line.refresh_from_db()
    offer.refresh_from_db()
    assert (line.state, offer.state) == ("withdrawn", "withdrawn")
    history = pages.check(employer, "employer_line", line.pk)
    assert "the project was stopped. The plant is not built." in history["en"]


def test_a_line_is_not_withdrawn_without_a_ground(employer):
    line, _on = build.planned()
    assert post(employer, "employer_line_withdraw", line.pk).status_code == 400
    other = post(employer, "employer_line_withdraw", line.pk, ground="other", words=" ")
    assert "words" in other.context["form"].errors
    line.refresh_from_db()
    assert line.state == "confirmed"


def test_a_line_cut_by_half_waits_for_its_region_again(employer):
    line, _on = build.planned(number=4)
    pages.check(employer, "employer_line_cut", line.pk)
    post(employer, "employer_line_cut", line.pk, number="2", ground="posts_cut", words="")
    line.refresh_from_db()
    assert (line.number, line.state) == (2, "submitted")
    cut = [one for one in events.of("demand.line", [line.pk]) if one.verb.endswith(".cut")]
    assert cut[0].facts == {"from": 4, "to": 2}


def test_a_cut_that_is_none_is_refused_beside_the_form(employer):
    line, _on = build.planned(number=4)
    answer = post(employer, "employer_line_cut", line.pk, number="9", ground="posts_cut")
    assert answer.status_code == 400
    line.refresh_from_db()
    assert (line.number, line.state) == (4, "confirmed")


def test_a_line_taken_back_cannot_be_taken_back_again(employer):
    line, _on = build.planned()
    operations.withdraw(line, reason="x", actor=door.employer(), now=NOW)
    page = employer.get(reverse("employer_line_withdraw", args=[line.pk]))
    assert page.status_code == 409


def test_another_firm_finds_no_line_no_call_and_no_offer(employer, client):
    line, on = build.planned()
    offer = offers.draft(line, on)
    build.sign_in(client, door.firm("rival-works"), "rival")
    for view, key in (
        ("employer_line", line.pk),
        ("employer_line_cost", line.pk),
        ("employer_line_withdraw", line.pk),
        ("employer_line_cut", line.pk),
        ("employer_call", line.call_id),
        ("employer_offer", offer.pk),
        ("employer_offer_terms", offer.pk),
        ("employer_offer_publish", offer.pk),
        ("employer_offer_withdraw", offer.pk),
    ):
        assert client.get(reverse(view, args=[key])).status_code == 404, view
    answer = post(client, "employer_line_withdraw", line.pk, ground="posts_cut")
    assert answer.status_code == 404
    assert (Line.objects.get().state, Offer.objects.get().state) == ("confirmed", "draft")


def test_a_college_has_no_lines(client):
    of = registry.organisation("demo-college-7", OrganisationKind.COLLEGE)
    client.force_login(site.account("college", Role.COLLEGE, of))
    assert client.get(reverse("employer_lines")).status_code == 403


def test_the_cost_of_one_person_stands_with_its_formula_before_anything_is_published(employer):
    post(employer, "employer_line_new", **LINE)
    build.deliverable(year=2038, months=10)
    line = Line.objects.get()
    pages.check(employer, "employer_line_cost", line.pk)
    page = employer.get(
        reverse("employer_line_cost", args=[line.pk]), {"monthly": "12000", "bed": "500.50"}
    )
    [cost] = page.context["found"]
    # 250,000 for the seat and ten months of 12,500.50.
    assert (cost.total.minor, cost.total.currency) == (25_000_000 + 10 * 1_250_050, "RUB")
    assert cost.formula in page.content.decode()
    assert cost.delivery.ready_on.year == 2039


def test_another_currency_is_summed_only_at_the_rate_of_the_firm(employer):
    post(employer, "employer_line_new", **LINE)
    build.deliverable(year=2038, country="KZ", currency="KZT")
    url = reverse("employer_line_cost", args=[Line.objects.get().pk])
    page = employer.get(url, {"monthly": "0", "bed": "0"})
    assert page.context["found"][0].total is None
    assert page.context["needs_rate"]
    page = employer.get(url, {"monthly": "0", "bed": "0", "rate": "0.2"})
    assert str(page.context["found"][0].total.minor) == "5000000"


def test_a_programme_that_ends_too_late_is_not_offered(employer):
    post(employer, "employer_line_new", **{**LINE, "year": "2038"})
    build.deliverable(year=2038, months=20)
    text = pages.check(employer, "employer_line_cost", Line.objects.get().pk)["en"]
    assert "No approved programme could bring people" in text


def test_weeks_are_counted_up_to_whole_months():
    from sheber.programmes.models import Programme
    from sheber.web.employer.costs import months_of

    assert [
        months_of(Programme(months=months, weeks=weeks))
        for months, weeks in ((10, 0), (0, 1), (0, 4), (0, 5), (10, 6))
    ] == [10, 1, 1, 2, 12]


def test_time_that_is_over_is_no_time_for_a_line(employer):
    last_year = str((NOW - timedelta(days=365)).year)
    assert post(employer, "employer_line_new", **{**LINE, "year": last_year}).status_code == 400


def test_a_suspended_programme_is_told_on_its_lines(employer):
    line, row = build.planned()
    title = "lie in a suspended programme"
    assert title not in pages.check(employer, "employer_lines")["en"]
    row.capacity.programme.state = "suspended"
    row.capacity.programme.save()
    assert title in pages.check(employer, "employer_lines")["en"]
    text = pages.check(employer, "employer_line", line.pk)["en"]
    assert "is suspended: the seats planned in it for this line wait" in text


def test_a_line_taken_back_has_no_seats_to_worry_about(employer):
    line, row = build.planned()
    row.capacity.programme.state = "suspended"
    row.capacity.programme.save()
    actor = registry.actor(Role.EMPLOYER, line.call.employer)
    operations.withdraw(line, reason="closed", actor=actor, now=NOW)
    assert "suspended programme" not in pages.check(employer, "employer_lines")["en"]
