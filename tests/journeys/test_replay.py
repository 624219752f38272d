"""The demo's log, read against the rules: who acted was allowed, and in time."""

from collections import defaultdict

import pytest
from django.db.models import F

from sheber.admissions.models import Seat
from sheber.flows.begin import INSTALLER
from sheber.kernel.events import CODE
from sheber.kernel.models import Event
from sheber.registry.models import Membership
from tests.lives import lives

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("river"), pytest.mark.django_db]
MOVES = {f"{life.subject}.{move.name}": move for life in lives() for move in life.moves}
# Acts without an account: a deadline, and whoever sets the installation up.
WITHOUT_ACCOUNT = {"calendar": {"calendar"}, INSTALLER.key: set(map(str, INSTALLER.roles))}


def roles_held() -> dict[str, list[Membership]]:
    held = defaultdict(list)
    for one in Membership.objects.all():
        held[f"account:{one.account_id}"].append(one)
    return held


def roles_of(event: Event, held: dict[str, list[Membership]]) -> set[str]:
    if event.actor in WITHOUT_ACCOUNT:
        return WITHOUT_ACCOUNT[event.actor]
    day = event.at.date()
    return {
        str(one.role)
        for one in held[event.actor]
        if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
    }


def test_everybody_who_moved_something_had_the_role_on_that_day():
    held = roles_held()
    wrong = [
        (event.pk, event.verb, event.actor)
        for event in Event.objects.filter(verb__in=MOVES)
        if not roles_of(event, held) & set(map(str, MOVES[event.verb].who))
    ]
    assert wrong == []


def test_every_move_goes_along_an_arrow_of_its_table():
    wrong = [
        (event.pk, event.verb)
        for event in Event.objects.filter(verb__in=MOVES)
        if event.from_state not in MOVES[event.verb].sources
        or event.to_state != MOVES[event.verb].target
    ]
    assert wrong == []


def test_applications_came_while_the_campaign_was_open():
    seats = Seat.objects.select_related("campaign", "contract__application")
    assert seats.exists()
    for seat in seats:
        submitted = seat.contract.application.submitted_at
        assert seat.campaign.opens_at <= submitted < seat.campaign.closes_at


def test_consents_came_before_their_deadline():
    deadlines = dict(Seat.objects.values_list("pk", F("clearing__consent_by")))
    consents = Event.objects.filter(verb="admissions.seat.consent")
    assert consents.exists()
    assert all(event.at < deadlines[int(event.subject_key)] for event in consents)


def test_sealed_events_hold_ids_codes_and_numbers_only():
    for event in Event.objects.all():
        for value in event.facts.values():
            for one in value if isinstance(value, list) else [value]:
                assert one is None or isinstance(one, bool | int) or CODE.fullmatch(one)
