"""The register grows from the site: statements, commitments and projects, each with evidence."""

import pytest
from django.urls import reverse

from sheber.accords import queries
from sheber.accords.enums import PROJECT_GAPS, USUAL_GAPS
from sheber.accords.models import Commitment, Evidence, Project, Statement
from sheber.registry.models import Organisation
from tests.web.accords.conftest import register  # noqa: F401
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("register")]
LANGUAGES = ("en", "ru", "kk")
STATEMENT = {
    "code": "N-01",
    "stated_by": "KZ",
    "said_on": "2030-05-04",
    "publisher": "Demo agency",
    "title": "News of the day",
    "published": "2030-05-05",
    "paragraph": "3",
    "url": "https://example.org/news",
    **{f"office_{one}": f"Demo office {one}" for one in LANGUAGES},
    **{f"text_{one}": f"Forty posts are wanted ({one})." for one in LANGUAGES},
}
NAMED = {
    "code": "N-C1",
    "stated_by": "KZ",
    **{f"name_{one}": f"Exchange of masters ({one})" for one in LANGUAGES},
    **{f"description_{one}": f"Masters teach abroad ({one})" for one in LANGUAGES},
}
PAPER = {"document": "Protocol 4", "dated": "2030-05-04", "place": "article 2"}
PROJECT = {**NAMED, "code": "N-P1", "sector": "gas", "statement": "S0-03"}


def send(client, view: str, given: dict, follow: bool = True):
    return client.post(reverse(view), given, follow=follow)


@pytest.mark.parametrize("view", ["enter_statement", "enter_commitment", "enter_project"])
def test_page_holds_to_the_rules_and_is_reached_from_the_register(client, view):
    client = office(client)
    check(client, view)
    assert reverse(view) in said(client.get(reverse("register")))


def test_a_statement_is_entered_with_its_source_and_the_place_in_it(client):
    answer = send(office(client), "enter_statement", STATEMENT)
    assert "The statement stands in the register." in said(answer)
    row = Statement.objects.get(pk="N-01")
    assert (row.stated_by, row.is_two_sided) == ("KZ", False)
    assert row.sources[0]["paragraph"] == "3"
    shown = said(client.get(reverse("statements"), {"page": 2}))
    assert "Forty posts are wanted (en)." in shown
    assert "News of the day" in shown


def test_a_statement_without_a_source_is_not_entered(client):
    given = {**STATEMENT, "publisher": "", "paragraph": ""}
    answer = send(office(client), "enter_statement", given)
    assert answer.status_code == 400
    assert not Statement.objects.filter(pk="N-01").exists()


def test_a_statement_from_tomorrow_and_a_code_that_is_taken_are_refused(client):
    client = office(client)
    late = send(client, "enter_statement", {**STATEMENT, "said_on": "2040-01-01"})
    assert late.status_code == 409
    assert "which has not come yet" in said(late)
    twice = send(client, "enter_statement", {**STATEMENT, "code": "S0-01"})
    assert twice.status_code == 409
    assert "The register holds S0-01 already" in said(twice)


def test_a_commitment_is_entered_on_a_document_and_shows_its_gaps(client):
    answer = send(office(client), "enter_commitment", {**NAMED, **PAPER, "region": "KZ-27"})
    assert "what nobody has stated shows as a gap" in said(answer)
    row = Commitment.objects.get(code="N-C1")
    kept = Evidence.objects.get(commitment=row)
    assert (row.state, kept.document, kept.place) == ("mentioned", "Protocol 4", "article 2")
    standing = queries.standing(row)
    assert {gap.kind_id for gap in standing.open_gaps} == set(USUAL_GAPS)
    public = check(client, "commitment", "N-C1")["en"]
    assert "not confirmed by the other side" in public
    assert "West Kazakhstan" in public


def test_a_commitment_without_evidence_is_refused_beside_the_form(client):
    answer = send(office(client), "enter_commitment", NAMED)
    assert answer.status_code == 409
    assert "Every step needs evidence" in said(answer)
    assert not Commitment.objects.filter(code="N-C1").exists()


def test_a_commitment_with_an_open_party_receives_no_programme(client):
    given = {**NAMED, "statement": "S4-15", "unresolved_party": "on"}
    send(office(client), "enter_commitment", given)
    row = Commitment.objects.get(code="N-C1")
    assert queries.may_receive_programme(row).refusal.code == "party_unresolved"


def test_a_project_is_entered_on_a_statement_and_its_country_keeps_it(client):
    answer = send(office(client, "RU"), "enter_project", {**PROJECT, "region_group": "KZ-EAST"})
    assert "lines of demand may rest on it" in said(answer)
    row = Project.objects.get(code="N-P1")
    assert [one.pk for one in row.statements.all()] == ["S0-03"]
    assert set(queries.gaps_of_project(row).values_list("kind_id", flat=True)) == set(PROJECT_GAPS)
    assert 'value="announce"' not in said(client.get(reverse("keep_project", args=["N-P1"])))
    assert 'value="announce"' in said(
        office(client, "KZ").get(reverse("keep_project", args=["N-P1"]))
    )


def test_a_project_without_a_statement_or_in_two_places_is_not_entered(client):
    client = office(client)
    assert send(client, "enter_project", {**PROJECT, "statement": ""}).status_code == 400
    both = {**PROJECT, "region": "KZ-27", "region_group": "KZ-EAST"}
    answer = send(client, "enter_project", both)
    assert answer.status_code == 409
    assert "one region or in one group of regions" in said(answer)
    assert not Project.objects.filter(code="N-P1").exists()


def test_a_visitor_enters_nothing(client):
    assert client.post(reverse("enter_statement"), STATEMENT).status_code == 302
    assert not Statement.objects.filter(pk="N-01").exists()


def test_another_name_stands_beside_the_body_with_its_source(client):
    body = Organisation.objects.get(code="kz-kaznu")
    given = {
        "organisation": body.pk,
        "text": "The University by the Hills",
        "language": "en",
        "kind": "press",
        "certainty": "published",
        "source": "A town paper",
        "dated": "2030-05-04",
    }
    client = office(client)
    check(client, "enter_alias")
    assert "The University by the Hills" in said(send(client, "enter_alias", given))
    shown = check(client, "organisation", "kz-kaznu")["en"]
    assert "as the press writes it" in shown
    assert "4 May 2030" in shown
    assert send(client, "enter_alias", given).status_code == 409


def test_a_branch_is_entered_and_what_nobody_says_shows_as_not_stated(client):
    given = {
        "code": "ru-branch-kaznu-oral",
        **{f"name_{one}": f"Branch of a university ({one})" for one in LANGUAGES},
        **{f"town_{one}": "Orenburg" for one in LANGUAGES},
        "region": "RU-ORE",
        "parent": Organisation.objects.get(code="kz-kaznu").pk,
        "teaching_languages": ["kk", "ru"],
        "source": "A town paper",
        "dated": "2030-05-04",
    }
    client = office(client)
    check(client, "enter_branch")
    wrong = send(client, "enter_branch", {**given, "region": "KZ-27"})
    assert wrong.status_code == 409
    assert "Enter the branch in a region of the other country" in said(wrong)
    shown = said(send(client, "enter_branch", given))
    assert "The branch stands in the registry." in shown
    assert "Al-Farabi Kazakh National University" in shown
    row = Organisation.objects.get(code="ru-branch-kaznu-oral")
    assert (row.awarding, row.founder) == (None, "")
    assert "not stated" in check(client, "organisation", row.code)["en"]
