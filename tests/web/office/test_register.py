"""The register kept by the offices: each act with its document, each refusal beside its form."""

from datetime import date

import pytest
from django.urls import reverse

from sheber.accords.models import Commitment, Conflict, Gap, Project
from sheber.registry.models import Organisation, RuleAnswer
from tests.accords import build as accords
from tests.flows.test_demand import on_project, planned
from tests.web.accords.conftest import register  # noqa: F401
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("register")]
PAPER = {"document": "Protocol 4", "dated": "2030-05-04"}


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("register", ()),
        ("keep_commitment", ("C-03",)),
        ("keep_project", ("P-GAS-NORTH",)),
        ("keep_conflict", ("X-1",)),
        ("questions", ()),
        ("question", ("RU", "target_seat.open_to.KZ")),
    ],
)
def test_page_holds_to_the_rules(client, view, args):
    check(office(client), view, *args)


def test_a_commitment_moves_on_with_a_document(client):
    answer = act(office(client), "keep_commitment", "C-01", act="advance", move="sign", **PAPER)
    assert "The commitment has moved on" in said(answer)
    assert Commitment.objects.get(code="C-01").state == "signed"


def test_a_step_without_evidence_is_refused_beside_its_form(client):
    answer = act(office(client), "keep_commitment", "C-01", act="advance", move="sign")
    assert answer.status_code == 409
    assert "Every step needs evidence" in said(answer)
    assert Commitment.objects.get(code="C-01").state == "proposed"


def test_a_commitment_lapses_only_with_a_reason(client):
    client = office(client)
    answer = act(client, "keep_commitment", "C-01", act="advance", move="lapse", **PAPER)
    assert answer.status_code == 409
    assert "Give a reason" in said(answer)


def test_the_other_side_alone_confirms(client):
    own = said(office(client, "RU").get(reverse("keep_commitment", args=["C-04"])))
    assert "Confirm what the other side has stated" not in own
    answer = act(office(client, "KZ"), "keep_commitment", "C-04", act="confirm", **PAPER)
    assert "confirmed by both sides now" in said(answer)
    assert Commitment.objects.get(code="C-04").confirmed_by_other == "Protocol 4"


def test_a_document_from_tomorrow_is_refused(client):
    given = {"document": "Protocol 4", "dated": "2040-01-01"}
    answer = act(office(client, "KZ"), "keep_commitment", "C-04", act="confirm", **given)
    assert answer.status_code == 409
    assert "which has not come yet" in said(answer)


def test_a_gap_is_filled_with_a_document_and_no_other_way(client):
    client = office(client)
    without = act(client, "keep_commitment", "C-01", act="gap-deadline", filled_with="2032")
    assert "Something has to be mended" in said(without)
    answer = act(client, "keep_commitment", "C-01", act="gap-deadline", filled_with="2032", **PAPER)
    assert "The gap is filled" in said(answer)
    assert not Gap.objects.get(commitment__code="C-01", kind="deadline").is_open


def test_a_body_of_the_other_country_is_not_ours_to_name(client):
    shown = said(office(client, "RU").get(reverse("keep_commitment", args=["C-01"])))
    assert 'value="gap-owner_ru"' in shown
    assert 'value="gap-owner_kz"' not in shown


def test_a_party_is_resolved_with_a_document(client):
    universities = Organisation.objects.filter(kind="university", demo=False, country="KZ")
    body = universities.exclude(status="unresolved").first()
    client = office(client)
    assert 'value="party"' in said(client.get(reverse("keep_commitment", args=["C-04"])))
    answer = act(client, "keep_commitment", "C-03", act="party", organisations=[body.pk], **PAPER)
    assert "The party is established" in said(answer)
    assert not Commitment.objects.get(code="C-03").unresolved_party


def test_a_disagreement_is_settled_once(client):
    client = office(client)
    answer = act(client, "keep_conflict", "X-1", act="settle", upheld="", **PAPER)
    assert "The disagreement is settled" in said(answer)
    assert Conflict.objects.get(pk="X-1").settled_with == "Protocol 4"
    assert 'value="settle"' not in said(client.get(reverse("keep_conflict", args=["X-1"])))


def test_a_project_is_announced_delayed_and_cancelled(client):
    row = accords.project(region="RU-ORE")
    client = office(client)
    opening = {"opens_on": "2032-06-01", "document": "Order 7"}
    assert "is announced" in said(act(client, "keep_project", row.code, act="announce", **opening))
    early = act(
        client, "keep_project", row.code, act="delay", opens_on="2032-01-01", reason="flood"
    )
    assert early.status_code == 409
    act(client, "keep_project", row.code, act="delay", opens_on="2033-06-01", reason="flood")
    assert Project.objects.get(pk=row.pk).opens_on == date(2033, 6, 1)
    act(client, "keep_project", row.code, act="cancel", reason="no money")
    assert Project.objects.get(pk=row.pk).state == "cancelled"


def test_a_project_of_the_other_country_is_not_ours_to_delay(client):
    row = accords.announced(region="KZ-27")
    shown = said(office(client, "RU").get(reverse("keep_project", args=[row.code])))
    assert 'value="delay"' not in shown


def test_what_rests_on_a_project_stands_beside_its_delay(client):
    row = accords.announced(region="KZ-27")
    line = on_project(row)
    planned(line)
    client = office(client, "KZ")
    before = check(client, "keep_project", row.code)["en"]
    assert "demo-enterprise-KZ" in before
    assert "PLAN-1" in before
    assert "2029 → 2030" not in before
    answer = act(
        client, "keep_project", row.code, act="delay", opens_on="2029-06-01", reason="flood"
    )
    assert "1 line of demand has moved with it. 20 seats of approved plans were meant" in said(
        answer
    )
    texts = check(client, "keep_project", row.code)
    assert "opening 1 June 2028 → 1 June 2029" in texts["en"]
    assert all("2029 → 2030" in one for one in texts.values())
    file = client.get(reverse("keep_project", args=[row.code]), {"download": "delay-1.csv"})
    assert "2029 → 2030,20,PLAN-1" in file.content.decode().replace(";", ",").replace('"', "")


def test_a_delay_that_moves_no_line_says_so(client):
    row = accords.announced(region="KZ-27")
    given = {"opens_on": "2029-06-01", "reason": "flood"}
    answer = act(office(client, "KZ"), "keep_project", row.code, act="delay", **given)
    assert "No line of demand has moved" in said(answer)


def test_a_project_in_the_north_of_kazakhstan_is_not_russia_s_to_announce(client):
    page = reverse("keep_project", args=["P-GAS-NORTH"])
    assert 'value="announce"' not in said(office(client, "RU").get(page))
    assert 'value="announce"' in said(office(client, "KZ").get(page))


def test_a_rule_is_answered_as_an_assumption(client):
    answer = act(
        office(client),
        "question",
        "RU",
        "target_seat.open_to.KZ",
        act="answer",
        answer="yes",
        basis="assumption",
    )
    assert "answer is recorded and public" in said(answer)
    row = RuleAnswer.objects.get()
    assert (row.value, row.basis) == (True, "assumption")


def test_an_answer_on_a_document_names_it(client):
    answer = act(
        office(client),
        "question",
        "RU",
        "target_seat.open_to.KZ",
        act="answer",
        answer="no",
        basis="document",
    )
    assert answer.status_code == 409
    assert "Name the document" in said(answer)


def test_something_else_is_said_in_words_or_numbers(client):
    client = office(client)
    code = ("KZ", "admission.applications.universities_maximum")
    nothing = act(client, "question", *code, act="answer", answer="other", basis="assumption")
    assert "Say what the answer is." in said(nothing)
    act(client, "question", *code, act="answer", answer="other", other="4", basis="assumption")
    assert RuleAnswer.objects.get().value == 4


def test_a_question_that_nobody_asks_is_not_found(client):
    assert office(client).get(reverse("question", args=["RU", "no.such.rule"])).status_code == 404
