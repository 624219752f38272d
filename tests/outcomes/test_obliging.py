from datetime import UTC, date, datetime

import pytest

from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.outcomes import operations, rules
from sheber.outcomes.models import Obligation
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, LATER, START = build.NOW, build.LATER, build.START


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def served(days_until, months=12):
    """An obligation of a year, worked from its start until a day."""
    contract = contracts.signed()
    row = build.obligation(contract, months=months)
    build.worked(build.job(contract), START, days_until)
    return row


def stranger():
    return registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-8"))


def test_a_contract_creates_its_obligation_under_its_regime():
    row = build.obligation()
    assert (row.state, row.months, row.regime) == ("running", 36, "RU-555-2024")


def test_a_contract_creates_one_obligation():
    row = build.obligation()
    assert refusal_of(build.obligation, row.contract) == "obligation_stands_already"


def test_a_contract_not_signed_creates_none():
    assert refusal_of(build.obligation, contracts.intended()) == "contract_not_in_force"


@pytest.mark.parametrize("months", [0, 37])
def test_months_are_those_of_the_terms_or_fewer(months):
    assert refusal_of(build.obligation, months=months) == "months_beyond_the_terms"
    assert not Obligation.objects.exists()


def test_a_stranger_or_the_person_creates_none():
    contract = contracts.signed()
    new = operations.NewObligation(contract=contract, starts_on=START)
    for actor in (stranger(), contracts.side(contract, "citizen"), contracts.office("KZ")):
        assert refusal_of(operations.oblige, new, actor=actor, now=NOW) == "not_allowed"
    assert operations.oblige(new, actor=Actor.calendar(), now=NOW).state == "running"


def test_an_obligation_is_fulfilled_on_the_last_day_and_not_before():
    row = served(date(2030, 7, 31))
    day_before = datetime(2030, 8, 1, tzinfo=UTC)
    assert refusal_of(operations.fulfil, row, actor=Actor.calendar(), now=day_before) == (
        "days_still_owed"
    )
    done = served(date(2030, 8, 1))
    operations.fulfil(done, actor=Actor.calendar(), now=day_before)
    assert (fresh(row).state, fresh(done).state) == ("running", "fulfilled")
    facts = events.of("outcomes.obligation", [done.pk])[-1].facts
    assert facts == {"owed_days": 0, "served_days": 365, "rules": "RU-2026"}


def test_many_are_fulfilled_or_none():
    good, short = served(date(2030, 8, 1)), served(date(2030, 7, 1))
    actors = [build.employer(row.contract) for row in (good, short)]
    assert refusal_of(operations.fulfil_many, [good, short], actor=actors, now=LATER) == (
        "days_still_owed"
    )
    assert fresh(good).state == "running"


def test_a_release_needs_a_reason_and_somebody_who_may():
    row = served(date(2030, 7, 1))
    citizen = contracts.side(row.contract, "citizen")
    given = {"now": LATER}
    assert (
        refusal_of(operations.release, row, reason="Care", actor=citizen, **given) == "not_allowed"
    )
    assert (
        refusal_of(operations.release, row, reason="", actor=contracts.office(), **given)
        == "missing_reason"
    )
    operations.release(row, reason="Care of a relative", actor=contracts.office(), **given)
    assert fresh(row).state == "released"


def test_a_breach_carries_the_days_and_is_settled_by_the_office_with_a_document():
    row = served(date(2030, 7, 1))
    employer, office = build.employer(row.contract), contracts.office()
    operations.breach(row, reason="Left for another firm", actor=employer, now=LATER)
    facts = events.of("outcomes.obligation", [row.pk])[-1].facts
    assert (facts["served_days"], facts["owed_days"]) == (334, 31)
    settle = operations.settle
    assert refusal_of(settle, row, document="Order 3", actor=employer, now=LATER) == "not_allowed"
    assert refusal_of(settle, row, document="", actor=office, now=LATER) == "missing_reason"
    settle(row, document="Payment order 3", actor=office, now=LATER)
    assert fresh(row).state == "settled"


def test_a_stranger_neither_breaks_nor_fulfils():
    row = served(date(2030, 8, 1))
    assert (
        refusal_of(operations.breach, row, reason="No", actor=stranger(), now=LATER)
        == "not_allowed"
    )
    assert refusal_of(operations.fulfil, row, actor=stranger(), now=LATER) == "not_allowed"


def test_a_fulfilled_obligation_is_not_broken():
    row = served(date(2030, 8, 1))
    operations.fulfil(row, actor=build.employer(row.contract), now=LATER)
    assert (
        refusal_of(operations.breach, row, reason="Late", actor=contracts.office(), now=LATER)
        == "wrong_state"
    )


def test_everybody_sees_their_own_obligations():
    row = build.obligation()
    build.obligation()
    person = contracts.side(row.contract, "citizen")
    assert list(rules.visible_obligations(person)) == [row]
    assert rules.visible_obligations(build.employer(row.contract)).count() == 2
    assert not rules.visible_obligations(stranger()).exists()
