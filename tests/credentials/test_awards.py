from datetime import date

import pytest

from sheber.credentials import operations, queries
from sheber.credentials.models import Award
from sheber.kernel import events
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Partner
from sheber.registry.enums import OrganisationKind, Role
from sheber.training.models import Enrolment
from tests.credentials import build
from tests.mobility import build as mobility
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def test_a_graduate_is_awarded_a_qualification():
    row = build.award()
    assert (row.state, row.programme, row.person) == (
        "issued",
        row.enrolment.capacity.programme,
        row.enrolment.person,
    )
    assert list(queries.awards_of(row.person_id)) == [row]
    assert [one.verb for one in events.of("credentials.award", [row.pk])] == [
        "credentials.award.begin"
    ]


def test_a_number_may_be_written_in_cyrillic():
    assert build.award(number="ДК № 17").number == "ДК № 17"


def test_somebody_still_studying_is_not_awarded():
    with refused("not_graduated"):
        build.award(enrolment=mobility.enrolment())


def test_a_college_does_not_award_in_the_name_of_another():
    with refused("not_allowed"):
        operations.award(build.new_award(), actor=mobility.of_host(), now=NOW)


def test_a_college_that_the_programme_does_not_name_does_not_award():
    other = mobility.host()
    with refused("awards_elsewhere"):
        operations.award(
            build.new_award(awarding=other), actor=registry.actor(Role.COLLEGE, other), now=NOW
        )


def test_without_a_partner_named_to_award_the_provider_does():
    enrolment = build.graduate()
    Partner.objects.filter(role=PartnerRole.AWARDS).delete()
    assert build.award(enrolment=enrolment).awarding == build.college()


def test_for_a_branch_its_university_awards():
    enrolment = Enrolment.objects.get(pk=build.graduate().pk)
    Partner.objects.filter(role=PartnerRole.AWARDS).delete()
    university = registry.organisation("demo-university", OrganisationKind.UNIVERSITY)
    type(university).objects.filter(pk=build.college().pk).update(awarding=university)
    row = operations.award(
        build.new_award(enrolment, awarding=university),
        actor=registry.actor(Role.COLLEGE, university),
        now=NOW,
    )
    assert row.awarding == university


@pytest.mark.parametrize("day", [date(2029, 6, 24), date(2029, 7, 2)])
def test_an_award_is_dated_between_graduation_and_today(day):
    with refused("award_out_of_time"):
        build.award(awarded_on=day)


def test_an_award_has_a_number():
    with refused("award_needs_number"):
        build.award(number=" ")


def test_an_enrolment_is_awarded_once():
    first = build.award()
    with refused("awarded_already"):
        build.award(enrolment=first.enrolment, number="D-2029-18")


def test_a_number_is_given_once():
    build.award()
    with refused("award_number_taken"):
        build.award()


def test_a_number_given_twice_in_one_list_refuses_the_whole_list():
    new = [build.new_award(), build.new_award()]
    with refused("award_number_taken"):
        operations.award_many(new, actor=build.of_college(), now=NOW)
    assert not Award.objects.exists()


def test_a_revoked_award_no_longer_counts():
    row = build.award()
    operations.revoke(row, reason="Forged marks", actor=build.of_college(), now=NOW)
    assert not queries.awards_of(row.person_id)


def test_revoking_needs_a_reason():
    with refused("missing_reason"):
        operations.revoke(build.award(), reason="", actor=build.of_college(), now=NOW)


def test_an_award_is_revoked_once():
    row = build.award()
    operations.revoke(row, reason="Forged marks", actor=build.of_college(), now=NOW)
    with refused("wrong_state"):
        operations.revoke(row, reason="Again", actor=build.of_college(), now=NOW)


def test_another_college_does_not_revoke():
    with refused("not_allowed"):
        operations.revoke(build.award(), reason="Envy", actor=mobility.of_host(), now=NOW)
