"""What regions and employers think of a plan: who, when, of exactly what; and the answer."""

import pytest

from sheber.kernel import events
from sheber.kernel.models import Reason
from sheber.planning import operations, queries
from sheber.planning.models import Opinion
from sheber.registry.enums import OrganisationKind, Role
from tests.offers.build import refused
from tests.planning import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def akimat(region: str = "RU-ORE"):
    kind = OrganisationKind.REGIONAL_AUTHORITY
    return registry.organisation(f"demo-authority-{region}", kind, region[:2], region)


def firm(code: str = "demo-firm"):
    return registry.organisation(code, OrganisationKind.ENTERPRISE)


def give(plan, of, view: str = "favourable", words: str = "", **changes):
    role = Role.EMPLOYER if of.kind == OrganisationKind.ENTERPRISE else Role.REGION
    stated = {
        "moment": queries.moments(plan)[0] if queries.moments(plan) else "final",
        "digest": queries.seen_digest(plan),
        "actor": registry.actor(role, of),
        **changes,
    }
    return operations.give_opinion(plan, organisation=of, view=view, words=words, now=NOW, **stated)


def answer(row, country: str = "RU", reason: str = "Beds are opened next year"):
    return operations.answer_opinion(
        row, office=build.office(country), reason=reason, actor=build.office_actor(country), now=NOW
    )


@pytest.fixture
def line():
    return build.line(number=20)


@pytest.fixture
def draft(line):
    """25 seats, 18 of them for a line of 20."""
    plan = build.draft()
    given = build.given(25, "state-RU", None, (line, 18))
    operations.allocate(plan, [given], actor=build.office_actor(), now=NOW)
    return plan


@pytest.fixture
def proposed(draft):
    return operations.propose(draft, actor=build.office_actor(), now=NOW)


def test_before_the_numbers_an_opinion_is_prior(line):
    plan = build.draft()
    row = give(plan, line.call.employer)
    assert row.moment == "prior"


def test_of_a_draft_with_numbers_an_opinion_is_consultative(draft, line):
    assert give(draft, line.call.employer).moment == "consultative"
    assert give(draft, line.call.employer, moment="prior").moment == "prior"


def test_of_a_proposed_plan_an_opinion_is_final_and_of_exactly_it(proposed, line):
    row = give(proposed, line.call.employer, "adverse", "Too few welders")
    assert (row.moment, row.view, row.digest) == ("final", "adverse", proposed.digest)
    [event] = events.of("planning.opinion", [row.pk])
    assert (event.verb, event.facts["view"]) == ("planning.opinion.give", "adverse")
    assert Reason.objects.get(event=event).text == "Too few welders"


def test_a_region_speaks_of_its_work_and_of_its_seats(proposed, line):
    assert give(proposed, akimat(line.region_id)).view == "favourable"
    seat = build.capacity().provider
    assert queries.touches(proposed, akimat(seat.region_id))


def test_a_region_that_a_plan_does_not_touch_is_not_asked(proposed):
    with refused("plan_does_not_concern"):
        give(proposed, akimat("RU-SVE"))


def test_a_firm_without_a_line_is_not_asked(proposed):
    with refused("plan_does_not_concern"):
        give(proposed, firm("demo-other-firm"))


def test_nobody_speaks_for_another(proposed, line):
    with refused("not_allowed"):
        give(
            proposed, line.call.employer, actor=registry.actor(Role.EMPLOYER, firm("demo-other-f"))
        )


def test_an_office_has_no_opinion_but_an_approval(proposed, line):
    with refused("not_allowed"):
        give(proposed, line.call.employer, actor=build.office_actor())


@pytest.mark.parametrize("moment", ["prior", "consultative"])
def test_a_proposed_plan_is_not_consulted_on_any_more(proposed, line, moment):
    with refused("opinion_not_now"):
        give(proposed, line.call.employer, moment=moment)


def test_a_plan_in_force_asks_nobody(proposed, line):
    build.approve(proposed)
    with refused("opinion_not_now"):
        give(proposed, line.call.employer)


@pytest.mark.parametrize("view", ["reserved", "adverse"])
def test_reservations_are_said_in_words(proposed, line, view):
    with refused("opinion_without_words"):
        give(proposed, line.call.employer, view, " ")


def test_an_opinion_says_what_it_is(proposed, line):
    with refused("opinion_without_view"):
        give(proposed, line.call.employer, "so-so")


def test_an_opinion_of_what_has_changed_is_stale_and_the_change_is_known(draft, line):
    plan = operations.propose(draft, actor=build.office_actor(), now=NOW)
    seen = plan.digest
    operations.reopen(plan, reason="A hall is free", actor=build.office_actor(), now=NOW)
    given = build.given(40, "state-RU", None, (line, 20))
    operations.allocate(plan, [given], actor=build.office_actor(), now=NOW)
    operations.propose(plan, actor=build.office_actor(), now=NOW)
    with refused("stale_opinion"):
        give(plan, line.call.employer, digest=seen)
    changed = queries.difference_since(plan, seen)
    assert changed.lines == (queries.LineChange(line.pk, 18, 20),)


def test_a_draft_changed_under_the_reader_is_stale_too(draft, line):
    seen = queries.seen_digest(draft)
    operations.allocate(draft, [build.given(25)], actor=build.office_actor(), now=NOW)
    with refused("stale_opinion"):
        give(draft, line.call.employer, digest=seen)


def test_a_later_opinion_takes_the_place_of_the_earlier_and_of_its_answer(proposed, line):
    first = give(proposed, line.call.employer, "adverse", "Too few")
    answer(first)
    second = give(proposed, line.call.employer, "adverse", "Still too few")
    assert (second.pk, second.answered_at) == (first.pk, None)
    assert Opinion.objects.count() == 1
    assert queries.unanswered(proposed).count() == 1


def test_an_opinion_is_taken_back_while_the_plan_waits(proposed, line):
    row = give(proposed, line.call.employer)
    key, actor = row.pk, registry.actor(Role.EMPLOYER, line.call.employer)
    operations.withdraw_opinion(row, actor=actor, now=NOW)
    assert not Opinion.objects.exists()
    assert events.of("planning.opinion", [key])[-1].verb == "planning.opinion.withdraw"


def test_an_opinion_of_a_plan_in_force_stays(proposed, line):
    row = give(proposed, line.call.employer)
    build.approve(proposed)
    row.plan.refresh_from_db()
    with refused("opinion_not_now"):
        actor = registry.actor(Role.EMPLOYER, line.call.employer)
        operations.withdraw_opinion(row, actor=actor, now=NOW)


def test_an_adverse_opinion_is_answered_before_the_plan_is_approved(proposed, line):
    row = give(proposed, line.call.employer, "adverse", "Too few")
    with refused("adverse_opinions_unanswered"):
        build.approve(proposed, "RU")
    answered = answer(row, "KZ")
    assert answered.answered_by == build.office("KZ")
    build.approve(proposed)
    proposed.refresh_from_db()
    assert proposed.state == "approved"


def test_an_adverse_opinion_is_answered_before_the_plan_is_proposed(draft, line):
    row = give(draft, line.call.employer, "adverse", "Too few")
    with refused("adverse_opinions_unanswered"):
        operations.propose(draft, actor=build.office_actor(), now=NOW)
    answer(row)
    assert operations.propose(draft, actor=build.office_actor(), now=NOW).state == "proposed"


def test_reservations_hold_nothing_up(proposed, line):
    give(proposed, line.call.employer, "reserved", "Rather late")
    build.approve(proposed, "RU")
    assert [one.office for one in queries.approvals(proposed)] == [build.office("RU")]


def test_an_answer_needs_words_and_an_office(proposed, line):
    row = give(proposed, line.call.employer, "adverse", "Too few")
    with refused("missing_reason"):
        answer(row, reason=" ")
    with refused("not_allowed"):
        operations.answer_opinion(
            row,
            office=build.office(),
            reason="So it is",
            actor=registry.actor(Role.EMPLOYER, line.call.employer),
            now=NOW,
        )


def test_an_opinion_that_was_changed_meanwhile_is_not_answered(proposed, line):
    seen = give(proposed, line.call.employer, "adverse", "Too few")
    answer(Opinion.objects.get(pk=seen.pk))
    with refused("opinion_changed_meanwhile"):
        answer(seen)


def test_adverse_opinions_come_first(proposed, line):
    give(proposed, akimat(line.region_id))
    give(proposed, line.call.employer, "adverse", "Too few")
    assert [one.view for one in queries.opinions(proposed)] == ["adverse", "favourable"]


def test_a_plan_waits_for_the_opinion_that_is_due(draft, line):
    employer = line.call.employer
    assert queries.waiting_for(employer) == [draft]
    give(draft, employer)
    assert queries.waiting_for(employer) == []
    operations.propose(draft, actor=build.office_actor(), now=NOW)
    assert queries.waiting_for(employer) == [draft]
    give(draft, employer)
    assert queries.waiting_for(employer) == []
    build.approve(draft)
    assert queries.waiting_for(employer) == []


def test_a_plan_proposed_anew_with_other_numbers_waits_again(proposed, line):
    give(proposed, line.call.employer)
    operations.reopen(proposed, reason="A cut", actor=build.office_actor(), now=NOW)
    operations.allocate(proposed, [build.given(25)], actor=build.office_actor(), now=NOW)
    operations.propose(proposed, actor=build.office_actor(), now=NOW)
    assert queries.waiting_for(line.call.employer) == [proposed]


def test_a_plan_put_aside_waits_for_nobody(proposed, line):
    operations.supersede(proposed, reason="Another", actor=build.office_actor(), now=NOW)
    assert list(queries.plans_of(line.call.employer)) == []


def test_a_solved_plan_touches_whoever_has_a_line_in_its_problem():
    build.capacity()
    line = build.line(number=20)
    plan = build.solved()
    assert give(plan, line.call.employer).moment == "consultative"
    assert list(queries.lines_of(plan)) == [line]
