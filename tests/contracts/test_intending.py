from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sheber.contracts import operations, queries, rules
from sheber.contracts.models import Contract, Party
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from tests.contracts import build
from tests.demand import build as demand
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def test_a_contract_has_its_parties_and_a_document():
    contract = build.intended()
    roles = [party.role for party in build.parties(contract)]
    assert (contract.state, roles) == ("intended", ["citizen", "customer", "education"])
    assert queries.document_holds(contract)


def test_the_document_changes_with_the_terms():
    contract = build.intended()
    terms = contract.terms
    terms.months_owed = 60
    terms.save()
    assert not queries.document_holds(contract)


def test_the_document_changes_with_the_parties():
    contract = build.intended()
    Party.objects.filter(contract=contract, role="education").delete()
    assert not queries.document_holds(contract)


def test_guardians_are_parties_of_somebody_under_age_only():
    guardian = build.guardian()
    minor = build.intended(build.seat(born=build.MINOR), guardians=(guardian,))
    adult = build.intended(guardians=(guardian,))
    assert len(build.parties(minor, "guardian")) == 1
    assert build.parties(adult, "guardian") == []


def test_under_age_without_a_guardian_is_refused():
    assert refusal_of(build.intended, build.seat(born=build.MINOR)) == "contract_needs_guardian"


def test_an_employer_that_is_not_the_customer_signs_too():
    other = demand.employer("demo-enterprise-9")
    contract = build.intended(employer=other)
    assert build.parties(contract, "employer")[0].organisation == other


def test_a_seat_not_consented_to_gets_no_contract():
    assert refusal_of(build.intended, build.seat(state="offered")) == "seat_not_taken_up"


def test_a_seat_without_service_gets_no_contract():
    seat = build.seat(terms_kind="state")
    new = operations.NewContract(seat=seat, terms=build.terms(), sign_by=build.SIGN_BY)
    assert refusal_of(operations.intend, new, actor=build.office(), now=NOW) == "not_allowed"


def test_terms_of_another_offer_are_refused():
    other = build.terms(build.offer(demand.employer("demo-enterprise-2")))
    assert refusal_of(build.intended, build.seat(), terms=other) == "terms_of_another_offer"


def test_a_seat_has_one_contract():
    seat = build.seat()
    build.intended(seat)
    assert refusal_of(build.intended, seat) == "contract_stands_already"


def test_nobody_owes_work_to_two_customers():
    first = build.intended()
    other = build.offer(demand.employer("demo-enterprise-2"))
    seat = build.seat(of=other, who=first.person, campaign_year=2027)
    assert refusal_of(build.intended, seat) == "another_customer"


def test_a_second_contract_with_the_same_customer_may_stand():
    first = build.intended()
    seat = build.seat(who=first.person, campaign_year=2027)
    assert build.intended(seat).state == "intended"


def test_a_stranger_writes_out_nothing():
    seat = build.seat()
    new = operations.NewContract(seat=seat, terms=build.terms(), sign_by=build.SIGN_BY)
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-2"))
    for actor in (stranger, build.office("KZ"), Actor(key="account:9")):
        assert refusal_of(operations.intend, new, actor=actor, now=NOW) == "not_allowed"
    assert not Contract.objects.exists()


def test_the_other_countrys_office_writes_out_for_its_citizen():
    seat = build.seat(citizenship="KZ")
    new = operations.NewContract(seat=seat, terms=build.terms(), sign_by=build.SIGN_BY)
    assert operations.intend(new, actor=build.office("KZ"), now=NOW).state == "intended"


def test_many_take_no_more_questions_than_one():
    counts = []
    for number in (2, 12):
        seats = [build.seat() for _ in range(number)]
        new = [
            operations.NewContract(seat=seat, terms=build.terms(), sign_by=build.SIGN_BY)
            for seat in seats
        ]
        customer = build.customer(seats[0])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            contracts = operations.intend_many(new, actor=customer, now=NOW)
            operations.sign_many(contracts, actor=customer, now=NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_late_contracts_are_those_past_their_day():
    contract = build.intended()
    build.signed()
    assert list(queries.late(build.SIGN_BY)) == []
    assert list(queries.late(date(2027, 1, 26))) == [contract]


def test_everybody_sees_their_own_contracts():
    contract = build.intended(build.seat(born=build.MINOR), guardians=(build.guardian(),))
    build.intended(build.seat(of=build.offer(demand.employer("demo-enterprise-2"))))
    for party in build.parties(contract):
        if party.role != "education":
            assert list(rules.visible(build.actor_of(party))) == [contract]
    assert rules.visible(build.side(contract, "education")).count() == 2
    assert rules.visible(build.office()).count() == 2
    assert rules.visible(Actor(key="account:9")).count() == 0


def test_an_auditor_sees_people_of_the_own_country_only():
    build.intended(build.seat(citizenship="KZ"))
    at_home = build.intended()
    auditor = Actor(key="account:7", roles=frozenset({Role.AUDITOR}), country="RU")
    assert list(rules.visible(auditor)) == [at_home]


def test_several_contracts_are_redrawn_on_the_same_newer_version():
    rows = [build.intended(), build.intended()]
    newer = build.terms(version=2, months_owed=24)
    actor = build.side(rows[0], "customer")
    operations.redraft_many(rows, terms=newer, reason="agreed", actor=actor, now=NOW)
    assert set(Contract.objects.values_list("terms__version", flat=True)) == {2}
    assert len(set(Contract.objects.values_list("document_sha256", flat=True))) == 2


def test_contracts_are_redrawn_all_or_none():
    rows = [build.intended(), build.signed()]
    newer = build.terms(version=2, months_owed=24)
    actor = build.side(rows[0], "customer")
    with pytest.raises(Refused) as refusal:
        operations.redraft_many(rows, terms=newer, reason="agreed", actor=actor, now=NOW)
    assert refusal.value.code == "wrong_state"
    assert set(Contract.objects.values_list("terms__version", flat=True)) == {1}
