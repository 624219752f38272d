"""A contract refused takes its seat along; a name is erased once nothing holds it."""

import pytest

from sheber.admissions.models import Seat
from sheber.contracts import operations as contracting
from sheber.flows import applying, claims
from sheber.kernel.refusals import Refused
from sheber.outcomes import operations as outcomes_verbs
from sheber.registry.identity.models import Identity
from sheber.registry.operations import name_guardians
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.contracts import build as contracts
from tests.mobility import build as mobility
from tests.outcomes import build as outcomes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = contracts.NOW


def held(person, now=NOW):
    return [one.code for one in applying.erasure_holds(person, now)]


def test_a_seat_that_was_consented_to_is_given_up_with_the_contract():
    contract = contracts.intended(contracts.seat(state="consented"))
    citizen = contracts.side(contract, "citizen")
    applying.refuse_contract(contract, reason="No", actor=citizen, now=NOW)
    assert contract.state == "refused_by_citizen"
    assert Seat.objects.get().state == "given_up"


def test_whoever_is_enrolled_waits_for_the_institution():
    contract = contracts.intended()
    citizen = contracts.side(contract, "citizen")
    applying.refuse_contract(contract, reason="No", actor=citizen, now=NOW)
    assert Seat.objects.get().state == "enrolled"


def test_nothing_happens_when_somebody_else_refuses():
    contract = contracts.intended(contracts.seat(state="consented"))
    with pytest.raises(Refused) as refusal:
        applying.refuse_contract(
            contract, reason="No", actor=contracts.side(contract, "customer"), now=NOW
        )
    assert refusal.value.code == "not_allowed"
    assert Seat.objects.get().state == "consented"


def test_an_application_of_a_campaign_that_runs_holds_the_name():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 200, wish(main))
    assert held(who, admissions.APPLYING) == ["erasure_application_runs"]
    admissions.cleared(campaign)
    assert held(who, admissions.CONSENTING) == ["erasure_seat_held"]


def test_a_campaign_that_has_ended_holds_nothing():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 200, wish(main))
    assert held(who, admissions.ENDS) == []


def test_a_contract_and_then_the_time_owed_hold_the_name():
    contract = contracts.signed()
    assert held(contract.person) == ["erasure_contract_stands"]
    obligation = outcomes.obligation(contract)
    codes = ["erasure_contract_stands", "erasure_obligation_runs"]
    assert held(contract.person) == codes
    employer = outcomes.employer(contract)
    outcomes_verbs.breach(obligation, reason="Left", actor=employer, now=outcomes.LATER)
    contracting.terminate(contract, reason="Left", actor=employer, now=outcomes.LATER)
    assert held(contract.person) == ["erasure_legal_hold"]
    office = contracts.office()
    outcomes_verbs.settle(obligation, document="Receipt 1", actor=office, now=outcomes.LATER)
    assert held(contract.person) == []


def test_an_open_claim_holds_the_name_until_an_office_closes_it():
    contract = contracts.signed()
    new = contracting.NewBreach("citizen", "dropped_out", outcomes.START, False)
    employer = outcomes.employer(contract)
    row = contracting.breach(contract, new, reason="Left", actor=employer, now=outcomes.LATER)
    assert held(contract.person) == ["erasure_legal_hold"]
    claims.settle(row, document="Paid 1", actor=contracts.office(), now=outcomes.LATER)
    assert held(contract.person) == []


def test_a_study_holds_the_name():
    assert held(mobility.enrolment().person) == ["erasure_study_runs"]


def test_a_disputed_job_holds_the_name():
    job = outcomes.reported()
    actor = outcomes.employer(job.contract)
    outcomes_verbs.dispute(job, reason="Not here", actor=actor, now=outcomes.NOW)
    assert "erasure_work_disputed" in held(job.person)


def test_whoever_answers_for_somebody_under_18_keeps_the_name_until_then():
    ward, guardian = registry.person(born=contracts.MINOR), contracts.guardian()
    name_guardians([(ward, guardian)], "parent", actor=registry.ADMINISTRATOR, now=registry.NOW)
    assert held(guardian) == ["erasure_guards_somebody"]
    assert held(guardian, NOW.replace(year=2028)) == []


def test_every_hold_has_its_sentence():
    contract = contracts.signed()
    outcomes.obligation(contract)
    for hold in applying.erasure_holds(contract.person, NOW):
        assert "until" in str(hold)


def test_a_name_that_is_held_is_not_erased():
    contract = contracts.intended()
    with pytest.raises(Refused) as refusal:
        applying.erase_oneself(contract.person, actor=contracts.side(contract, "citizen"), now=NOW)
    assert refusal.value.code == "erasure_contract_stands"
    assert Identity.objects.filter(person=contract.person).exists()


def test_only_oneself_erases_oneself():
    who = registry.person()
    with pytest.raises(Refused) as refusal:
        applying.erase_oneself(who, actor=admissions.himself(registry.person()), now=NOW)
    assert refusal.value.code == "not_allowed"
    applying.erase_oneself(who, actor=admissions.himself(who), now=NOW)
    assert not Identity.objects.filter(person=who).exists()
