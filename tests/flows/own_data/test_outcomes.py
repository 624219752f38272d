"""Outcomes of other official channels from a table: who was given a seat, entered once."""

import pytest

from sheber.admissions import operations, queries
from sheber.admissions.models import Seat
from sheber.kernel.models import Event
from sheber.registry.enums import Role
from tests.admissions import build as admissions
from tests.flows.own_data import build
from tests.offers import build as offers
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = ("person", "seat")


@pytest.fixture
def campaign():
    """A closed campaign: main seats are decided at Gosuslugi, paid ones here."""
    campaign = admissions.campaign()
    admissions.offering(campaign, "G", seats=2, paid=2)
    source = operations.NewSource("RU", "main", "gosuslugi", admissions.CLOSES, "N-1")
    operations.set_seat_sources(campaign, [source], actor=offers.office_actor(), now=admissions.NOW)
    return admissions.open_(campaign)


def applied(campaign, *terms: str):
    """Somebody who ranked the offering on these terms and whose application was verified."""
    offering = queries.Pool.objects.get(code="G/main").offering
    return admissions.apply(campaign, 300, *(admissions.wish(offering, one) for one in terms))


def office():
    return offers.office_actor()


def handed_in(*rows, actor=None):
    return build.handed_in(
        build.csv_of(*rows, head=HEAD), actor or admissions.admissions(), "outcomes"
    )


def test_an_outcome_becomes_a_seat_offered_without_a_round(campaign):
    who = applied(campaign, "state", "paid")
    admissions.close(campaign)
    upload = handed_in((who.pk, "G/main"))
    assert (build.verdicts(upload), Seat.objects.count()) == (["good"], 0)
    build.apply(upload, admissions.admissions())
    seat = Seat.objects.get()
    assert (seat.person_id, seat.pool.code, seat.clearing, seat.state) == (
        who.pk,
        "G/main",
        None,
        "offered",
    )
    assert build.lines(upload)[0].became == str(seat.pk)
    assert Event.objects.filter(verb="admissions.seat.begin", facts__imported=True).count() == 1


def test_the_same_outcome_again_enters_nothing(campaign):
    who = applied(campaign, "state")
    admissions.close(campaign)
    build.apply(handed_in((who.pk, "G/main"), actor=office()), office())
    again = handed_in((who.pk, "G/main"), (who.pk, "G/main"))
    assert build.faults(again) == [[("", "outcome_stands")]] * 2
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(
    ("seat", "fault"),
    [
        ("G/paid", ("seat", "outcome_decided_here")),
        ("H/main", ("seat", "outcome_seat_unknown")),
        ("", ("seat", "cell_empty")),
    ],
)
def test_a_seat_that_no_other_channel_decides_is_named(campaign, seat, fault):
    who = applied(campaign, "state")
    admissions.close(campaign)
    assert build.faults(handed_in((who.pk, seat))) == [[fault]]


def test_whoever_did_not_rank_the_seat_is_not_given_it(campaign):
    only_paid = applied(campaign, "paid")
    admissions.close(campaign)
    rows = [(only_paid.pk, "G/main"), ("P-NOBODY", "G/main")]
    assert build.faults(handed_in(*rows)) == [[("person", "outcome_without_wish")]] * 2


def test_an_application_that_was_not_verified_is_given_nothing(campaign):
    offering = queries.Pool.objects.get(code="G/main").offering
    row = admissions.draft(campaign, None, admissions.wish(offering))
    operations.submit(row, actor=admissions.himself(row.person), now=admissions.APPLYING)
    admissions.close(campaign)
    assert build.faults(handed_in((row.person_id, "G/main"))) == [
        [("person", "outcome_without_application")]
    ]


def test_one_person_is_given_one_seat_by_one_file(campaign):
    who = applied(campaign, "state")
    admissions.close(campaign)
    upload = handed_in((who.pk, "G/main"), (who.pk, "G/main"))
    assert build.faults(upload) == [[], [("person", "outcome_twice_in_file")]]


def test_whoever_holds_another_seat_is_told(campaign):
    who = applied(campaign, "paid", "state")
    admissions.cleared(campaign)
    assert build.faults(handed_in((who.pk, "G/main"))) == [[("person", "holds_a_seat")]]


def test_before_the_campaign_closes_there_is_nothing_to_enter(campaign):
    who = applied(campaign, "state")
    assert build.faults(handed_in((who.pk, "G/main"))) == [[("seat", "outcome_not_now")]]


def test_an_office_of_the_other_country_enters_nothing_here(campaign):
    who = applied(campaign, "state")
    admissions.close(campaign)
    upload = handed_in((who.pk, "G/main"), actor=admissions.admissions("KZ"))
    assert build.faults(upload) == [[("seat", "outcome_not_now")]]


def test_a_firm_has_no_outcomes_to_hand_in(campaign):
    with refused("not_allowed"):
        handed_in(("x", "y"), actor=registry.actor(Role.EMPLOYER, build.firm()))
