from datetime import UTC, datetime

import pytest

from sheber.contracts import operations, queries
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Signature
from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from tests.contracts import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
OF_AGE = datetime(2027, 6, 15, 9, tzinfo=UTC)
SCAN = "a" * 64


def minor(guardians=1):
    """A contract of somebody under age with so many guardians."""
    named = tuple(build.guardian() for _ in range(guardians))
    return build.intended(build.seat(born=build.MINOR), guardians=named)


def organisations_sign(contract, now=NOW):
    for role in (PartyRole.CUSTOMER, PartyRole.EDUCATION):
        operations.sign(contract, actor=build.side(contract, role), now=now)


def state_of(contract):
    return type(contract).objects.get(pk=contract.pk).state


def missing(contract, now=NOW):
    return [party.role for party in queries.whose_turn([contract], now.date())[contract.pk]]


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def test_the_last_signature_completes():
    contract = build.intended()
    organisations_sign(contract)
    assert (state_of(contract), missing(contract)) == ("intended", ["citizen"])
    operations.sign(contract, actor=build.side(contract, "citizen"), now=NOW)
    assert (state_of(contract), missing(contract)) == ("signed", [])
    verbs = [event.verb for event in events.of("contracts.contract", [contract.pk])]
    assert verbs == [
        "contracts.contract.begin",
        *["contracts.contract.sign"] * 3,
        "contracts.contract.complete",
    ]


def test_many_sign_in_one_call_as_each_alone_would():
    first, second = build.intended(), build.intended()
    build.everybody_signs(first, second)
    assert [state_of(one) for one in (first, second)] == ["signed", "signed"]
    assert first.state == "signed"


def test_an_employer_signs_all_its_contracts_at_once():
    contracts = [build.intended(), build.intended()]
    operations.sign_many(contracts, actor=build.side(contracts[0], "customer"), now=NOW)
    assert [missing(one) for one in contracts] == [["citizen", "education"]] * 2


def test_a_stranger_does_not_sign():
    contract = build.intended()
    stranger = registry.actor_person(Role.APPLICANT, registry.person())
    assert refusal_of(operations.sign, contract, actor=stranger, now=NOW) == "not_allowed"
    assert not Signature.objects.exists()


def test_an_office_does_not_sign_for_others():
    contract = build.intended()
    assert refusal_of(operations.sign, contract, actor=build.office(), now=NOW) == "not_allowed"


def test_nobody_signs_twice():
    contract = build.intended()
    citizen = build.side(contract, "citizen")
    operations.sign(contract, actor=citizen, now=NOW)
    assert refusal_of(operations.sign, contract, actor=citizen, now=NOW) == (
        "contract_signed_already"
    )


def test_a_signed_contract_is_not_signed_again():
    contract = build.signed()
    citizen = build.side(contract, "citizen")
    assert refusal_of(operations.sign, contract, actor=citizen, now=NOW) == "wrong_state"


def test_no_prevailing_language_means_no_signature():
    silent = build.terms(version=1, prevailing_language="")
    contract = build.intended(terms=silent)
    citizen = build.side(contract, "citizen")
    code = refusal_of(operations.sign, contract, actor=citizen, now=NOW)
    assert code == "prevailing_language_missing"


def test_a_redraft_gives_a_language_and_takes_back_what_was_signed_before():
    contract = build.intended()
    citizen = build.side(contract, "citizen")
    operations.sign(contract, actor=citizen, now=NOW)
    newer = build.terms(version=2, prevailing_language="kk")
    operations.redraft(
        contract,
        terms=newer,
        reason="Kazakh prevails",
        actor=build.side(contract, "customer"),
        now=NOW,
    )
    assert missing(contract) == ["citizen", "customer", "education"]
    operations.sign(contract, actor=citizen, now=NOW)
    assert missing(contract) == ["customer", "education"]
    assert queries.document_holds(type(contract).objects.get(pk=contract.pk))


def test_a_scan_is_handed_in_by_the_college_for_the_citizen():
    contract = build.intended()
    organisations_sign(contract)
    party = build.parties(contract, "citizen")[0]
    college = build.side(contract, "education")
    operations.sign_scan(contract, party=party, scan_sha256=SCAN, actor=college, now=NOW)
    assert state_of(contract) == "signed"
    word = Signature.objects.get(party=party)
    assert (word.kind, word.scan_sha256) == ("scan", SCAN)


def test_a_scan_without_a_hash_is_refused():
    contract = build.intended()
    party = build.parties(contract, "citizen")[0]
    code = refusal_of(
        operations.sign_scan,
        contract,
        party=party,
        scan_sha256="page.pdf",
        actor=build.actor_of(party),
        now=NOW,
    )
    assert code == "scan_hash_malformed"


def test_a_customer_cannot_hand_in_the_citizens_page():
    contract = build.intended()
    party = build.parties(contract, "citizen")[0]
    customer = build.side(contract, "customer")
    code = refusal_of(
        operations.sign_scan, contract, party=party, scan_sha256=SCAN, actor=customer, now=NOW
    )
    assert code == "not_allowed"


def test_nobody_hands_in_a_page_for_a_guardian():
    contract = minor()
    party = build.parties(contract, "guardian")[0]
    college = build.side(contract, "education")
    code = refusal_of(
        operations.sign_scan, contract, party=party, scan_sha256=SCAN, actor=college, now=NOW
    )
    assert code == "not_allowed"


def test_under_age_a_guardian_signs_too():
    contract = minor()
    organisations_sign(contract)
    operations.sign(contract, actor=build.side(contract, "citizen"), now=NOW)
    assert (state_of(contract), missing(contract)) == ("intended", ["guardian"])
    operations.sign(contract, actor=build.side(contract, "guardian"), now=NOW)
    assert state_of(contract) == "signed"


def test_a_citizen_cannot_sign_as_the_guardian():
    contract = minor()
    person = build.parties(contract, "citizen")[0].person
    posing = registry.actor_person(Role.GUARDIAN, person)
    assert refusal_of(operations.sign, contract, actor=posing, now=NOW) == "not_allowed"


def test_the_citizen_refuses_before_signing():
    contract = build.intended()
    citizen = build.side(contract, "citizen")
    operations.refuse_as_citizen(contract, reason="Chose another town", actor=citizen, now=NOW)
    assert state_of(contract) == "refused_by_citizen"
    code = refusal_of(operations.sign, contract, actor=build.side(contract, "customer"), now=NOW)
    assert code == "wrong_state"


def test_a_citizen_gives_a_reason_and_refuses_only_before_it_is_complete():
    contract = build.intended()
    citizen = build.side(contract, "citizen")
    assert (
        refusal_of(operations.refuse_as_citizen, contract, reason="", actor=citizen, now=NOW)
        == "missing_reason"
    )
    signed = build.signed()
    assert (
        refusal_of(
            operations.refuse_as_citizen,
            signed,
            reason="Late",
            actor=build.side(signed, "citizen"),
            now=NOW,
        )
        == "wrong_state"
    )


def test_nobody_else_refuses_for_the_citizen():
    contract = build.intended()
    for role in ("customer", "education"):
        actor = build.side(contract, role)
        assert (
            refusal_of(operations.refuse_as_citizen, contract, reason="No", actor=actor, now=NOW)
            == "not_allowed"
        )


def disagreement():
    """One guardian has signed, the other has refused."""
    contract = minor(guardians=2)
    first, second = map(build.actor_of, build.parties(contract, "guardian"))
    operations.sign(contract, actor=first, now=NOW)
    operations.refuse_as_guardian(contract, reason="Too far from home", actor=second, now=NOW)
    return contract


def test_two_guardians_disagree_and_the_contract_waits():
    contract = disagreement()
    assert state_of(contract) == "intended"
    customer = build.side(contract, "customer")
    assert refusal_of(operations.sign, contract, actor=customer, now=NOW) == "guardians_disagree"
    sides = queries.sides([contract], NOW.date())[contract.pk]
    assert len(sides.refusing_guardians) == 1


def test_a_court_lets_the_person_sign():
    contract = disagreement()
    operations.settle_guardians(
        contract,
        document="Decision 12 of 1 September",
        may_sign=True,
        actor=build.office(),
        now=NOW,
    )
    organisations_sign(contract)
    operations.sign(contract, actor=build.side(contract, "citizen"), now=NOW)
    assert state_of(contract) == "signed"


def test_a_court_does_not_let_the_person_sign():
    contract = disagreement()
    operations.settle_guardians(
        contract, document="Decision 13", may_sign=False, actor=build.office(), now=NOW
    )
    assert state_of(contract) == "refused_by_citizen"


def test_a_settlement_names_its_document():
    contract = disagreement()
    code = refusal_of(
        operations.settle_guardians,
        contract,
        document=" ",
        may_sign=True,
        actor=build.office(),
        now=NOW,
    )
    assert code == "settlement_needs_document"


def test_a_stranger_office_does_not_settle():
    contract = disagreement()
    code = refusal_of(
        operations.settle_guardians,
        contract,
        document="Decision 14",
        may_sign=True,
        actor=build.office("KZ"),
        now=NOW,
    )
    assert code == "not_allowed"


def test_there_is_nothing_to_settle_where_nobody_refused():
    contract = minor(guardians=2)
    code = refusal_of(
        operations.settle_guardians,
        contract,
        document="Decision 15",
        may_sign=True,
        actor=build.office(),
        now=NOW,
    )
    assert code == "no_disagreement"


def test_a_guardian_may_think_again():
    contract = disagreement()
    second = build.actor_of(build.parties(contract, "guardian")[1])
    operations.sign(contract, actor=second, now=NOW)
    organisations_sign(contract)
    assert missing(contract) == ["citizen"]


def test_when_every_guardian_refuses_so_is_the_contract():
    contract = disagreement()
    first = build.actor_of(build.parties(contract, "guardian")[0])
    code = refusal_of(operations.refuse_as_guardian, contract, reason="No", actor=first, now=NOW)
    assert code == "contract_signed_already"
    alone = minor()
    operations.refuse_as_guardian(alone, reason="No", actor=build.side(alone, "guardian"), now=NOW)
    assert state_of(alone) == "refused_by_citizen"


def test_turning_18_on_the_way_needs_the_citizens_own_signature_only():
    contract = minor()
    organisations_sign(contract)
    assert missing(contract) == ["citizen", "guardian"]
    assert missing(contract, OF_AGE) == ["citizen"]
    guardian = build.side(contract, "guardian")
    assert refusal_of(operations.sign, contract, actor=guardian, now=OF_AGE) == (
        "of_age_decides_alone"
    )
    operations.sign(contract, actor=build.side(contract, "citizen"), now=OF_AGE)
    assert state_of(contract) == "signed"


def test_a_word_given_under_age_without_a_guardian_is_given_again_at_18():
    contract = minor()
    organisations_sign(contract)
    citizen = build.side(contract, "citizen")
    operations.sign(contract, actor=citizen, now=NOW)
    assert missing(contract) == ["guardian"]
    assert missing(contract, OF_AGE) == ["citizen"]
    operations.sign(contract, actor=citizen, now=OF_AGE)
    assert state_of(contract) == "signed"
    assert not Signature.objects.get(party__role="citizen").under_age


def test_a_word_given_under_age_beside_the_guardians_stands():
    contract = minor()
    for role in ("citizen", "guardian"):
        operations.sign(contract, actor=build.side(contract, role), now=NOW)
    assert missing(contract, OF_AGE) == ["customer", "education"]


def test_a_disagreement_of_guardians_ends_when_the_citizen_is_of_age():
    contract = disagreement()
    organisations_sign(contract, OF_AGE)
    operations.sign(contract, actor=build.side(contract, "citizen"), now=OF_AGE)
    assert state_of(contract) == "signed"


def test_the_calendar_closes_what_nobody_signed():
    contract = build.intended()
    late = datetime(2027, 1, 26, tzinfo=UTC)
    citizen = build.side(contract, "citizen")
    given = {"reason": "Not signed in time", "now": late}
    assert refusal_of(operations.lapse_many, [contract], actor=citizen, **given) == "not_allowed"
    operations.lapse_many([contract], actor=Actor.calendar(), **given)
    assert state_of(contract) == "lapsed"
