"""Each act of the calendar on its day, not before, and not twice."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from sheber.admissions import operations as admissions
from sheber.admissions.models import Pool, RankedContract, SeatSource
from sheber.contracts import operations as contract_operations
from sheber.contracts.models import Contract
from sheber.flows import calendar
from sheber.flows.phrases import CALENDAR_ACTS
from sheber.kernel import events
from sheber.kernel.models import Event
from sheber.offers.models import Offer
from sheber.outcomes.models import Obligation
from sheber.programmes import operations as programmes
from sheber.registry.models import Rule
from tests.admissions import build as campaigns
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.flows.own_data import build as door
from tests.offers import build as offers
from tests.outcomes import build as outcomes
from tests.programmes import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LEAVES_ON = datetime(2026, 6, 1, tzinfo=UTC)
# The tenth of June still counts whole, and ends in Moscow three hours before it ends at UTC.
OFFERS_CLOSED = datetime(2026, 6, 10, 21, tzinfo=UTC)
SERVED = datetime(2030, 8, 1, 9, tzinfo=UTC)
LAST_DAY = SERVED.date()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


# What the bare rows upstream of a test make due as well: programmes without partners, old years.
BESIDE = frozenset({"suspend_programmes", "end_campaigns"})


def run(now: datetime, *, beside: frozenset[str] = frozenset()) -> dict[str, int]:
    """How many of each act were done as `due` said before; none is left out."""
    before = {one.code: one.count for one in calendar.due(now=now) if one.count}
    done = calendar.run(now=now)
    assert not [one for one in done if one.refusal]
    counts = {one.code: one.count for one in done if one.count}
    assert before.items() <= counts.items()
    return {code: count for code, count in counts.items() if code not in beside}


def state(row) -> str:
    return type(row).objects.get(pk=row.pk).state


def test_a_programme_is_suspended_on_the_day_that_its_partner_has_left():
    row = build.programme()
    programmes.leave(
        row,
        row.cluster.manager,
        on=LEAVES_ON.date(),
        reason="the site closes",
        actor=build.manager(row.cluster),
        now=build.NOW,
    )
    assert run(LEAVES_ON - MINUTE) == {}
    assert run(LEAVES_ON) == {"suspend_programmes": 1}
    assert state(row) == "suspended"
    event = events.of("programmes.programme", [row.pk])[-1]
    assert (event.actor, event.facts["uncovered"]) == ("calendar", ["hosts_practice"])


def offers_close(country: str = "RU") -> None:
    value = {"month": 6, "day": 10, "time_zone": "Europe/Moscow"}
    offers.rule("admission.calendar.offers_close", value, "date_of_year", country)


def _another_draft() -> Offer:
    line = demand.confirmed_line(of=demand.call(code="CALL-2"))
    return offers.draft(line=line)


def test_a_published_offer_freezes_and_a_draft_expires_when_the_day_of_offers_has_passed():
    offers_close()
    shown, left = offers.published(), _another_draft()
    assert run(OFFERS_CLOSED - MINUTE, beside=BESIDE) == {}
    assert run(OFFERS_CLOSED, beside=BESIDE) == {"freeze_offers": 1, "expire_offers": 1}
    assert (state(shown), state(left)) == ("frozen", "expired")


def test_where_no_rule_names_the_day_offers_close_with_the_lists_of_the_campaign():
    campaigns.campaign()
    shown = offers.published()
    assert run(campaigns.CLOSES - MINUTE, beside=BESIDE) == {"open_campaigns": 1}
    assert run(campaigns.CLOSES, beside=BESIDE) == {"freeze_offers": 1, "close_campaigns": 1}
    assert state(shown) == "frozen"


def test_an_offer_of_a_year_without_rule_and_campaign_waits():
    shown = offers.published()
    assert run(OFFERS_CLOSED, beside=BESIDE) == {}
    assert state(shown) == "published"


def test_a_campaign_opens_and_closes_on_its_days():
    row = campaigns.campaign()
    assert run(campaigns.OPENS - MINUTE, beside=BESIDE) == {}
    assert run(campaigns.OPENS, beside=BESIDE) == {"open_campaigns": 1}
    assert run(campaigns.CLOSES - MINUTE, beside=BESIDE) == {}
    assert run(campaigns.CLOSES, beside=BESIDE) == {"close_campaigns": 1}
    assert state(row) == "closed"


def test_a_campaign_whose_days_were_all_missed_is_opened_and_closed_in_one_run():
    row = campaigns.campaign()
    assert run(campaigns.CLOSES, beside=BESIDE) == {"open_campaigns": 1, "close_campaigns": 1}
    assert state(row) == "closed"


def given_seat():
    """A published campaign in which one person was offered a seat."""
    row = campaigns.campaign()
    there = campaigns.offering(row)
    who = campaigns.apply(campaigns.open_(row), 200, campaigns.wish(there))
    campaigns.cleared(row)
    row.refresh_from_db()
    return row, campaigns.seat(who)


def test_a_seat_that_nobody_took_goes_back_and_the_campaign_ends():
    row, seat = given_seat()
    assert run(campaigns.CONSENT_BY - MINUTE, beside=BESIDE) == {}
    assert run(campaigns.CONSENT_BY, beside=BESIDE) == {"lapse_seats": 1}
    assert state(seat) == "lapsed"
    assert run(campaigns.ENDS) == {"end_campaigns": 1}
    assert state(row) == "ended"


def test_a_seat_imported_from_another_channel_goes_back_on_the_campaign_s_day():
    row = campaigns.campaign()
    there = campaigns.offering(row)
    SeatSource.objects.create(campaign=row, country_id="RU", pool_kind="main", channel="gosuslugi")
    campaigns.open_(row)
    who = campaigns.apply(row, 200, campaigns.wish(there))
    wish = RankedContract.objects.get(application__person=who)
    outcome = admissions.Outcome(wish, Pool.objects.get(offering=there))
    admissions.import_outcomes(row, [outcome], actor=campaigns.admissions(), now=campaigns.APPLYING)
    campaigns.close(row)
    assert run(campaigns.CONSENT_BY - MINUTE, beside=BESIDE) == {}
    assert run(campaigns.CONSENT_BY, beside=BESIDE) == {"lapse_seats": 1}


def suspended(ends_on: date | None) -> Contract:
    row = contracts.signed()
    contract_operations.suspend(
        row,
        ground="military_service",
        starts_on=date(2029, 7, 1),
        notified_on=date(2029, 7, 1),
        ends_on=ends_on,
        actor=contracts.side(row, "customer"),
        now=outcomes.NOW,
    )
    return row


def test_a_contract_goes_on_when_its_suspension_is_over():
    row = suspended(LAST_DAY)
    assert run(SERVED - DAY, beside=BESIDE) == {}
    assert run(SERVED, beside=BESIDE) == {"resume_contracts": 1}
    assert state(row) == "signed"


def test_a_suspension_without_an_end_goes_on():
    row = suspended(None)
    assert run(SERVED, beside=BESIDE) == {}
    assert state(row) == "suspended"


def served(until: date = LAST_DAY) -> Obligation:
    """An obligation of twelve months, worked from its start until a day."""
    row = outcomes.obligation(contracts.signed(), months=12)
    outcomes.worked(outcomes.job(row.contract), outcomes.START, until)
    return row


def test_an_obligation_served_to_the_last_day_is_closed_with_its_contract():
    row = served()
    assert run(SERVED - DAY, beside=BESIDE) == {}
    assert run(SERVED, beside=BESIDE) == {"fulfil_obligations": 1}
    assert (state(row), state(row.contract)) == ("fulfilled", "fulfilled")


def test_a_day_that_was_not_worked_is_still_owed():
    row = served(LAST_DAY - DAY)
    assert run(SERVED, beside=BESIDE) == {}
    assert state(row) == "running"


def test_a_contract_whose_newer_version_waits_is_closed_once_it_is_signed():
    row = served()
    newer = contracts.terms(row.contract.terms.offer, version=2, months_owed=12)
    customer = contracts.side(row.contract, "customer")
    contract_operations.amend(
        row.contract, terms=newer, reason="shorter", actor=customer, now=outcomes.NOW
    )
    assert run(SERVED, beside=BESIDE) == {"fulfil_obligations": 1}
    assert state(row.contract) == "amended"
    contracts.everybody_signs(Contract.objects.get(pk=row.contract_id), now=SERVED)
    assert run(SERVED, beside=BESIDE) == {"close_contracts": 1}
    assert state(row.contract) == "fulfilled"


def test_what_is_done_is_not_done_again():
    served()
    campaigns.campaign(year=2030, code="ADM-2030")
    assert run(SERVED, beside=BESIDE) == {
        "open_campaigns": 1,
        "close_campaigns": 1,
        "fulfil_obligations": 1,
    }
    written = Event.objects.count()
    assert run(SERVED, beside=BESIDE) == {}
    assert Event.objects.count() == written


def test_to_look_at_what_is_due_changes_nothing():
    row = served()
    written = Event.objects.count()
    found = {one.code: one.rows for one in calendar.due(now=SERVED)}
    assert found["fulfil_obligations"] == (row,)
    assert (state(row), Event.objects.count()) == ("running", written)


def test_an_act_that_is_refused_says_why_and_leaves_the_others_be():
    row = served()
    campaign = campaigns.campaign(year=2030, code="ADM-2030")
    Rule.objects.filter(code="obligation.count.term").delete()
    (refused,) = [one for one in calendar.due(now=SERVED) if one.refusal]
    assert (refused.code, refused.refusal.code) == ("fulfil_obligations", "rule_missing")
    done = {one.code: one for one in calendar.run(now=SERVED)}
    assert done["fulfil_obligations"].refusal.code == "rule_missing"
    assert done["close_campaigns"].count == 1
    assert (state(row), state(campaign)) == ("running", "closed")


def test_every_act_has_its_words():
    assert [act.code for act in calendar.ACTS] == list(CALENDAR_ACTS)


def test_words_of_a_file_kept_long_enough_are_erased_once():
    door.registry_of_one_town()
    upload = door.handed_in(door.csv_of(door.GOOD_LINE))
    over = datetime.combine(upload.expires_on, time(), UTC)
    assert run(over - MINUTE, beside=BESIDE) == {}
    assert run(over, beside=BESIDE) == {"erase_files": 1}
    upload.refresh_from_db()
    assert (upload.erased, upload.name) == (True, "")
    assert run(over, beside=BESIDE) == {}
