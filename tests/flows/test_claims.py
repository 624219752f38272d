"""The sum of a breach by the rules of the year of admission, and its claim closed."""

from datetime import date
from fractions import Fraction

import pytest

from sheber.contracts import operations as contracting
from sheber.contracts.models import Breach
from sheber.flows import claims, work
from sheber.flows.claims import Compensation, Penalty, Support
from sheber.kernel.refusals import Refused
from sheber.outcomes.models import Obligation
from sheber.registry.models import Field
from tests.contracts import build as contracts
from tests.outcomes import build as outcomes

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FORMULA = {"obligation.penalty.formula": "normative_cost_times_coefficients"}
FIGURES = Penalty("RUB", ((12_000_000, Fraction(1)), (12_500_000, Fraction(11, 10))))


def refused_by_customer() -> Breach:
    contract = contracts.signed()
    return contracting.refuse_as_customer(
        contract,
        before_first_attestation=False,
        reason="The shop is closed",
        actor=contracts.side(contract, "customer"),
        now=outcomes.NOW,
    )


def dropped_out() -> Breach:
    contract = contracts.signed()
    new = contracting.NewBreach("citizen", "dropped_out", outcomes.START, False)
    actor = contracts.side(contract, "customer")
    return contracting.breach(contract, new, reason="Left", actor=actor, now=outcomes.NOW)


def left_after_a_year() -> Breach:
    """1096 days were owed, 365 of them are served on the day of leaving."""
    contract = contracts.signed()
    debt = outcomes.obligation(contract)
    job = outcomes.job(contract)
    outcomes.worked(job, date(2029, 8, 1), date(2030, 8, 1))
    given = {"on": date(2030, 8, 1), "reason": "Left", "now": outcomes.LATER}
    return work.leave_work(job, debt, actor=outcomes.employer(contract), **given).breach


def college(row: Breach):
    return contracts.side(row.contract, "education")


def refusal_of(act, *given, **named) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value


def test_the_institution_computes_and_fills_in_what_the_customer_owes():
    outcomes.rules(**FORMULA)
    row = refused_by_customer()
    claims.price(row, FIGURES, actor=college(row), now=outcomes.LATER)
    row.refresh_from_db()
    assert (row.amount_minor, row.currency) == (25_750_000, "RUB")
    assert row.formula["rule_version"] == "RU-2026"


def test_computing_writes_nothing():
    outcomes.rules(**FORMULA)
    row = refused_by_customer()
    assert claims.computed(row, FIGURES).minor == 25_750_000
    assert Breach.objects.get().amount_minor is None


def test_for_who_left_the_study_the_offices_say_first_which_formula_holds():
    outcomes.rules(**FORMULA, **{"obligation.penalty.dropout_formula": None})
    row = dropped_out()
    refusal = refusal_of(claims.computed, row, FIGURES)
    assert refusal.code == "rule_unknown"
    assert refusal.facts["code"] == "obligation.penalty.dropout_formula"
    assert claims.obstacle(row).facts == refusal.facts


def test_another_formula_for_who_left_the_study_is_not_guessed():
    outcomes.rules(**FORMULA, **{"obligation.penalty.dropout_formula": "by_agreement"})
    assert refusal_of(claims.computed, dropped_out(), FIGURES).code == "counting_not_known"


def test_days_served_lower_the_sum_where_the_rule_says_so():
    outcomes.rules(**FORMULA, **{"obligation.penalty.proportional_reduction": True})
    found = claims.computed(left_after_a_year(), FIGURES)
    assert found.minor == round(25_750_000 * Fraction(731, 1096))


def test_a_country_without_a_rule_of_the_sum_is_asked_by_its_own_question():
    outcomes.rules(**{"obligation.enterprise_order.penalty": None})
    refusal = claims.obstacle(refused_by_customer())
    assert refusal.code == "rule_unknown"
    assert refusal.facts["code"] == "obligation.enterprise_order.penalty"


def test_medicine_has_a_formula_of_its_own():
    outcomes.rules(
        **{
            "obligation.medical.compensation_years": [1, 2],
            "obligation.medical.penalty_multiplier": 2,
        }
    )
    row = refused_by_customer()
    assert not claims.is_medical(row)
    programme = row.contract.seat.pool.offering.capacity.programme
    names = {"name_en": "Medicine", "name_ru": "Лечебное дело", "name_kk": "Емдеу ісі"}
    programme.field = Field.objects.create(code="0912", **names)
    programme.save()
    row = Breach.objects.get()
    assert claims.is_medical(row)
    found = claims.computed(row, Compensation("RUB", 25_000_000, 2))
    assert found.minor == 150_000_000


def test_an_office_closes_the_claim_and_the_obligation_in_one_act():
    row = left_after_a_year()
    office = contracts.office()
    claims.settle(row, document="Receipt 5 of 3 March 2032", actor=office, now=outcomes.LATER)
    row.refresh_from_db()
    assert row.settled_on == outcomes.LATER.date()
    assert Obligation.objects.get().state == "settled"


def test_a_claim_is_closed_once_and_by_a_document():
    row = refused_by_customer()
    given = {"actor": contracts.office(), "now": outcomes.LATER}
    assert refusal_of(claims.settle, row, document=" ", **given).code == "claim_without_document"
    claims.settle(row, document="Receipt 5", **given)
    assert refusal_of(claims.settle, row, document="6", **given).code == "claim_settled_already"


def test_a_closed_claim_is_not_priced_any_more():
    outcomes.rules(**FORMULA)
    row = refused_by_customer()
    claims.settle(row, document="Dropped 5", actor=contracts.office(), now=outcomes.LATER)
    given = {"actor": college(row), "now": outcomes.LATER}
    assert refusal_of(claims.price, row, FIGURES, **given).code == "claim_settled_already"


def test_neither_the_customer_nor_another_country_s_office_closes_a_claim():
    row = refused_by_customer()
    for who in (contracts.side(row.contract, "customer"), contracts.office("KZ")):
        refusal = refusal_of(
            claims.settle, row, document="Receipt 5", actor=who, now=outcomes.LATER
        )
        assert refusal.code == "not_allowed"


def test_where_the_rule_says_so_only_the_support_is_returned():
    outcomes.rules(**FORMULA, **{"obligation.penalty.dropout_formula": "support_returned"})
    row = dropped_out()
    assert claims.returns_support(row)
    assert claims.obstacle(row) is None
    assert claims.computed(row, Support("RUB", 500_000, 10)).minor == 5_000_000
    assert refusal_of(claims.computed, row, FIGURES).code == "counting_not_known"


def test_who_owes_by_the_normative_cost_does_not_owe_the_support():
    outcomes.rules(**FORMULA)
    row = refused_by_customer()
    assert refusal_of(claims.computed, row, Support("RUB", 1, 1)).code == "counting_not_known"


def test_the_regime_says_which_of_several_rules_names_the_formula():
    outcomes.rules(
        **{
            "obligation.regimes": [
                {"code": "RU-555-2024", "needs": ["obligation.contract.penalty"]}
            ],
            "obligation.enterprise_order.penalty": None,
            "obligation.contract.penalty": "support_returned",
        }
    )
    assert claims.formula(refused_by_customer()).code == "obligation.contract.penalty"
