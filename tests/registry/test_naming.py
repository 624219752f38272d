"""Another name of a body, and a branch across the border: with a source, kept over a load."""

import pytest
from django.conf import settings

from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.registry import operations, seeding
from sheber.registry.enums import OrganisationKind, OrganisationStatus, Role
from sheber.registry.models import Alias, Organisation
from tests.registry import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GIVEN = {"actor": build.ADMINISTRATOR, "now": build.NOW}


def university(code: str = "demo-university-1", country: str = "RU") -> Organisation:
    return build.organisation(code, OrganisationKind.UNIVERSITY, country)


def alias(of: Organisation, **given) -> Alias:
    new = {"text": "The Old School", "language": "en", "kind": "former", "source": "A town paper"}
    return operations.enter_alias(operations.NewAlias(of, **{**new, **given}), **GIVEN)


def branch(**given) -> Organisation:
    parent = given.pop("parent", None) or university()
    new = {
        "code": "demo-branch-1",
        "region": build.region("KZ-27"),
        "parent": parent,
        "awarding": parent,
        "names": ("Demo branch", "Демо-филиал", "Көрсетілімдік филиал"),
        "towns": ("Oral", "Орал", "Орал"),
        "source": "A town paper",
        "source_date": "2026-01-05",
        "founder": "Demo founder",
        **given,
    }
    return operations.enter_branch(operations.NewBranch(**new), **GIVEN)


def refused(code, verb, *given, **named):
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_another_name_is_kept_with_its_source():
    row = alias(university(), source_date="2026-01-05")
    row.refresh_from_db()
    assert (row.text, row.kind, row.source, row.source_date, row.certainty) == (
        "The Old School",
        "former",
        "A town paper",
        "2026-01-05",
        "published",
    )
    assert events.of("registry.alias", [row.pk])[-1].verb == "registry.alias.enter"


def test_another_name_needs_a_source_and_is_kept_once():
    body = university()
    refused("registry_needs_source", alias, body, source=" ")
    alias(body)
    refused("alias_known", alias, body)


def test_a_name_that_people_entered_survives_a_load():
    seeding.load_reference(settings.SEEDS / "registry", **GIVEN)
    row = alias(Organisation.objects.get(code="kz-kaznu"))
    before = Alias.objects.count()
    seeding.load_reference(settings.SEEDS / "registry", **GIVEN)
    assert Alias.objects.count() == before
    assert Alias.objects.filter(pk=row.pk).exists()


def test_a_branch_is_entered_with_its_university_and_what_is_known():
    row = branch()
    row.refresh_from_db()
    assert (row.kind, row.country_id, row.parent.code) == ("branch", "KZ", "demo-university-1")
    assert (row.awarding, row.founder, row.funder) == (row.parent, "Demo founder", "")
    assert (row.source, row.as_of) == ("A town paper", "2026-01-05")


def test_a_branch_belongs_to_an_established_university_of_the_other_country():
    college = build.organisation("demo-college-1", OrganisationKind.COLLEGE, "RU")
    refused("branch_needs_university", branch, parent=college)
    refused("branch_needs_university", branch, awarding=college)
    refused("branch_of_the_same_country", branch, region=build.region("RU-ORE"))
    open_ = university("demo-university-2")
    open_.status = OrganisationStatus.UNRESOLVED
    open_.save(update_fields=("status",))
    refused("branch_needs_university", branch, parent=open_)
    assert not Organisation.objects.filter(kind="branch").exists()


def test_a_branch_needs_a_source_and_a_code_of_its_own():
    refused("registry_needs_source", branch, source="")
    branch()
    refused("organisation_code_taken", branch)


def test_an_employer_enters_neither():
    body = university()
    employer = build.actor(Role.EMPLOYER, build.organisation())
    new = operations.NewAlias(body, "X", "en", "former", "A town paper")
    refused("not_allowed", operations.enter_alias, new, actor=employer, now=build.NOW)
