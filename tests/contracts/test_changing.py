from datetime import UTC, date, datetime

import pytest

from sheber.contracts import operations, queries
from sheber.contracts.models import Amendment, Suspension
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from tests.contracts import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
LATER = datetime(2030, 7, 20, 9, tzinfo=UTC)


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def fresh(contract):
    return type(contract).objects.get(pk=contract.pk)


def amended():
    contract = build.signed()
    newer = build.terms(version=2, months_owed=48)
    operations.amend(
        contract,
        terms=newer,
        reason="A higher grade of pay",
        actor=build.side(contract, "customer"),
        now=NOW,
    )
    return contract, newer


def suspended(contract, starts_on=date(2030, 7, 1), notified_on=date(2030, 7, 10), ends_on=None):
    return operations.suspend(
        contract,
        ground="military_service",
        starts_on=starts_on,
        notified_on=notified_on,
        ends_on=ends_on,
        actor=build.side(contract, "customer"),
        now=LATER,
    )


def test_an_amendment_waits_for_everybody_and_the_old_version_stands():
    contract, newer = amended()
    assert (fresh(contract).state, fresh(contract).terms.version) == ("amended", 1)
    turns = queries.whose_turn([contract], NOW.date())[contract.pk]
    assert [party.role for party in turns] == ["citizen", "customer", "education"]
    build.everybody_signs(contract)
    assert (fresh(contract).state, fresh(contract).terms) == ("signed", newer)
    assert queries.document_holds(fresh(contract))
    assert Amendment.objects.get().accepted


def test_a_refused_amendment_leaves_the_old_version():
    contract, _ = amended()
    citizen = build.side(contract, "citizen")
    operations.refuse_amendment(contract, reason="Four years are too long", actor=citizen, now=NOW)
    assert (fresh(contract).state, fresh(contract).terms.version) == ("signed", 1)
    row = Amendment.objects.get()
    assert (row.closed_at, row.accepted) == (NOW, False)


def test_an_amendment_is_a_later_version_of_the_same_offer():
    contract = build.signed()
    code = refusal_of(
        operations.amend,
        contract,
        terms=contract.terms,
        reason="Again",
        actor=build.side(contract, "customer"),
        now=NOW,
    )
    assert code == "terms_not_newer"


def test_a_contract_not_yet_signed_is_redrafted_not_amended():
    contract = build.intended()
    code = refusal_of(
        operations.amend,
        contract,
        terms=build.terms(version=2),
        reason="New pay",
        actor=build.side(contract, "customer"),
        now=NOW,
    )
    assert code == "wrong_state"


def test_a_suspension_runs_from_the_day_the_customer_has_the_notice():
    contract = build.signed()
    suspended(contract)
    assert fresh(contract).state == "suspended"
    assert queries.suspensions([contract])[contract.pk] == [
        queries.Interval(date(2030, 7, 10), None)
    ]


def test_a_resumed_contract_counts_from_that_day():
    contract = build.signed()
    suspended(contract, notified_on=date(2030, 7, 1))
    back = datetime(2031, 7, 3, tzinfo=UTC)
    operations.resume(
        contract, on=date(2031, 7, 1), actor=build.side(contract, "customer"), now=back
    )
    assert fresh(contract).state == "signed"
    assert queries.suspensions([contract])[contract.pk] == [
        queries.Interval(date(2030, 7, 1), date(2031, 7, 1))
    ]


def test_the_calendar_resumes_but_the_citizen_does_not():
    contract = build.signed()
    suspended(contract)
    citizen = build.side(contract, "citizen")
    assert (
        refusal_of(operations.resume, contract, on=date(2030, 7, 15), actor=citizen, now=LATER)
        == "not_allowed"
    )
    operations.resume(contract, on=date(2030, 7, 15), actor=Actor.calendar(), now=LATER)
    assert fresh(contract).state == "signed"


def test_suspensions_do_not_meet():
    contract = build.signed()
    suspended(contract, ends_on=date(2031, 7, 1))
    operations.resume(contract, on=date(2030, 7, 20), actor=Actor.calendar(), now=LATER)
    assert refusal_of(suspended, contract, starts_on=date(2030, 7, 19)) == "suspension_overlaps"
    suspended(contract, starts_on=date(2030, 7, 20), notified_on=date(2030, 7, 20))
    assert Suspension.objects.count() == 2


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"notified_on": date(2030, 8, 1)}, "contract_day_in_future"),
        ({"ends_on": date(2030, 7, 1)}, "suspension_backwards"),
    ],
)
def test_a_suspension_with_impossible_days_is_refused(dates, code):
    contract = build.signed()
    assert refusal_of(suspended, contract, **dates) == code
    assert fresh(contract).state == "signed"


def test_a_suspension_drops_an_open_amendment():
    contract, _ = amended()
    suspended(contract)
    assert fresh(contract).state == "suspended"
    assert not Amendment.objects.filter(closed_at__isnull=True).exists()


def test_resuming_before_the_start_is_refused():
    contract = build.signed()
    suspended(contract)
    code = refusal_of(
        operations.resume, contract, on=date(2030, 7, 1), actor=Actor.calendar(), now=LATER
    )
    assert code == "suspension_backwards"


@pytest.mark.parametrize("verb", ["terminate", "release"])
def test_ends_need_a_reason_and_somebody_who_may(verb):
    contract = build.signed()
    act = getattr(operations, verb)
    customer, citizen = (build.side(contract, role) for role in ("customer", "citizen"))
    assert refusal_of(act, contract, reason="", actor=customer, now=NOW) == "missing_reason"
    assert refusal_of(act, contract, reason="Agreed", actor=citizen, now=NOW) == "not_allowed"
    act(contract, reason="Agreed", actor=build.office(), now=NOW)
    assert fresh(contract).state == f"{verb}d"


def test_an_ended_contract_keeps_no_open_suspension():
    contract = build.signed()
    suspended(contract)
    operations.release(contract, reason="Disability", actor=build.office(), now=LATER)
    assert Suspension.objects.get().ends_on == LATER.date()


def test_a_second_contract_takes_the_place_of_the_first():
    first = build.signed()
    seat = build.seat(who=first.person, campaign_year=2027)
    second = build.signed(of=seat)
    operations.supersede(first, by=second, actor=build.side(first, "customer"), now=NOW)
    assert fresh(first).state == "superseded"


def test_a_strangers_contract_takes_nobodys_place():
    first, other = build.signed(), build.signed()
    customer = build.side(first, "customer")
    assert (
        refusal_of(operations.supersede, first, by=other, actor=customer, now=NOW)
        == "superseding_contract_unfit"
    )


def test_a_contract_is_fulfilled_by_its_employer_or_the_calendar():
    contracts = [build.signed(), build.signed()]
    citizen = build.side(contracts[0], "citizen")
    assert refusal_of(operations.fulfil, contracts[0], actor=citizen, now=NOW) == "not_allowed"
    operations.fulfil_many(contracts, actor=Actor.calendar(), now=LATER)
    assert [fresh(one).state for one in contracts] == ["fulfilled"] * 2


def test_standing_on_a_day_is_read_from_dates():
    contract = build.signed()
    suspended(contract, notified_on=date(2030, 7, 10))
    back = datetime(2031, 7, 3, tzinfo=UTC)
    operations.resume(contract, on=date(2031, 7, 1), actor=Actor.calendar(), now=back)
    end = datetime(2032, 8, 2, tzinfo=UTC)
    operations.fulfil(contract, actor=Actor.calendar(), now=end)
    days = {
        date(2026, 9, 6): None,
        date(2026, 9, 7): "signed",
        date(2030, 7, 9): "signed",
        date(2030, 7, 10): "suspended",
        date(2031, 6, 30): "suspended",
        date(2031, 7, 1): "signed",
        date(2032, 8, 2): "fulfilled",
    }
    assert {day: queries.standing(contract, day).code for day in days} == days
    assert queries.standing(contract, date(2031, 7, 2)).since == NOW.date()
