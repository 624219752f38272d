import pytest

from sheber.admissions import operations, queries, rules
from sheber.admissions.models import Application, RankedContract
from sheber.kernel import events
from sheber.offers import operations as offer_verbs
from sheber.registry.enums import Role
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.APPLYING


@pytest.fixture
def campaign():
    return build.campaign()


def submit(row, actor=None, now=NOW):
    return operations.submit(row, actor=actor or build.himself(row.person), now=now)


def test_somebody_of_age_drafts_ranks_and_submits(campaign):
    main = build.offering(campaign)
    row = build.draft(build.open_(campaign), None, wish(main))
    submit(row)
    row.refresh_from_db()
    assert (row.state, row.submitted_at) == ("submitted", NOW)
    verbs = [one.verb for one in events.of("admissions.application", [row.pk])]
    assert [verb.rsplit(".")[-1] for verb in verbs] == ["begin", "rank", "submit"]


def test_nobody_applies_for_somebody_else(campaign):
    build.open_(campaign)
    who, stranger = build.person(), build.himself(build.person())
    with refused("not_allowed"):
        operations.draft(campaign, who, actor=stranger, now=NOW)
    row = build.draft(campaign, who)
    with refused("not_allowed"):
        operations.rank_contracts(row, [], actor=stranger, now=NOW)
    with refused("not_allowed"):
        submit(row, stranger)


def test_an_admissions_office_of_the_persons_home_enters_a_paper(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    people = [build.person() for _ in range(3)]
    clerk = build.admissions()
    rows = operations.draft_many(campaign, people, actor=clerk, now=NOW)
    lists = [(row, [wish(main)]) for row in rows]
    operations.rank_contracts_many(lists, actor=clerk, now=NOW)
    operations.submit_many(rows, actor=clerk, now=NOW)
    assert set(Application.objects.values_list("state", flat=True)) == {"submitted"}
    with refused("not_allowed"):
        operations.draft_many(campaign, [build.person()], actor=build.admissions("KZ"), now=NOW)


def test_a_person_applies_once_in_a_campaign(campaign):
    row = build.draft(build.open_(campaign))
    with refused("applied_already"):
        build.draft(campaign, row.person)


def test_nothing_is_drafted_before_it_opens_or_after_it_closes(campaign):
    who = build.person()
    with refused("campaign_not_open"):
        build.draft(campaign, who)
    build.open_(campaign)
    with refused("campaign_not_open"):
        operations.draft(campaign, who, actor=build.himself(who), now=build.CLOSES)


def test_a_new_list_replaces_the_old_one_as_a_whole(campaign):
    one, other = build.offering(campaign, "G"), build.offering(campaign, "H", paid=1)
    row = build.draft(build.open_(campaign), None, wish(one), wish(other), wish(other, "paid"))
    who = build.himself(row.person)
    operations.rank_contracts(row, [wish(other)], actor=who, now=NOW)
    ranked = RankedContract.objects.filter(application=row)
    assert [(one.position, one.offering.code) for one in ranked] == [(1, "H")]


def test_the_same_offering_may_stand_twice_under_other_terms(campaign):
    offering, offer = build.target_offering(campaign, seats=2)
    row = build.draft(build.open_(campaign), None, wish(offering), wish(offering, "target", offer))
    ranked = RankedContract.objects.filter(application=row)
    assert [(one.terms_kind, one.terms_version) for one in ranked] == [
        ("state", None),
        ("target", 1),
    ]


def test_a_list_has_a_longest_length_and_no_wish_twice(campaign):
    offerings = [build.offering(campaign, code) for code in "ABCD"]
    build.open_(campaign)
    with refused("list_too_long"):
        build.draft(campaign, None, *map(wish, offerings))
    with refused("ranked_twice"):
        build.draft(campaign, None, wish(offerings[0]), wish(offerings[0]))
    assert not RankedContract.objects.exists()


def test_terms_without_seats_are_refused(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    for terms in ("paid", "gift"):
        with refused("no_seats_on_these_terms"):
            build.draft(campaign, None, wish(main, terms))


def test_a_target_contract_needs_an_offer_that_is_on_that_offering(campaign):
    offering, offer = build.target_offering(campaign, seats=2)
    other = build.offering(campaign, "H")
    build.open_(campaign)
    for bad in (wish(offering, "target"), wish(other, "target", offer)):
        with refused("offer_not_on_offering"):
            build.draft(campaign, None, bad)
    with refused("no_seats_on_these_terms"):
        build.draft(campaign, None, wish(offering, "state", offer))


def test_a_target_contract_needs_a_citizenship_to_which_the_offer_is_open(campaign):
    offering, offer = build.target_offering(campaign)
    build.open_(campaign)
    with refused("offer_closed_to_citizenship"):
        build.draft(campaign, build.person("KZ"), wish(offering, "target", offer))


def test_an_offer_that_was_taken_back_is_not_ranked(campaign):
    offering, offer = build.target_offering(campaign)
    build.open_(campaign)
    actor = offers.employer_actor(offer)
    offer_verbs.withdraw(offer, reason="Closed", actor=actor, now=NOW)
    with refused("offer_not_on_show"):
        build.draft(campaign, None, wish(offering, "target", offer))


def test_a_submitted_list_does_not_change(campaign):
    main = build.offering(campaign)
    row = submit(build.draft(build.open_(campaign), None, wish(main)))
    with refused("wrong_state"):
        operations.rank_contracts(row, [], actor=build.himself(row.person), now=NOW)


def test_an_empty_list_is_not_submitted(campaign):
    with refused("nothing_ranked"):
        submit(build.draft(build.open_(campaign)))


def test_under_age_nothing_is_submitted_without_a_guardian(campaign):
    main = build.offering(campaign)
    ward = build.person(born=build.MINOR)
    row = build.draft(build.open_(campaign), ward, wish(main))
    with refused("guardian_must_agree"):
        submit(row)
    guardian = build.guardian_of(ward)
    operations.approve_as_guardian(row, actor=guardian, now=NOW)
    row.refresh_from_db()
    assert row.guardian_id == guardian.person
    assert submit(row).state == "submitted"


def test_a_clerk_cannot_stand_in_for_a_guardian(campaign):
    main = build.offering(campaign)
    row = build.draft(build.open_(campaign), build.person(born=build.MINOR), wish(main))
    with refused("guardian_must_agree"):
        submit(row, build.admissions())
    with refused("not_allowed"):
        operations.approve_as_guardian(row, actor=build.admissions(), now=NOW)


def test_a_stranger_is_no_guardian(campaign):
    row = build.draft(build.open_(campaign), build.person(born=build.MINOR))
    stranger = registry.actor_person(Role.GUARDIAN, build.person())
    with refused("not_allowed"):
        operations.approve_as_guardian(row, actor=stranger, now=NOW)


def test_a_new_list_needs_a_new_word_of_the_guardian(campaign):
    main = build.offering(campaign)
    ward = build.person(born=build.MINOR)
    row = build.draft(build.open_(campaign), ward, wish(main))
    operations.approve_as_guardian(row, actor=build.guardian_of(ward), now=NOW)
    operations.rank_contracts(row, [wish(main)], actor=build.himself(ward), now=NOW)
    row.refresh_from_db()
    assert row.guardian is None
    with refused("guardian_must_agree"):
        submit(row)


def test_who_turns_eighteen_on_the_way_submits_alone(campaign):
    main = build.offering(campaign)
    ward = build.person(born=NOW.date().replace(year=2008))
    row = build.draft(build.open_(campaign), ward, wish(main))
    assert submit(row).state == "submitted"


def amended(campaign):
    """An application that ranks an offer which was amended afterwards."""
    offering, offer = build.target_offering(campaign)
    row = build.draft(build.open_(campaign), None, wish(offering, "target", offer))
    offer_verbs.amend(
        offer,
        offers.new_terms(offer, months_owed=60),
        reason="Longer",
        actor=offers.employer_actor(offer),
        now=NOW,
    )
    return row, offer


def test_those_who_ranked_older_terms_are_found_and_take_note(campaign):
    row, offer = amended(campaign)
    found = queries.ranked_older_terms(offer)
    assert [(one.application.person, one.latest_version) for one in found] == [(row.person, 2)]
    with refused("terms_changed"):
        submit(row)
    operations.acknowledge_terms(row, actor=build.himself(row.person), now=NOW)
    assert not queries.ranked_older_terms(offer).exists()
    assert submit(row).state == "submitted"


def test_only_the_person_takes_note_of_new_terms(campaign):
    row, _ = amended(campaign)
    with refused("not_allowed"):
        operations.acknowledge_terms(row, actor=build.himself(build.person()), now=NOW)


def test_whoever_withdrew_need_not_be_told(campaign):
    row, offer = amended(campaign)
    operations.withdraw(row, actor=build.himself(row.person), now=NOW)
    assert not queries.ranked_older_terms(offer).exists()


def test_an_applicant_reads_the_own_application_a_guardian_the_wards(campaign):
    ward = build.person(born=build.MINOR)
    build.open_(campaign)
    row, other = build.draft(campaign, ward), build.draft(campaign)
    assert list(rules.visible(build.himself(ward))) == [row]
    assert list(rules.visible(build.guardian_of(ward))) == [row]
    assert set(rules.visible(build.admissions())) == {row, other}
    assert not rules.visible(build.admissions("KZ"))
    assert not rules.visible(registry.actor(Role.EMPLOYER, demand.employer()))


def test_lists_of_many_take_a_fixed_number_of_queries(campaign, django_assert_max_num_queries):
    offering, offer = build.target_offering(campaign, seats=9, offered=4)
    build.open_(campaign)
    people = [build.person() for _ in range(12)]
    clerk = build.admissions()
    with django_assert_max_num_queries(12):
        rows = operations.draft_many(campaign, people, actor=clerk, now=NOW)
    rows = list(Application.objects.all())
    wishes = [wish(offering, "target", offer), wish(offering)]
    with django_assert_max_num_queries(22):
        operations.rank_contracts_many([(row, wishes) for row in rows], actor=clerk, now=NOW)
    rows = list(Application.objects.all())
    with django_assert_max_num_queries(16):
        operations.submit_many(rows, actor=clerk, now=NOW)
    assert RankedContract.objects.count() == 24
