from datetime import date

import pytest

from sheber.accords import operations, queries
from sheber.accords.models import Conflict, ConflictingClaim, Gap
from sheber.kernel.refusals import Refused
from sheber.registry.enums import OrganisationKind, OrganisationStatus, Role
from sheber.registry.models import Organisation
from tests.accords import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
PAPER = {"document": "Protocol 4", "dated": date(2026, 1, 30), "now": NOW}


def refused(code, verb, *given, **named):
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    assert str(refusal.value)


def gap(kind: str, of=None) -> Gap:
    return Gap.objects.get(commitment=of or build.commitment(), kind=kind)


def test_a_gap_is_filled_with_a_document():
    row = gap("deadline")
    operations.fill_gap(row, filled_with="1 September 2027", actor=build.office(), **PAPER)
    row.refresh_from_db()
    assert (row.filled_with, row.document, row.filled_on) == (
        "1 September 2027",
        "Protocol 4",
        date(2026, 1, 30),
    )
    assert row.pk not in {one.pk for one in queries.open_gaps()}


def test_a_gap_without_a_document_or_content_stays():
    row, office = gap("budget"), build.office()
    blank = {**PAPER, "document": ""}
    refused(
        "accord_needs_document",
        operations.fill_gap,
        row,
        filled_with="100",
        actor=office,
        **blank,
    )
    refused("gap_needs_content", operations.fill_gap, row, filled_with=" ", actor=office, **PAPER)
    row.refresh_from_db()
    assert row.is_open


def test_a_filled_gap_is_not_filled_again():
    row, office = gap("budget"), build.office()
    operations.fill_gap(row, filled_with="100", actor=office, **PAPER)
    refused(
        "gap_already_filled", operations.fill_gap, row, filled_with="200", actor=office, **PAPER
    )


def test_a_country_names_its_own_responsible_body():
    row = gap("owner_kz")
    ministry = registry.organisation("demo-ministry-KZ", OrganisationKind.MINISTRY, "KZ")
    named = {"filled_with": "The ministry", "owner": ministry, **PAPER}
    refused("not_allowed", operations.fill_gap, row, actor=build.office("RU"), **named)
    operations.fill_gap(row, actor=build.office("KZ"), **named)
    assert list(row.commitment.owners.all()) == [ministry]


def test_a_gap_of_a_project_is_filled_too():
    project = build.project()
    row = Gap.objects.get(project=project, kind="site")
    operations.fill_gap(row, filled_with="Demo valley", actor=build.office(), **PAPER)
    assert not queries.gaps_of_project(project).get(kind="site").is_open


def open_body() -> Organisation:
    body = registry.organisation("demo-open", OrganisationKind.UNIVERSITY, "KZ")
    body.status = OrganisationStatus.UNRESOLVED
    body.save(update_fields=("status",))
    return body


def test_an_open_party_receives_no_programme_until_a_document_resolves_it():
    body = open_body()
    row = build.commitment(organisations=(body,))
    answer = queries.may_receive_programme(row)
    assert not answer.allowed
    assert row.code in answer.reason
    university = registry.organisation("demo-university-9", OrganisationKind.UNIVERSITY, "KZ")
    operations.resolve_party(row, organisations=[university], actor=build.office(), **PAPER)
    row.refresh_from_db()
    assert queries.may_receive_programme(row).allowed
    assert list(row.organisations.all()) == [university]
    assert (row.resolution_document, row.resolved_on) == ("Protocol 4", date(2026, 1, 30))


def test_an_open_body_cannot_resolve_itself():
    body = open_body()
    row = build.commitment(unresolved_party=True)
    refused(
        "party_still_unresolved",
        operations.resolve_party,
        row,
        organisations=[body],
        actor=build.office(),
        **PAPER,
    )


def test_a_party_is_not_resolved_without_a_document_or_by_anybody_else():
    row, body = build.commitment(unresolved_party=True), registry.organisation()
    blank = {**PAPER, "document": " "}
    refused(
        "accord_needs_document",
        operations.resolve_party,
        row,
        organisations=[body],
        actor=build.office(),
        **blank,
    )
    refused(
        "not_allowed",
        operations.resolve_party,
        row,
        organisations=[body],
        actor=registry.actor(Role.REGION, body),
        **PAPER,
    )


def test_a_document_may_show_a_body_of_each_side():
    row = build.commitment(unresolved_party=True)
    bodies = [
        registry.organisation(f"demo-university-{country}", OrganisationKind.UNIVERSITY, country)
        for country in ("KZ", "RU")
    ]
    refused(
        "party_needs_body",
        operations.resolve_party,
        row,
        organisations=[],
        actor=build.office(),
        **PAPER,
    )
    operations.resolve_party(row, organisations=bodies, actor=build.office(), **PAPER)
    assert set(row.organisations.all()) == set(bodies)
    assert queries.may_receive_programme(row).allowed


def test_where_no_party_is_open_nothing_is_resolved():
    refused(
        "no_party_to_resolve",
        operations.resolve_party,
        build.commitment(),
        organisations=[registry.organisation()],
        actor=build.office(),
        **PAPER,
    )


def test_nothing_new_rests_on_what_has_lapsed():
    row = build.advanced("sign")
    operations.advance(
        row,
        "lapse",
        evidence=[build.document()],
        reason="Not renewed",
        actor=build.office(),
        now=NOW,
    )
    assert queries.may_receive_programme(row).refusal.code == "commitment_ended"


def conflict(code: str = "D-X") -> Conflict:
    """Two figures for one thing. Claims come from seed files only, so rows are made by hand."""
    row = Conflict.objects.create(code=code, about_en="a", about_ru="a", about_kk="a")
    for number, value in enumerate(("8", "9"), 1):
        ConflictingClaim.objects.create(
            conflict=row,
            number_in_conflict=number,
            **{f"value_{language}": value for language in ("en", "ru", "kk")},
            **{f"office_{language}": "Demo" for language in ("en", "ru", "kk")},
        )
    return row


def test_claims_stand_side_by_side_and_stay_when_they_are_settled():
    row = conflict()
    nine = ConflictingClaim.objects.get(conflict=row, value_en="9")
    operations.settle(row, upheld=nine, actor=build.office(), **PAPER)
    found = queries.conflicts()
    assert [claim.value for claim in found[0].claims] == ["8", "9"]
    assert (found[0].conflict.upheld, found[0].conflict.settled_with) == (nine, "Protocol 4")


def test_a_conflict_is_settled_once():
    row = conflict()
    operations.settle(row, actor=build.office(), **PAPER)
    refused("conflict_already_settled", operations.settle, row, actor=build.office(), **PAPER)


def test_a_claim_of_another_conflict_cannot_be_upheld():
    other = ConflictingClaim.objects.filter(conflict=conflict("D-Y")).first()
    refused(
        "claim_of_another_conflict",
        operations.settle,
        conflict(),
        upheld=other,
        actor=build.office(),
        **PAPER,
    )


def test_only_an_office_settles():
    employer = registry.actor(Role.EMPLOYER, registry.organisation())
    refused("not_allowed", operations.settle, conflict(), actor=employer, **PAPER)
