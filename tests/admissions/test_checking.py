import pytest

from sheber.admissions import operations, queries
from sheber.admissions.models import Application, VerifiedFact
from sheber.registry.enums import Role
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.demand import build as demand
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.APPLYING


@pytest.fixture
def submitted():
    """An application for one offering, not yet checked."""
    campaign = build.campaign()
    main = build.offering(campaign)
    row = build.draft(build.open_(campaign), None, wish(main))
    return operations.submit(row, actor=build.himself(row.person), now=NOW)


def test_a_fact_says_who_checked_it_and_when(submitted):
    build.check(submitted.campaign, submitted.person, 231, "rural", ties=(4.8,))
    rural, score = queries.facts_of(submitted.person_id, submitted.campaign)
    assert (rural.kind, rural.checked_by, rural.checked_at) == (
        "rural",
        build.admissions_office(),
        NOW,
    )
    assert (score.scale, score.points, score.ties) == (build.SCALE, 231, [4.8])


def test_only_an_admissions_office_of_the_home_country_checks(submitted):
    fact = operations.NewFact(submitted.person, "rural")
    employer = registry.actor(Role.EMPLOYER, demand.employer())
    for actor in (build.admissions("KZ"), build.himself(submitted.person), employer):
        with refused("not_allowed"):
            operations.record_facts_many(submitted.campaign, [fact], actor=actor, now=NOW)
    assert not VerifiedFact.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "height"}, "fact_kind_unknown"),
        ({"kind": "score", "points": 5}, "score_incomplete"),
        ({"kind": "score", "scale": "RU-310"}, "score_incomplete"),
        ({"kind": "score", "scale": "RU-310", "points": -1}, "score_incomplete"),
        ({"kind": "rural", "points": 5}, "entitlement_has_no_points"),
    ],
)
def test_a_fact_that_says_nothing_is_refused(submitted, given, code):
    fact = operations.NewFact(submitted.person, **given)
    with refused(code):
        operations.record_facts_many(submitted.campaign, [fact], actor=build.admissions(), now=NOW)


def test_a_fact_is_recorded_once_and_again_only_after_it_was_refuted(submitted):
    build.check(submitted.campaign, submitted.person, 231)
    with refused("fact_recorded_already"):
        build.check(submitted.campaign, submitted.person, 240)
    fact = VerifiedFact.objects.get()
    operations.refute_fact(fact, reason="Misread", actor=build.admissions(), now=NOW)
    build.check(submitted.campaign, submitted.person, 240)
    standing = VerifiedFact.objects.filter(refuted_at__isnull=True)
    assert list(standing.values_list("points", flat=True)) == [240]


def test_an_application_is_verified_when_every_wish_has_its_score(submitted):
    with refused("score_missing") as refusal:
        operations.verify(submitted, actor=build.admissions(), now=NOW)
    assert refusal.value.facts == {"person": submitted.person_id, "scale": build.SCALE}
    build.check(submitted.campaign, submitted.person, 231)
    assert operations.verify(submitted, actor=build.admissions(), now=NOW).state == "verified"


def test_a_draft_is_not_verified():
    row = build.draft(build.open_(build.campaign()))
    with refused("wrong_state"):
        operations.verify(row, actor=build.admissions(), now=NOW)


def test_an_application_is_returned_with_a_reason_and_submitted_again(submitted):
    clerk, who = build.admissions(), build.himself(submitted.person)
    with refused("missing_reason"):
        operations.send_back(submitted, reason="", actor=clerk, now=NOW)
    operations.send_back(submitted, reason="Page missing", actor=clerk, now=NOW)
    assert operations.submit(submitted, actor=who, now=NOW).state == "submitted"


def test_an_applicant_cannot_verify_or_reject(submitted):
    who = build.himself(submitted.person)
    for verb in (operations.send_back, operations.reject):
        with refused("not_allowed"):
            verb(submitted, reason="No", actor=who, now=NOW)
    with refused("not_allowed"):
        operations.verify(submitted, actor=who, now=NOW)


def test_a_rejected_application_stays_out(submitted):
    operations.reject(submitted, reason="Not eligible", actor=build.admissions(), now=NOW)
    clearing = build.compute(build.close(submitted.campaign))
    assert clearing.people == 0


def test_a_fact_is_refuted_once_and_with_a_reason(submitted):
    build.check(submitted.campaign, submitted.person, None, "rural")
    fact = VerifiedFact.objects.get()
    clerk = build.admissions()
    with refused("missing_reason"):
        operations.refute_fact(fact, reason="", actor=clerk, now=NOW)
    with refused("not_allowed"):
        operations.refute_fact(fact, reason="No", actor=build.admissions("KZ"), now=NOW)
    assert operations.refute_fact(fact, reason="Forged", actor=clerk, now=NOW) == []
    with refused("fact_refuted_already"):
        operations.refute_fact(fact, reason="Forged", actor=clerk, now=NOW)


def test_facts_are_not_added_once_results_are_published(submitted):
    build.check(submitted.campaign, submitted.person, 231)
    operations.verify(submitted, actor=build.admissions(), now=NOW)
    build.cleared(submitted.campaign)
    submitted.campaign.refresh_from_db()
    with refused("facts_closed"):
        build.check(submitted.campaign, submitted.person, None, "rural")


def test_verifying_many_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    campaign = build.campaign()
    main = build.offering(campaign)
    build.open_(campaign)
    people = [build.person() for _ in range(10)]
    clerk = build.admissions()
    rows = operations.draft_many(campaign, people, actor=clerk, now=NOW)
    operations.rank_contracts_many([(row, [wish(main)]) for row in rows], actor=clerk, now=NOW)
    operations.submit_many(rows, actor=clerk, now=NOW)
    facts = [operations.NewFact(who, "score", build.SCALE, 200) for who in people]
    with django_assert_max_num_queries(10):
        operations.record_facts_many(campaign, facts, actor=clerk, now=NOW)
    with django_assert_max_num_queries(16):
        operations.verify_many(list(Application.objects.all()), actor=clerk, now=NOW)
