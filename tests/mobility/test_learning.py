from datetime import UTC, datetime

import pytest

from sheber.mobility import operations, queries
from sheber.registry.enums import OrganisationKind, Role
from tests.mobility import build
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, ON_SITE, BACK = build.NOW, build.ON_SITE, build.BACK


def sign(row, side, actor, now=NOW):
    return operations.sign(row, side, actor=actor, now=now)


def learning(stay, on=None):
    return queries.learning([stay], on or NOW.date())[stay.pk]


def test_three_signatures_put_a_learning_agreement_in_force():
    stay = build.nominated()
    row = build.drawn_up(stay)
    sign(row, "student", build.student(stay))
    sign(row, "home", build.of_home())
    assert learning(stay).missing == ("host",)
    sign(row, "host", build.of_host())
    assert learning(stay).in_force == row


def test_a_stay_is_not_confirmed_before_everybody_has_signed():
    stay = build.nominated()
    sign(build.drawn_up(stay), "student", build.student(stay))
    with refused("learning_agreement_unsigned") as found:
        operations.confirm(stay, actor=build.of_home(), now=NOW)
    assert found.value.facts["sides"] == ("home", "host")
    assert "the home organisation, the host organisation" in str(found.value)


def test_a_stay_is_not_confirmed_without_a_learning_agreement():
    with refused("learning_agreement_missing"):
        operations.confirm(build.nominated(), actor=build.of_home(), now=NOW)


def test_a_side_signs_once():
    row = build.drawn_up(build.nominated())
    sign(row, "home", build.of_home())
    with refused("learning_agreement_signed"):
        sign(row, "home", build.of_home())


def test_a_signature_seen_too_late_is_refused():
    row = build.drawn_up(build.nominated())
    stale = type(row).objects.get(pk=row.pk)
    sign(row, "home", build.of_home())
    with refused("learning_agreement_signed"):
        sign(stale, "home", build.of_home())


@pytest.mark.parametrize("side", ["student", "host", "nobody"])
def test_the_home_signs_for_nobody_else(side):
    with refused("not_allowed"):
        sign(build.drawn_up(build.nominated()), side, build.of_home())


def test_only_the_home_writes_a_learning_agreement():
    with refused("not_allowed"):
        operations.draw_up(
            build.nominated(), hours=300, content_sha256=build.PAPER, actor=build.of_host(), now=NOW
        )


def test_a_learning_agreement_has_hours():
    with refused("learning_agreement_without_hours"):
        build.drawn_up(build.nominated(), hours=0)


def test_a_learning_agreement_names_its_paper_by_its_hash():
    with refused("learning_agreement_hash_malformed"):
        operations.draw_up(
            build.nominated(), hours=1, content_sha256="plan.pdf", actor=build.of_home(), now=NOW
        )


def test_a_replaced_version_is_no_longer_signed():
    stay = build.nominated()
    first = build.drawn_up(stay)
    assert build.drawn_up(stay).version == 2
    with refused("learning_agreement_replaced"):
        sign(first, "home", build.of_home())


def test_a_change_during_the_stay_counts_once_everybody_has_signed_it():
    stay = build.on_site()
    build.drawn_up(stay, hours=200)
    assert learning(stay).in_force.hours == 300
    build.signed(stay, hours=180)
    assert learning(stay).in_force.hours == 180


def test_a_newer_version_that_waits_stops_the_confirmation():
    stay = build.nominated()
    build.signed(stay)
    build.drawn_up(stay)
    with refused("learning_agreement_unsigned"):
        operations.confirm(stay, actor=build.of_home(), now=NOW)


def test_nothing_is_agreed_after_the_stay():
    with refused("wrong_state"):
        build.drawn_up(build.returned())


def test_nothing_is_signed_for_a_cancelled_stay():
    stay = build.nominated()
    row = build.drawn_up(stay)
    operations.cancel(stay, reason="No dormitory", actor=build.of_home(), now=NOW)
    row.stay.refresh_from_db()
    with refused("wrong_state"):
        sign(row, "home", build.of_home())


def test_a_secondment_has_none():
    stay = build.nominated()
    stay.kind = "secondment"
    with refused("secondment_has_no_learning_agreement"):
        build.drawn_up(stay)


def test_for_a_student_under_age_a_guardian_signs_too():
    stay = build.nominated(build.enrolment(born=build.MINOR))
    parent = build.guardian(stay.person)
    row = build.signed(stay)
    with refused("learning_agreement_unsigned") as found:
        operations.confirm(stay, actor=build.of_home(), now=NOW)
    assert found.value.facts["sides"] == ("guardian",)
    sign(row, "guardian", parent)
    assert operations.confirm(stay, actor=build.of_home(), now=NOW).state == "agreed"


def test_a_guardian_of_somebody_else_does_not_sign():
    stay = build.nominated(build.enrolment(born=build.MINOR))
    stranger = build.guardian(registry.person("RU", build.MINOR))
    with refused("not_allowed"):
        sign(build.drawn_up(stay), "guardian", stranger)


def test_a_student_of_age_needs_no_guardian():
    stay = build.nominated()
    parent = build.guardian(stay.person)
    with refused("student_is_of_age"):
        sign(build.drawn_up(stay), "guardian", parent)


def test_who_turns_eighteen_needs_the_guardian_no_more():
    stay = build.nominated(build.enrolment(born=build.MINOR))
    build.signed(stay)
    assert learning(stay).missing == ("guardian",)
    assert learning(stay, datetime(2028, 5, 1, tzinfo=UTC).date()).missing == ()


def test_signatures_of_many_are_all_or_none():
    stay = build.nominated()
    row = build.drawn_up(stay)
    other = registry.organisation("demo-college-3", OrganisationKind.COLLEGE)
    with refused("not_allowed"):
        operations.sign_many(
            [(row, "home"), (row, "host")],
            actor=[build.of_home(), registry.actor(Role.COLLEGE, other)],
            now=NOW,
        )
    assert learning(stay).missing == ("student", "home", "host")
