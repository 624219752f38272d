"""Demand taken back after seats were planned, offered and signed for."""

from datetime import date

import pytest

from sheber.demand import operations as demand_operations
from sheber.demand.models import Line
from sheber.flows import demand
from sheber.kernel import events
from sheber.offers import operations as offer_operations
from sheber.offers.models import Offer
from sheber.planning import operations as planning_operations
from sheber.registry.enums import OrganisationKind, Role
from tests.accords import build as accords
from tests.contracts import build as contracts
from tests.demand import build as demand_build
from tests.offers import build as offers
from tests.offers.build import refused
from tests.planning import build as planning
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = planning.NOW


def employer_of(line):
    return registry.actor(Role.EMPLOYER, line.call.employer)


def planned(line, seats: int = 20, code: str = "PLAN-1"):
    """Seats meant for a line by a plan in force; its allocation."""
    plan = planning.draft(code)
    given = planning.given(seats, "state-RU", planning.capacity(), (line, seats))
    rows = planning_operations.allocate(plan, [given], actor=planning.office_actor(), now=NOW)
    planning_operations.propose(plan, actor=planning.office_actor(), now=NOW)
    planning.approve(plan)
    return rows[0]


def offered(line, on, seats: int, state: str = "published") -> Offer:
    """An offer of the line's employer, as far on its way as asked."""
    if state == "draft":
        return offers.draft(line=line, on=on, seats=seats)
    offers.pack()
    row = offers.published(line=line, on=on, seats=seats)
    if state == "frozen":
        offer_operations.freeze_many([row], actor=planning.office_actor(), now=NOW)
    return row


def withdraw(line, reason="The shop is not built", actor=None):
    return demand.withdraw_line(line, reason=reason, actor=actor or employer_of(line), now=NOW)


def cut(line, number, reason="A shift was dropped"):
    return demand.cut_line(line, number=number, reason=reason, actor=employer_of(line), now=NOW)


def state_of(offer):
    return Offer.objects.get(pk=offer.pk).state


def test_a_line_on_which_nothing_rests_just_goes():
    line = planning.line()
    back = withdraw(line)
    assert Line.objects.get(pk=line.pk).state == "withdrawn"
    assert (back.resting.coverages, back.withdrawn, back.left) == ((), (), ())


def test_a_withdrawal_tells_the_seats_that_were_planned():
    line = planning.line()
    allocation = planned(line)
    back = withdraw(line)
    assert back.resting.seats_planned == 20
    assert [one.allocation for one in back.resting.coverages] == [allocation]


def test_seats_of_a_plan_in_work_are_told_apart():
    line = planning.line()
    plan = planning.draft()
    given = planning.given(20, "state-RU", planning.capacity(), (line, 20))
    planning_operations.allocate(plan, [given], actor=planning.office_actor(), now=NOW)
    back = withdraw(line)
    assert (back.resting.seats_planned, back.resting.seats_in_work) == (0, 20)


def test_offers_that_bind_nobody_go_with_their_line():
    line = planning.line()
    on = planned(line)
    draft, published = offered(line, on, 4, "draft"), offered(line, on, 6)
    back = withdraw(line, reason="The shop is not built")
    assert (state_of(draft), state_of(published)) == ("withdrawn", "withdrawn")
    assert {one.pk for one in back.withdrawn} == {draft.pk, published.pk}
    event = events.of("offers.offer", [published.pk])[-1]
    assert (event.verb, event.actor) == ("offers.offer.withdraw", employer_of(line).key)
    assert back.resting.seats_offered == 10


def test_a_frozen_offer_stays_and_is_told():
    line = planning.line()
    frozen = offered(line, planned(line), 5, "frozen")
    back = withdraw(line)
    assert state_of(frozen) == "frozen"
    assert [one.pk for one in back.left] == [frozen.pk]


def test_a_signed_contract_stands_and_is_listed():
    offer = contracts.offer()
    signed, waiting = contracts.signed(), contracts.intended()
    back = demand.withdraw_line(
        offer.line, reason="Bankrupt", actor=employer_of(offer.line), now=contracts.NOW
    )
    assert back.resting.signed == (signed,)
    assert back.resting.contracts == (signed, waiting)
    assert back.resting.ranked == 2
    signed.refresh_from_db()
    assert signed.state == "signed"


def test_an_offer_under_which_somebody_waits_to_sign_stays():
    offer = contracts.offer()
    Offer.objects.filter(pk=offer.pk).update(state="published")
    contracts.intended()
    back = demand.withdraw_line(
        offer.line, reason="Bankrupt", actor=employer_of(offer.line), now=contracts.NOW
    )
    assert back.withdrawn == ()
    assert [one.pk for one in back.left] == [offer.pk]


def test_another_employer_takes_nothing_back():
    line = planning.line()
    offer = offered(line, planned(line), 5)
    stranger = registry.actor(Role.EMPLOYER, demand_build.employer("demo-enterprise-2"))
    with refused("not_allowed"):
        withdraw(line, actor=stranger)
    assert (Line.objects.get(pk=line.pk).state, state_of(offer)) == ("confirmed", "published")


def test_a_withdrawal_without_a_reason_leaves_the_offers():
    line = planning.line()
    offer = offered(line, planned(line), 5)
    with refused("missing_reason"):
        withdraw(line, reason="")
    assert state_of(offer) == "published"


def test_a_line_is_withdrawn_once():
    line = planning.line()
    withdraw(line)
    with refused("wrong_state"):
        withdraw(line)


def test_a_cut_by_half_takes_the_newest_offers_until_the_rest_fits():
    line = planning.line(20)
    on = planned(line)
    first, second, third = (offered(line, on, seats) for seats in (8, 6, 6))
    back = cut(line, 10)
    assert [state_of(one) for one in (first, second, third)] == [
        "published",
        "withdrawn",
        "withdrawn",
    ]
    assert [one.pk for one in back.withdrawn] == [third.pk, second.pk]
    assert [one.pk for one in back.left] == [first.pk]
    assert (back.line.number, back.line.state) == (10, "submitted")


def test_a_cut_that_still_covers_the_offers_takes_none():
    line = planning.line(20)
    offer = offered(line, planned(line), 8)
    assert cut(line, 8).withdrawn == ()
    assert state_of(offer) == "published"


def test_a_cut_passes_over_frozen_offers_and_says_what_is_left():
    line = planning.line(20)
    on = planned(line)
    published, frozen = offered(line, on, 6), offered(line, on, 14, "frozen")
    back = cut(line, 10)
    assert [one.pk for one in back.withdrawn] == [published.pk]
    assert [one.pk for one in back.left] == [frozen.pk]
    assert sum(one.seats for one in back.left) > back.line.number


def test_a_cut_that_does_not_lower_changes_nothing():
    line = planning.line(20)
    offer = offered(line, planned(line), 8)
    with refused("cut_must_lower"):
        cut(line, 20)
    assert state_of(offer) == "published"


def on_project(project, code: str = "demo-enterprise-KZ", number: int = 20, year: int = 2029):
    """A confirmed line that rests on a project."""
    firm = demand_build.employer(code, "KZ")
    line = demand_build.confirmed_line(
        of=demand_build.call(firm, f"CALL-{code}"), number=number, year=year
    )
    Line.objects.filter(pk=line.pk).update(project=project)
    line.refresh_from_db()
    return line


def delay(project, opens_on, country="KZ", reason="Turbines are late"):
    return demand.delay_project(
        project, opens_on=opens_on, reason=reason, actor=accords.office(country), now=NOW
    )


def test_a_delayed_project_moves_its_lines_and_shows_the_seats_planned_for_it():
    project = accords.announced()
    line, other = on_project(project), planning.line()
    planned(line)
    delayed = delay(project, date(2030, 6, 1))
    line.refresh_from_db()
    assert (line.year, line.state) == (2031, "confirmed")
    assert [(one.line, one.before, one.after) for one in delayed.lines] == [(line, 2029, 2031)]
    assert delayed.seats_planned == 20
    assert Line.objects.get(pk=other.pk).year == 2029
    event = events.of("demand.line", [line.pk])[-1]
    assert event.verb == "demand.line.move_year"
    assert event.facts == {"from": 2029, "to": 2031, "project": project.pk}


def test_a_delay_tells_offers_and_contracts_made_for_the_old_year():
    project = accords.announced()
    offer, signed = contracts.offer(), contracts.signed()
    Line.objects.filter(pk=offer.line_id).update(project=project)
    moved = delay(project, date(2029, 6, 1)).lines[0]
    assert [one.pk for one in moved.resting.offers] == [offer.pk]
    assert moved.resting.signed == (signed,)


def test_a_delay_within_a_year_moves_no_line():
    project = accords.announced()
    line = on_project(project)
    assert delay(project, date(2028, 11, 1)).lines == ()
    assert Line.objects.get(pk=line.pk).year == 2029


def test_a_withdrawn_line_is_not_moved():
    project = accords.announced()
    line = on_project(project)
    demand_operations.withdraw(line, reason="Sold", actor=employer_of(line), now=NOW)
    assert delay(project, date(2029, 6, 1)).lines == ()


def test_the_office_of_another_country_does_not_delay_a_project():
    project = accords.announced()
    line = on_project(project)
    with refused("not_allowed"):
        delay(project, date(2029, 6, 1), country="RU")
    assert Line.objects.get(pk=line.pk).year == 2029


def test_a_delay_goes_forward_or_nothing_moves():
    project = accords.announced()
    line = on_project(project)
    with refused("delay_must_be_later"):
        delay(project, date(2027, 6, 1))
    assert Line.objects.get(pk=line.pk).year == 2029


def test_an_employer_moves_a_line_of_its_own():
    line = planning.line()
    demand_operations.move_year(line, year=2031, reason="Later", actor=employer_of(line), now=NOW)
    assert Line.objects.get(pk=line.pk).year == 2031


def test_an_office_does_not_move_a_line_without_a_project():
    line = planning.line()
    with refused("not_allowed"):
        demand_operations.move_year(
            line, year=2031, reason="Later", actor=planning.office_actor(), now=NOW
        )


def test_a_line_moves_to_a_later_year_only():
    line = planning.line()
    with refused("line_moves_later"):
        demand_operations.move_year(
            line, year=2029, reason="Same", actor=employer_of(line), now=NOW
        )


def test_moving_a_line_needs_a_reason():
    line = planning.line()
    with refused("missing_reason"):
        demand_operations.move_year(line, year=2031, reason="", actor=employer_of(line), now=NOW)


def test_a_line_moved_meanwhile_is_not_moved_again():
    line = planning.line()
    stale = Line.objects.get(pk=line.pk)
    demand_operations.move_year(line, year=2031, reason="Later", actor=employer_of(line), now=NOW)
    with refused("changed_meanwhile"):
        demand_operations.move_year(
            stale, year=2030, reason="Later", actor=employer_of(line), now=NOW
        )


def test_what_rests_on_many_lines_is_read_at_once(django_assert_num_queries):
    lines = [
        planning.line(of=demand_build.call(demand_build.employer(f"d-{n}"), f"C-{n}"))
        for n in range(3)
    ]
    with django_assert_num_queries(4):
        found = demand.resting_on(lines)
    assert set(found) == {line.pk for line in lines}


def test_a_college_is_no_party_to_a_line():
    line = planning.line()
    college = registry.organisation("demo-college-RU", OrganisationKind.COLLEGE)
    with refused("not_allowed"):
        withdraw(line, actor=registry.actor(Role.COLLEGE, college))
