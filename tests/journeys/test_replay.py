"""The demo's log, read against the rules: who acted was allowed, and in time."""

from collections import defaultdict
from datetime import date, datetime

import pytest
from django.db.models import F

from sheber.admissions.models import Application, Seat
from sheber.contracts.models import Contract
from sheber.demand.models import Line
from sheber.flows.begin import INSTALLER
from sheber.flows.demo.build import STAGES
from sheber.kernel.events import CODE
from sheber.kernel.models import Event, Seal
from sheber.mobility.models import Stay
from sheber.offers.models import Offer
from sheber.registry.enums import Role
from sheber.registry.models import Membership
from sheber.registry.queries import rule
from sheber.training.models import PracticeDay
from tests.lives import lives

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("river"), pytest.mark.django_db]
MOVES = {f"{life.subject}.{move.name}": move for life in lives() for move in life.moves}
# Acts without an account: a deadline, and whoever sets the installation up.
WITHOUT_ACCOUNT = {"calendar": {"calendar"}, INSTALLER.key: set(map(str, INSTALLER.roles))}


# Every other verb of the log, and in which roles it is done.
SET_UP = (Role.ADMINISTRATOR, Role.OFFICE)
LEARNING = (Role.APPLICANT, Role.GUARDIAN, Role.COLLEGE, Role.EMPLOYER)
ACTS: dict[str, tuple[str, ...]] = {
    "accords.commitment.begin": SET_UP,
    "accords.project.begin": SET_UP,
    "accords.register.load": SET_UP,
    "admissions.application.approve_as_guardian": (Role.GUARDIAN,),
    "admissions.application.begin": (Role.APPLICANT, Role.ADMISSIONS),
    "admissions.application.rank": (Role.APPLICANT, Role.ADMISSIONS),
    "admissions.campaign.begin": (Role.OFFICE,),
    "admissions.campaign.set_seat_sources": (Role.OFFICE,),
    "admissions.clearing.begin": (Role.OFFICE,),
    "admissions.fact.record": (Role.ADMISSIONS,),
    "admissions.lottery.begin": (Role.OFFICE,),
    "admissions.offering.begin": (Role.OFFICE,),
    "admissions.offering.close": (Role.OFFICE,),
    "admissions.seat.approve_as_guardian": (Role.GUARDIAN,),
    "admissions.seat.begin": (Role.OFFICE,),
    "contracts.contract.begin": (Role.COLLEGE, Role.EMPLOYER, Role.OFFICE),
    "credentials.award.begin": (Role.COLLEGE,),
    "credentials.recognition.begin": (Role.APPLICANT,),
    "demand.call.begin": (Role.EMPLOYER,),
    "demand.line.begin": (Role.EMPLOYER,),
    "demand.line.move_year": (Role.OFFICE,),
    "insights.forecast.score": (Role.OFFICE,),
    "insights.snapshot.publish": (Role.OFFICE,),
    "mobility.agreement.begin": (Role.COLLEGE, Role.EMPLOYER),
    "mobility.learning_agreement.begin": (Role.COLLEGE,),
    "mobility.learning_agreement.sign": LEARNING,
    "mobility.stay.begin": (Role.COLLEGE, Role.EMPLOYER),
    "offers.clause.write": SET_UP,
    "offers.offer.begin": (Role.EMPLOYER,),
    "offers.offer.set_terms": (Role.EMPLOYER,),
    "outcomes.employment.begin": (Role.EMPLOYER,),
    "outcomes.evidence.begin": (Role.EMPLOYER,),
    "outcomes.obligation.begin": (Role.EMPLOYER,),
    "outcomes.right.begin": (Role.EMPLOYER,),
    "planning.opinion.answer": (Role.OFFICE,),
    "planning.opinion.give": (Role.EMPLOYER, Role.REGION),
    "planning.plan.allocate": (Role.OFFICE,),
    "planning.plan.approve_by_office": (Role.OFFICE,),
    "planning.plan.begin": (Role.OFFICE,),
    "planning.plan.keep_prices": (Role.OFFICE,),
    "planning.plan.keep_scenarios": (Role.OFFICE,),
    "planning.workforce.count": (Role.OFFICE,),
    "programmes.capacity.declare": (Role.CLUSTER, Role.COLLEGE),
    "programmes.cluster.begin": (Role.CLUSTER,),
    "programmes.cluster.rest_on": (Role.OFFICE,),
    "programmes.member.add": (Role.CLUSTER,),
    "programmes.module.add": (Role.CLUSTER,),
    "programmes.money.enter": (Role.OFFICE, Role.CLUSTER),
    "programmes.partner.add": (Role.CLUSTER,),
    "programmes.programme.begin": (Role.CLUSTER,),
    "programmes.resource.declare": (Role.COLLEGE,),
    "registry.account.open": SET_UP,
    "registry.guardianship.record": SET_UP,
    "registry.organisation.enter": SET_UP,
    "registry.person.enter": SET_UP,
    "registry.reference.load": SET_UP,
    "registry.role.grant": SET_UP,
    "registry.rule.answer": (Role.OFFICE,),
    "registry.rule_pack.load": SET_UP,
    "training.enrolment.begin": (Role.COLLEGE, Role.ADMISSIONS),
    "training.enrolment.keep": (Role.COLLEGE,),
    "training.enrolment.leave": (Role.COLLEGE,),
    "training.enrolment.result": (Role.COLLEGE,),
    "training.enrolment.return": (Role.COLLEGE,),
    "training.placement.begin": (Role.COLLEGE,),
    "training.placement.confirm_day": (Role.MENTOR,),
}


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
        if one.valid_from <= day
        and (one.valid_to is None or day < one.valid_to)
        and str(one.organisation_id or "") == event.organisation
    }


def who_may(verb: str) -> set[str]:
    move = MOVES.get(verb)
    return {str(one) for one in (move.who if move else ACTS[verb])}


def begun(verb: str) -> dict[str, datetime]:
    """When a verb was first done to each subject."""
    found: dict[str, datetime] = {}
    for key, moment in (
        Event.objects.filter(verb=verb).order_by("pk").values_list("subject_key", "at")
    ):
        found.setdefault(key, moment)
    return found


def test_every_verb_of_the_log_is_known_here():
    verbs = set(Event.objects.order_by().values_list("verb", flat=True).distinct())
    assert verbs - set(MOVES) - set(ACTS) == set()


def test_everybody_had_the_role_for_that_organisation_on_that_day():
    held = roles_held()
    wrong = [
        (event.pk, event.verb, event.actor, event.organisation)
        for event in Event.objects.all()
        if not roles_of(event, held) & who_may(event.verb)
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


def test_lists_were_written_while_the_campaign_was_open():
    applications = {str(one.pk): one for one in Application.objects.select_related("campaign")}
    for verb in ("begin", "rank", "submit"):
        events = Event.objects.filter(verb=f"admissions.application.{verb}")
        assert events.exists()
        for event in events:
            campaign = applications[event.subject_key].campaign
            assert campaign.opens_at <= event.at < campaign.closes_at


def test_lines_were_sent_after_their_call_was_published():
    published = begun("demand.call.publish")
    calls = dict(Line.objects.values_list("pk", "call_id"))
    sent = begun("demand.line.submit")
    assert sent
    assert all(published[str(calls[int(key)])] <= moment for key, moment in sent.items())


def test_no_offer_was_published_after_the_day_on_which_offers_close():
    years = dict(Offer.objects.values_list("pk", "allocation__capacity__intake_year"))
    frozen, published = begun("offers.offer.freeze"), begun("offers.offer.publish")
    assert frozen
    for key, moment in published.items():
        closing = rule("RU", "admission.calendar.offers_close", moment.date()).value
        last = date(years[int(key)], closing["month"], closing["day"])
        assert moment.date() < last
        assert key not in frozen or frozen[key].date() >= last


def test_contracts_were_signed_before_their_deadline():
    deadlines = dict(Contract.objects.values_list("pk", "sign_by"))
    events = Event.objects.filter(verb="contracts.contract.sign")
    assert events.exists()
    assert all(event.at.date() <= deadlines[int(event.subject_key)] for event in events)


def test_people_arrived_and_came_back_on_the_days_of_their_stay():
    stays = {str(one.pk): one for one in Stay.objects.all()}
    arrived, returned = begun("mobility.stay.arrive"), begun("mobility.stay.return")
    assert arrived
    assert returned
    for key, moment in arrived.items():
        assert stays[key].starts_on <= moment.date() < stays[key].ends_on
    assert all(moment.date() >= stays[key].ends_on for key, moment in returned.items())


def test_practice_was_confirmed_inside_its_placement_and_never_ahead():
    for one in PracticeDay.objects.select_related("placement"):
        assert one.placement.starts_on <= one.day < one.placement.ends_on
        assert one.confirmed_at.date() >= one.day


def test_the_log_is_sealed_stage_by_stage():
    assert Seal.objects.count() == len(STAGES)
