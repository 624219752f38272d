"""The sum of a broken contract: computed by the college, then seen by all sides."""

import pytest
from django.urls import reverse

from sheber.contracts import operations as contracting
from sheber.contracts.models import Breach
from sheber.registry.enums import Role
from sheber.registry.models import Field
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.web import build as site
from tests.web import pages
from tests.web.applicant import build as applicants
from tests.web.college import build

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
FIGURES = {
    "currency": "RUB",
    "cost_2026": "120000",
    "coefficient_2026": "1",
    "cost_2027": "125000.50",
    "coefficient_2027": "1.1",
}
SUM = "257,500.55 RUB"


@pytest.fixture
def breach() -> Breach:
    """A customer that refused a contract which everybody had signed."""
    outcomes.rules(**{"obligation.penalty.formula": "normative_cost_times_coefficients"})
    contract = contracts.signed()
    return contracting.refuse_as_customer(
        contract,
        before_first_attestation=False,
        reason="The shop is closed",
        actor=contracts.side(contract, "customer"),
        now=site.DEMO_NOW,
    )


def post(client, row: Breach, **given):
    return client.post(reverse("college_breach", args=[row.pk]), given, follow=True)


def save(client, row: Breach, **given):
    """Compute, look, and save what was shown."""
    shown = post(client, row, seen="", **given)
    return post(client, row, seen=applicants.hidden(shown, "seen"), **given)


def test_the_sum_is_a_task_on_the_first_page(client, breach):
    client = build.sign_in(client)
    text = pages.check(client, "college_home")["en"]
    assert f"Compute what the breach costs: {breach.contract.person_id}" in text
    assert "Who broke it" in pages.check(client, "college_breach", breach.pk)["en"]


def test_the_formula_is_shown_before_anything_is_saved(client, breach):
    shown = applicants.text(post(build.sign_in(client), breach, seen="", **FIGURES))
    assert "Penalty: 120,000 RUB + 125,000.50 RUB × 1.1 = 257,500.55 RUB" in shown
    assert "RU-2026" in shown
    assert Breach.objects.get().amount_minor is None


def test_a_saved_sum_stands_on_the_pages_of_employer_and_applicant(client, breach):
    save(build.sign_in(client), breach, **FIGURES)
    assert Breach.objects.get().amount_minor == 25_750_055
    client.force_login(site.account("works", of=demand.employer()))
    seen = pages.check(client, "employer_contract", breach.contract_id)["en"]
    assert SUM in seen
    assert "× 1.1" in seen
    citizen = applicants.signed_in(breach.contract.person)
    told = pages.check(citizen, "applicant_contract", breach.contract_id)["en"]
    assert SUM in told
    assert "RU-2026" in told


def test_a_sum_that_was_not_shown_is_not_saved(client, breach):
    client = build.sign_in(client)
    shown = post(client, breach, seen="", **FIGURES)
    seen = applicants.hidden(shown, "seen")
    again = post(client, breach, seen=seen, **{**FIGURES, "cost_2026": "1"})
    assert Breach.objects.get().amount_minor is None
    assert "137,501.55 RUB" in applicants.text(again)


def test_a_sum_is_filled_in_once(client, breach):
    client = build.sign_in(client)
    save(client, breach, **FIGURES)
    assert "Compute what the breach costs" not in pages.check(client, "college_home")["en"]
    assert client.get(reverse("college_breach", args=[breach.pk])).status_code == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "at least one year"),
        ({"cost_2026": "120000"}, "or neither of them"),
        ({"cost_2026": "-1", "coefficient_2026": "1"}, "greater than or equal to 0"),
    ],
)
def test_figures_that_do_not_do_are_said_beside_the_form(client, breach, given, said):
    answer = post(build.sign_in(client), breach, seen="", currency="RUB", **given)
    assert answer.status_code == 400
    assert said in applicants.text(answer)


def test_a_rule_that_nobody_knows_is_said_before_figures_are_typed_in(client, breach):
    Breach.objects.update(ground="dropped_out")
    outcomes.rules(**{"obligation.penalty.dropout_formula": None})
    client = build.sign_in(client)
    text = pages.check(client, "college_breach", breach.pk)["en"]
    assert "obligation.penalty.dropout_formula" in text
    assert post(client, breach, seen="", **FIGURES).status_code == 400


def test_another_college_finds_no_breach(client, breach):
    client = build.sign_in(client, of=contracts.college("demo-college-9"))
    assert client.get(reverse("college_breach", args=[breach.pk])).status_code == 404
    assert "Compute what the breach costs" not in pages.check(client, "college_home")["en"]


def test_another_role_is_refused(client, breach):
    client = build.sign_in(client, of=demand.employer(), role=Role.EMPLOYER)
    assert post(client, breach, seen="", **FIGURES).status_code == 403


def test_medicine_is_computed_by_its_own_formula(client, breach):
    outcomes.rules(
        **{
            "obligation.medical.compensation_years": [1, 2],
            "obligation.medical.penalty_multiplier": 2,
        }
    )
    names = {"name_en": "Medicine", "name_ru": "Лечебное дело", "name_kk": "Емдеу ісі"}
    programme = breach.contract.seat.pool.offering.capacity.programme
    programme.field = Field.objects.create(code="0912", **names)
    programme.save()
    client = build.sign_in(client)
    pages.check(client, "college_breach", breach.pk)
    save(client, breach, currency="RUB", annual="250000", number="2")
    assert Breach.objects.get().amount_minor == 150_000_000
    formula = Breach.objects.get().formula
    assert [part["code"] for part in formula["parts"]] == ["compensation", "penalty"]


def test_support_that_is_returned_begins_with_what_the_terms_say(client, breach):
    Breach.objects.update(ground="dropped_out")
    outcomes.rules(**{"obligation.penalty.dropout_formula": "support_returned"})
    client = build.sign_in(client)
    pages.check(client, "college_breach", breach.pk)
    page = client.get(reverse("college_breach", args=[breach.pk]))
    assert page.context["form"].initial["monthly"] == "5000.00"
    save(client, breach, currency="RUB", monthly="5000", months="10")
    assert Breach.objects.get().amount_minor == 5_000_000
