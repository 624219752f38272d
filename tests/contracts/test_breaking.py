from datetime import UTC, date, datetime

import pytest

from sheber.contracts import operations
from sheber.contracts.models import Breach
from sheber.contracts.operations import Amount, NewBreach
from sheber.kernel import events
from sheber.kernel.refusals import Refused
from tests.contracts import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
LATER = datetime(2030, 7, 20, 9, tzinfo=UTC)
AMOUNT = Amount(
    38_201_442,
    "RUB",
    {
        "code": "normative_cost_times_coefficients",
        "years": [[12_000_000, "1.0"], [12_500_000, "1.1"]],
        "rule_version": "RU-2026",
    },
)


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def refuse(contract, actor=None, **given):
    stated = {"before_first_attestation": True, "reason": "The shop is closed", **given}
    actor = actor or build.side(contract, "customer")
    return operations.refuse_as_customer(contract, actor=actor, now=LATER, **stated)


def broken(by_role="citizen", ground="left_work", on=date(2030, 7, 1), amount=None):
    return NewBreach(by_role, ground, on, before_first_attestation=False, amount=amount)


def test_the_customer_refuses_before_the_first_attestation():
    contract = build.intended()
    row = refuse(contract, amount=AMOUNT)
    row.refresh_from_db()
    contract.refresh_from_db()
    assert contract.state == "refused_by_customer"
    assert (row.by_role, row.regime, row.before_first_attestation) == (
        "customer",
        "RU-555-2024",
        True,
    )
    assert (row.amount_minor, row.currency) == (38_201_442, "RUB")
    assert row.formula["rule_version"] == "RU-2026"


def test_the_customer_refuses_after_the_first_attestation_and_the_sum_stays_open():
    contract = build.signed()
    row = refuse(contract, before_first_attestation=False)
    assert (row.before_first_attestation, row.amount_minor) == (False, None)
    assert row.formula == {"code": "not_computed", "needs": "education_organisation"}
    last = events.of("contracts.contract", [contract.pk])[-1]
    assert (last.to_state, last.facts["before_first_attestation"]) == (
        "refused_by_customer",
        False,
    )


def test_only_the_customer_refuses_as_customer():
    contract = build.signed()
    for actor in (build.side(contract, "citizen"), build.side(contract, "education")):
        assert refusal_of(refuse, contract, actor=actor) == "not_allowed"
    assert not Breach.objects.exists()


def test_a_refusal_of_the_customer_has_a_reason():
    assert refusal_of(refuse, build.signed(), reason="") == "missing_reason"
    assert not Breach.objects.exists()


def test_the_education_organisation_fills_in_the_sum():
    contract = build.signed()
    row = refuse(contract, before_first_attestation=False)
    customer, college = (build.side(contract, role) for role in ("customer", "education"))
    assert (
        refusal_of(operations.price_breach, row, amount=AMOUNT, actor=customer, now=LATER)
        == "not_allowed"
    )
    operations.price_breach(row, amount=AMOUNT, actor=college, now=LATER)
    row.refresh_from_db()
    assert row.amount_minor == 38_201_442
    assert (
        refusal_of(operations.price_breach, row, amount=AMOUNT, actor=college, now=LATER)
        == "breach_priced_already"
    )


@pytest.mark.parametrize(
    "amount", [Amount(-1, "RUB", {"code": "x"}), Amount(1, "", {"code": "x"}), Amount(1, "RUB", {})]
)
def test_a_sum_has_a_currency_and_a_formula(amount):
    assert refusal_of(refuse, build.signed(), amount=amount) == "amount_without_formula"


def test_a_contract_in_force_is_broken_by_the_citizen():
    contract = build.signed()
    row = operations.breach(
        contract, broken(), reason="Left", actor=build.side(contract, "customer"), now=LATER
    )
    contract.refresh_from_db()
    assert (contract.state, row.ground, row.on) == ("breached", "left_work", date(2030, 7, 1))


def test_a_contract_not_yet_signed_cannot_be_broken():
    contract = build.intended()
    customer = build.side(contract, "customer")
    code = refusal_of(operations.breach, contract, broken(), reason="Left", actor=customer, now=NOW)
    assert code == "contract_day_in_future"
    code = refusal_of(
        operations.breach, contract, broken(), reason="Left", actor=customer, now=LATER
    )
    assert code == "wrong_state"


def test_the_citizen_does_not_record_a_breach():
    contract = build.signed()
    citizen = build.side(contract, "citizen")
    code = refusal_of(
        operations.breach, contract, broken(), reason="Left", actor=citizen, now=LATER
    )
    assert code == "not_allowed"
