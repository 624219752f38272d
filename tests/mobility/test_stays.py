from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sheber.kernel import events
from sheber.mobility import operations, queries, rules
from sheber.mobility.models import Agreement, Stay
from sheber.registry.enums import OrganisationKind, Role
from sheber.training import operations as training
from tests.mobility import build
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, ON_SITE, BACK = build.NOW, build.ON_SITE, build.BACK


def agree(first, second, actor, document="Agreement 7", until=date(2029, 9, 1)):
    return operations.agree(
        first,
        second,
        valid_from=date(2026, 9, 1),
        valid_to=until,
        document=document,
        actor=actor,
        now=NOW,
    )


def nominate(new):
    return operations.nominate(new, actor=build.of_home(), now=NOW)


def end_early(
    stay, on=date(2027, 4, 10), actor=None, now=datetime(2027, 4, 12, tzinfo=UTC), **given
):
    stated = {"ground": "illness", "reason": "A broken leg", **given}
    return operations.end_early(stay, on=on, actor=actor or build.of_host(), now=now, **stated)


def specialist():
    """Somebody whom a firm of Russia sends to a college of Kazakhstan."""
    firm = registry.organisation("demo-enterprise-1", OrganisationKind.ENTERPRISE)
    actor = registry.actor(Role.EMPLOYER, firm)
    between = agree(firm, build.host(), actor)
    new = operations.NewStay(
        registry.person("RU", date(1985, 5, 1)),
        between,
        "secondment",
        firm,
        build.host(),
        build.STARTS,
        build.ENDS,
    )
    return new, actor


def test_an_agreement_is_entered_by_either_side():
    row = agree(build.home(), build.host(), build.of_host())
    assert Agreement.objects.get() == row
    event = events.of("mobility.agreement", [row.pk])[0]
    assert event.facts["valid_to"] == "2029-09-01"


def test_a_third_college_enters_no_agreement_of_others():
    third = registry.organisation("demo-college-3", OrganisationKind.COLLEGE)
    with refused("not_allowed"):
        agree(build.home(), build.host(), registry.actor(Role.COLLEGE, third))


def test_an_agreement_joins_two_countries():
    other = registry.organisation("demo-college-3", OrganisationKind.COLLEGE)
    with refused("agreement_within_a_country"):
        agree(build.home(), other, build.of_home())


def test_an_agreement_needs_days():
    with refused("interval_is_empty"):
        agree(build.home(), build.host(), build.of_home(), until=date(2026, 9, 1))


def test_an_agreement_needs_its_document():
    with refused("agreement_needs_document"):
        agree(build.home(), build.host(), build.of_home(), document=" ")


def test_a_student_goes_abroad_and_comes_back_with_all_hours():
    stay = operations.recognise(build.returned(), actor=build.of_home(), now=BACK)
    stay.refresh_from_db()
    assert (stay.state, stay.hours_recognised) == ("recognised", 300)
    verbs = [event.verb.rsplit(".")[-1] for event in events.of("mobility.stay", [stay.pk])]
    assert verbs == [
        *("begin", "begin", "sign", "sign", "sign"),
        *("agree", "arrive", "return", "recognise"),
    ]


def test_only_the_home_nominates():
    with refused("not_allowed"):
        operations.nominate(build.new_stay(), actor=build.of_host(), now=NOW)


def test_a_stay_needs_an_agreement_of_home_and_host():
    third = registry.organisation("demo-college-KZ-2", OrganisationKind.COLLEGE, "KZ")
    with refused("agreement_of_others"):
        nominate(build.new_stay(host=third))


def test_a_stay_lies_within_its_agreement():
    with refused("stay_outside_the_agreement"):
        nominate(build.new_stay(ends_on=date(2029, 9, 2)))


def test_a_stay_has_days():
    with refused("interval_is_empty"):
        nominate(build.new_stay(ends_on=build.STARTS))


def test_a_student_goes_from_an_enrolment():
    with refused("stay_needs_enrolment"):
        nominate(replace(build.new_stay(), enrolment=None))


def test_nobody_goes_on_the_enrolment_of_another():
    with refused("enrolment_of_others"):
        nominate(replace(build.new_stay(), person=registry.person("RU")))


def test_a_graduate_is_not_sent_as_a_student():
    enrolment = build.enrolment()
    training.graduate(
        enrolment,
        on=NOW.date(),
        reason="Practice was counted elsewhere",
        actor=build.of_home(),
        now=NOW,
    )
    with refused("not_enrolled"):
        nominate(build.new_stay(enrolment))


def test_nobody_is_in_two_places_at_once():
    enrolment = build.enrolment()
    build.nominated(enrolment)
    with refused("stays_overlap"):
        nominate(build.new_stay(enrolment, starts_on=date(2027, 5, 31), ends_on=date(2027, 7, 1)))


def test_two_overlapping_stays_in_one_list_are_refused_together():
    new = build.new_stay()
    with refused("stays_overlap"):
        operations.nominate_many([new, new], actor=build.of_home(), now=NOW)
    assert not Stay.objects.exists()


def test_a_stay_may_begin_on_the_day_another_ends():
    enrolment = build.enrolment()
    build.nominated(enrolment)
    assert nominate(build.new_stay(enrolment, starts_on=build.ENDS, ends_on=date(2027, 7, 1))).pk


def test_a_cancelled_stay_takes_no_days():
    enrolment = build.enrolment()
    stay = build.nominated(enrolment)
    operations.cancel(stay, reason="A dormitory is closed", actor=build.of_host(), now=NOW)
    assert build.nominated(enrolment).state == "nominated"


def test_cancelling_needs_a_reason():
    with refused("missing_reason"):
        operations.cancel(build.nominated(), reason="", actor=build.of_home(), now=NOW)


def test_somebody_on_site_is_not_cancelled():
    with refused("wrong_state"):
        operations.cancel(build.on_site(), reason="Late", actor=build.of_home(), now=ON_SITE)


def test_nobody_arrives_before_the_first_day():
    with refused("stay_not_begun"):
        operations.arrive_many([build.agreed()], actor=build.of_host(), now=NOW)


def test_a_nominee_does_not_arrive_unconfirmed():
    with refused("wrong_state"):
        operations.arrive_many([build.nominated()], actor=build.of_host(), now=ON_SITE)


def test_coming_back_before_the_last_day_is_an_early_end():
    with refused("stay_not_over"):
        operations.return_many([build.on_site()], actor=build.of_home(), now=ON_SITE)


def test_a_third_college_does_not_record_an_arrival():
    third = registry.organisation("demo-college-3", OrganisationKind.COLLEGE)
    with refused("not_allowed"):
        operations.arrive_many(
            [build.agreed()], actor=registry.actor(Role.COLLEGE, third), now=ON_SITE
        )


def test_a_stay_ends_early_with_day_and_ground():
    stay = end_early(build.on_site())
    stay.refresh_from_db()
    assert (stay.state, stay.ended_early, stay.ended_early_on) == (
        "ended_early",
        "illness",
        date(2027, 4, 10),
    )
    assert queries.days_abroad(stay, date(2027, 12, 1)) == 40


def test_an_early_end_needs_a_reason_and_leaves_no_trace_without():
    stay = build.on_site()
    with refused("missing_reason"):
        end_early(stay, reason="")
    assert Stay.objects.get().ended_early_on is None


def test_an_early_end_is_a_day_of_the_stay():
    with refused("day_outside_the_stay"):
        end_early(build.on_site(), on=build.ENDS, now=BACK)


def test_an_early_end_is_recorded_when_it_has_come():
    with refused("day_has_not_come"):
        end_early(build.on_site(), on=date(2027, 5, 20))


def test_a_stay_not_begun_does_not_end_early():
    with refused("wrong_state"):
        end_early(build.agreed())


def test_of_an_early_stay_the_home_says_how_many_hours_count():
    stay = end_early(build.on_site())
    with refused("hours_of_early_stay"):
        operations.recognise(stay, actor=build.of_home(), now=BACK)
    operations.recognise(stay, hours=110, actor=build.of_home(), now=BACK)
    event = events.of("mobility.stay", [stay.pk])[-1]
    assert event.facts == {"hours": 110, "of": 300}


def test_no_more_hours_count_than_were_agreed():
    with refused("more_than_agreed_hours"):
        operations.recognise(build.returned(), hours=301, actor=build.of_home(), now=BACK)


def test_the_host_does_not_recognise_for_the_home():
    with refused("not_allowed"):
        operations.recognise(build.returned(), actor=build.of_host(), now=BACK)


def test_somebody_still_abroad_is_not_recognised():
    with refused("wrong_state"):
        operations.recognise(build.on_site(), hours=100, actor=build.of_home(), now=ON_SITE)


def test_a_specialist_is_seconded_without_a_learning_agreement():
    new, actor = specialist()
    stay = operations.nominate(new, actor=actor, now=NOW)
    operations.confirm(stay, actor=actor, now=NOW)
    operations.arrive_many([stay], actor=build.of_host(), now=ON_SITE)
    operations.return_many([stay], actor=actor, now=BACK)
    assert queries.days_abroad(stay, BACK.date()) == 92
    with refused("secondment_is_not_recognised"):
        operations.recognise(stay, actor=replace(actor, roles=frozenset({Role.COLLEGE})), now=BACK)


def test_a_student_is_not_seconded():
    with refused("secondment_of_a_student"):
        nominate(build.new_stay(kind="secondment"))


def test_days_abroad_are_counted_up_to_a_date():
    stay = build.on_site()
    assert queries.days_abroad(stay, date(2027, 3, 11)) == 10
    assert queries.days_abroad(stay, date(2027, 2, 1)) == 0


def test_nobody_counts_as_abroad_before_leaving():
    assert queries.days_abroad(build.agreed(), build.ENDS) == 0


def test_the_balance_counts_each_way():
    build.on_site()
    assert queries.balance("RU", "KZ") == (1, 0)
    assert queries.balance("KZ", "RU") == (0, 1)


def test_a_stay_is_seen_by_its_person_its_houses_and_their_offices():
    stay = build.nominated()
    stranger = registry.organisation("demo-college-3", OrganisationKind.COLLEGE)
    office = registry.organisation("demo-office-KZ", OrganisationKind.PROGRAMME_OFFICE, "KZ")
    seeing = [build.of_home(), build.of_host(), build.student(stay)]
    assert all(list(rules.visible(one)) == [stay] for one in seeing)
    assert list(rules.visible(registry.actor(Role.OFFICE, office))) == [stay]
    assert not rules.visible(registry.actor(Role.COLLEGE, stranger))
