from dataclasses import replace
from datetime import date, timedelta

import pytest

from sheber.accords import operations, queries
from sheber.accords.models import Commitment, Evidence
from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from tests.accords import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
PAPER = {"document": "Letter 12-3", "dated": date(2026, 1, 30), "now": NOW}


def refused(code, verb, *given, **named):
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_a_step_keeps_the_evidence_on_which_it_rests():
    row, said = build.commitment(), build.statement()
    proofs = [operations.Proof(statement=said), build.document()]
    operations.advance(row, "propose", evidence=proofs, actor=build.office(), now=NOW)
    row.refresh_from_db()
    assert row.state == "proposed"
    kept = Evidence.objects.filter(commitment=row).exclude(supports_state="mentioned")
    assert [(one.statement_id, one.document, one.dated) for one in kept] == [
        ("D-01", "", build.SAID_ON),
        (None, "Protocol 1", date(2026, 1, 20)),
    ]
    assert {one.supports_state for one in kept} == {"proposed"}


@pytest.mark.parametrize(
    "proofs",
    [
        [],
        [operations.Proof()],
        [operations.Proof(document="Protocol without a date")],
        [operations.Proof(document=" ", dated=date(2026, 1, 1))],
    ],
)
def test_a_step_without_evidence_is_refused(proofs):
    row = build.commitment()
    refused(
        "evidence_missing",
        operations.advance,
        row,
        "sign",
        evidence=proofs,
        actor=build.office(),
        now=NOW,
    )
    row.refresh_from_db()
    assert row.state == "mentioned"


def test_evidence_from_tomorrow_is_refused():
    proof = build.document(dated=NOW.date() + timedelta(days=1))
    refused(
        "evidence_from_the_future",
        operations.advance,
        build.commitment(),
        "sign",
        evidence=[proof],
        actor=build.office(),
        now=NOW,
    )


def test_a_commitment_never_goes_back():
    row = build.advanced("sign")
    refused(
        "wrong_state",
        operations.advance,
        row,
        "propose",
        evidence=[build.document()],
        actor=build.office(),
        now=NOW,
    )
    reached = Evidence.objects.filter(commitment=row).values_list("supports_state", flat=True)
    assert list(reached) == ["mentioned", "signed"]


def test_an_employer_cannot_advance_a_commitment():
    employer = registry.actor(Role.EMPLOYER, registry.organisation())
    refused(
        "not_allowed",
        operations.advance,
        build.commitment(),
        "propose",
        evidence=[build.document()],
        actor=employer,
        now=NOW,
    )


def test_a_lapse_needs_a_reason_in_words():
    row = build.advanced("sign")
    given = {"evidence": [build.document()], "actor": build.office(), "now": NOW}
    refused("missing_reason", operations.advance, row, "lapse", **given)
    operations.advance(row, "lapse", reason="The term has passed", **given)
    assert row.state == "lapsed"


def test_many_steps_are_taken_all_or_none():
    one, other = build.commitment("D-C1"), build.advanced("sign", code="D-C2")
    steps = [
        operations.Step(one, "propose", [build.document()]),
        operations.Step(other, "propose", [build.document()]),
    ]
    refused("wrong_state", operations.advance_many, steps, actor=build.office(), now=NOW)
    one.refresh_from_db()
    assert one.state == "mentioned"
    assert not Evidence.objects.filter(commitment=one, supports_state="proposed").exists()


def test_only_the_other_side_confirms():
    row = build.advanced("agree")
    refused("not_allowed", operations.confirm, row, actor=build.office("RU"), **PAPER)
    operations.confirm(row, actor=build.office("KZ"), **PAPER)
    row.refresh_from_db()
    assert (row.confirmed_by_other, row.confirmed_on) == ("Letter 12-3", date(2026, 1, 30))
    last = events.of("accords.commitment", [row.pk])[-1]
    assert (last.verb, last.facts) == ("accords.commitment.confirm", {"dated": "2026-01-30"})


def test_one_side_s_words_never_show_as_agreed():
    row = build.advanced("agree")
    assert not queries.is_agreed(row)
    operations.confirm(row, actor=build.office("KZ"), **PAPER)
    assert queries.is_agreed(row)


def test_what_is_only_proposed_by_both_is_not_agreed():
    assert not queries.is_agreed(build.advanced("propose", stated_by="joint"))
    assert queries.is_agreed(build.advanced("sign", stated_by="joint", code="D-C2"))


def test_a_confirmation_is_given_once_and_with_a_document():
    row = build.commitment()
    kazakhstan = build.office("KZ")
    blank = {**PAPER, "document": " "}
    refused("accord_needs_document", operations.confirm, row, actor=kazakhstan, **blank)
    operations.confirm(row, actor=kazakhstan, **PAPER)
    refused("already_two_sided", operations.confirm, row, actor=kazakhstan, **PAPER)


def test_a_statement_and_a_project_are_confirmed_in_the_same_way():
    for said in (build.statement(), build.project(stated_by="RU")):
        operations.confirm(said, actor=build.office("KZ"), **PAPER)
        said.refresh_from_db()
        assert said.is_two_sided


def test_a_press_report_is_attributed_before_it_is_confirmed():
    row = build.commitment(stated_by="press")
    kazakhstan = build.office("KZ")
    refused("press_is_not_a_side", operations.confirm, row, actor=kazakhstan, **PAPER)
    operations.attribute(row, stated_by="RU", actor=build.office(), **PAPER)
    assert Evidence.objects.filter(commitment=row).last().document == "Letter 12-3"
    operations.confirm(row, actor=kazakhstan, **PAPER)
    assert row.is_two_sided


def test_only_a_side_can_be_named_and_only_where_none_is_known():
    office = build.office()
    row = build.commitment(stated_by="press")
    refused("side_unknown", operations.attribute, row, stated_by="press", actor=office, **PAPER)
    known = build.commitment("D-C2")
    refused(
        "side_already_known", operations.attribute, known, stated_by="KZ", actor=office, **PAPER
    )


def test_a_proof_of_a_statement_bears_the_day_of_the_statement():
    said = build.statement()
    assert replace(build.document(), statement=said).day == build.SAID_ON


def test_a_statement_is_entered_with_its_source_and_once():
    build.statement()
    refused("accord_code_taken", build.statement)
    said = operations.NewStatement("D-02", build.SAID_ON, "KZ", "a", "b", "c", "d", "e", "f")
    refused(
        "statement_needs_source", operations.enter_statement, said, actor=build.office(), now=NOW
    )


def test_a_commitment_is_entered_with_its_evidence_and_once():
    row = build.commitment()
    kept = Evidence.objects.get(commitment=row)
    assert (kept.supports_state, kept.document, kept.place) == (
        "mentioned",
        "Protocol 1",
        "article 2",
    )
    refused("accord_code_taken", build.commitment)
    refused("evidence_missing", build.commitment, "D-C7", evidence=())
    assert not Commitment.objects.filter(code="D-C7").exists()
