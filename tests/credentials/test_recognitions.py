from fractions import Fraction

import pytest
from django.db import IntegrityError

from sheber.credentials import operations, queries, rules
from sheber.credentials.models import Recognition
from sheber.kernel import events
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from tests.credentials import build
from tests.mobility import build as mobility
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def decide(row, outcome="full", document="Decision 5", **given):
    return operations.decide(
        row, outcome, document=document, actor=build.of_body(), now=NOW, **given
    )


def revoke(award):
    return operations.revoke(award, reason="Forged marks", actor=build.of_college(), now=NOW)


def test_an_award_is_recognised_in_full():
    row = build.decided()
    assert queries.decision(row.award, "KZ", "work").share == 1
    verbs = [one.verb for one in events.of("credentials.recognition", [row.pk])]
    assert [verb.rsplit(".")[-1] for verb in verbs] == ["begin", "complete", "decide"]


def test_recognition_in_part_says_how_many_hours_count():
    row = build.decided("partial", hours_recognised=800, hours_of=1000)
    row.refresh_from_db()
    assert (row.outcome, row.hours_recognised, row.hours_of) == ("partial", 800, 1000)
    assert row.remaining == build.TASKS
    assert queries.decision(row.award, "KZ", "work").share == Fraction(4, 5)
    event = events.of("credentials.recognition", [row.pk])[-1]
    assert (event.facts["hours"], event.facts["of"]) == (800, 1000)


@pytest.mark.parametrize("hours", [(None, None), (800, None), (0, 1000), (1000, 1000), (9, 8)])
def test_recognition_in_part_needs_a_part(hours):
    with refused("partial_needs_hours"):
        build.decided("partial", hours_recognised=hours[0], hours_of=hours[1])


def test_recognition_in_part_says_what_remains_to_be_done():
    with refused("partial_needs_tasks"):
        build.decided("partial", hours_recognised=800, hours_of=1000, remaining=" ")


@pytest.mark.parametrize(
    "given", [{"hours_recognised": 800, "hours_of": 1000}, {"remaining": "One module"}]
)
def test_hours_and_tasks_belong_to_a_part_only(given):
    with refused("hours_only_in_part"):
        build.decided("full", **given)


def test_the_database_holds_no_part_without_tasks():
    row = build.decided("partial", hours_recognised=800, hours_of=1000)
    with pytest.raises(IntegrityError, match="recognition_in_part_has_tasks"):
        Recognition.objects.filter(pk=row.pk).update(remaining="")


def test_a_refusal_counts_nothing():
    row = build.decided("refused")
    assert queries.decision(row.award, "KZ", "work").share == 0


def test_a_decision_names_its_document():
    row = build.complete()
    with refused("decision_needs_document"):
        decide(row, document=" ")
    assert Recognition.objects.get().outcome == ""


def test_a_request_is_not_decided_before_its_papers_are_complete():
    with refused("wrong_state"):
        decide(build.submitted())


def test_another_body_does_not_decide():
    other = build.body(OrganisationKind.MINISTRY, "demo-ministry-KZ")
    with refused("not_allowed"):
        operations.decide(
            build.complete(), "full", document="D", actor=build.of_body(other), now=NOW
        )


def test_the_holder_does_not_find_the_papers_complete():
    row = build.submitted()
    with refused("not_allowed"):
        operations.complete(row, actor=build.holder(row.award), now=NOW)


def test_a_university_decides_for_further_study_with_itself():
    university = build.body(OrganisationKind.UNIVERSITY, "demo-university-KZ")
    row = build.submitted(body=university, purpose="study")
    actor = build.of_body(university, Role.COLLEGE)
    operations.complete(row, actor=actor, now=NOW)
    operations.decide(row, "full", document="Protocol 3", actor=actor, now=NOW)
    assert queries.decision(row.award, "KZ", "study").outcome == "full"


def test_a_university_is_not_asked_for_work():
    university = build.body(OrganisationKind.UNIVERSITY, "demo-university-KZ")
    with refused("body_does_not_decide"):
        build.submitted(body=university)
    assert not Recognition.objects.exists()


def test_only_the_body_that_was_asked_has_the_next_word():
    row = build.submitted()
    assert list(rules.waiting(build.of_body())) == [row]
    other = build.body(code="demo-office-2-KZ")
    assert not rules.waiting(build.of_body(other))
    operations.complete(row, actor=build.of_body(), now=NOW)
    decide(row)
    assert not rules.waiting(build.of_body())


def test_a_college_has_a_word_on_study_only():
    university = build.body(OrganisationKind.UNIVERSITY, "demo-university-KZ")
    row = build.submitted(body=university, purpose="study")
    assert list(rules.waiting(build.of_body(university, Role.COLLEGE))) == [row]
    assert not rules.waiting(build.of_body(university, Role.AUDITOR))


def test_nothing_waits_on_a_revoked_award():
    row = build.submitted()
    revoke(row.award)
    assert not rules.waiting(build.of_body())


def test_bodies_of_the_other_country_are_asked_and_invented_ones_for_an_invented_award():
    award = build.award()
    office, university = (
        build.body(),
        build.body(OrganisationKind.UNIVERSITY, "demo-university-KZ"),
    )
    registry.organisation("demo-office-RU", OrganisationKind.PROGRAMME_OFFICE, "RU")
    registry.organisation("demo-enterprise-KZ", OrganisationKind.ENTERPRISE, "KZ")
    real = registry.organisation("university-KZ", OrganisationKind.UNIVERSITY, "KZ")
    Organisation.objects.filter(pk=real.pk).update(demo=False)
    asked = set(queries.bodies(award))
    assert {office, university} <= asked
    assert {one.country_id for one in asked} == {"KZ"}
    assert real not in asked
    assert all(one.kind != OrganisationKind.ENTERPRISE for one in asked)


def test_an_appeal_puts_the_decision_out_of_force_until_the_next():
    row = build.decided("refused")
    operations.appeal(row, reason="A module was missed", actor=build.holder(row.award), now=NOW)
    assert queries.decision(row.award, "KZ", "work") is None
    decide(row, "partial", hours_recognised=900, hours_of=1000, remaining="One module")
    assert queries.decision(row.award, "KZ", "work").share == Fraction(9, 10)
    outcomes = [
        one.facts["outcome"]
        for one in events.of("credentials.recognition", [row.pk])
        if "outcome" in one.facts
    ]
    assert outcomes == ["refused", "partial"]


def test_an_appeal_needs_a_reason():
    row = build.decided("refused")
    with refused("missing_reason"):
        operations.appeal(row, reason="", actor=build.holder(row.award), now=NOW)


def test_nobody_appeals_for_another_person():
    row = build.decided("refused")
    stranger = registry.actor_person(Role.APPLICANT, registry.person("RU"))
    with refused("not_allowed"):
        operations.appeal(row, reason="Unfair", actor=stranger, now=NOW)


def test_a_request_not_yet_decided_is_not_appealed():
    row = build.submitted()
    with refused("wrong_state"):
        operations.appeal(row, reason="Slow", actor=build.holder(row.award), now=NOW)


def test_a_revoked_award_is_not_submitted():
    award = revoke(build.award())
    with refused("award_revoked"):
        build.submitted(award)


def test_a_revocation_stops_a_decision_and_ends_one():
    row = build.decided()
    revoke(row.award)
    assert queries.decision(row.award, "KZ", "work") is None
    operations.appeal(row, reason="Again", actor=build.holder(row.award), now=NOW)
    with refused("award_revoked"):
        decide(row)


def test_at_home_nothing_is_to_be_recognised():
    with refused("recognised_at_home"):
        build.submitted(country="RU")


def test_a_body_of_the_country_that_is_asked_decides():
    office = registry.organisation("demo-office-RU", OrganisationKind.PROGRAMME_OFFICE)
    with refused("body_of_another_country"):
        build.submitted(body=office)


def test_recognition_is_asked_once_for_a_country_and_a_purpose():
    award = build.award()
    build.submitted(award)
    with refused("recognition_asked_already"):
        build.submitted(award)
    assert build.submitted(award, purpose="study").pk


def test_a_list_that_asks_twice_is_refused_whole():
    new = build.new_recognition()
    with refused("recognition_asked_already"):
        operations.submit_many([new, new], actor=build.holder(new.award), now=NOW)
    assert not Recognition.objects.exists()


def test_an_employer_of_the_country_that_is_asked_may_ask():
    firm = registry.organisation("demo-enterprise-KZ", OrganisationKind.ENTERPRISE, "KZ")
    new = build.new_recognition()
    assert operations.submit(new, actor=registry.actor(Role.EMPLOYER, firm), now=NOW).pk


def test_a_stranger_does_not_ask():
    new = build.new_recognition()
    stranger = registry.actor_person(Role.APPLICANT, registry.person("RU"))
    with refused("not_allowed"):
        operations.submit(new, actor=stranger, now=NOW)


def test_a_request_is_seen_by_those_whom_it_concerns():
    row = build.submitted()
    firm = registry.organisation("demo-enterprise-KZ", OrganisationKind.ENTERPRISE, "KZ")
    seeing = [build.holder(row.award), build.of_college(), build.of_body()]
    assert all(list(rules.visible(one)) == [row] for one in seeing)
    assert not rules.visible(registry.actor(Role.EMPLOYER, firm))
    assert not rules.visible(mobility.of_host())
    assert list(queries.decisions_on(row.award)) == [row]
