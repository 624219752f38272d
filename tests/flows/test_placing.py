"""Jobs that no contract promised: placed anew, found without one, and a firm that closes."""

from datetime import date

import pytest

from sheber.flows import placing
from sheber.flows.placing import Begun
from sheber.kernel.refusals import Refused
from sheber.outcomes import operations
from sheber.outcomes.engine_io import standing
from sheber.outcomes.models import Employment, PlacementRight
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LOST, ANEW = date(2030, 2, 1), date(2030, 5, 1)


def another():
    return demand.employer("demo-enterprise-9")


def begun(person, employer=None, **given) -> Begun:
    line = contracts.offer().line
    stated = {"region": line.region, "occupation": line.occupation, "starts_on": ANEW, **given}
    return Begun(person=person, employer=employer or another(), **stated)


def report(new: Begun, actor=None) -> Employment:
    actor = actor or registry.actor(Role.EMPLOYER, new.employer)
    return placing.report(new, actor=actor, now=outcomes.LATER)


def dismissed():
    """Somebody whose days count, dismissed after half a year; the obligation."""
    contract = contracts.signed()
    debt = outcomes.obligation(contract)
    job = outcomes.job(contract)
    outcomes.worked(job, outcomes.START, LOST)
    given = {"ground": "dismissed", "on": LOST, "now": outcomes.LATER}
    operations.end(job, actor=outcomes.employer(contract), **given)
    return debt


def refusal_of(act, *given, **named) -> str:
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def test_another_firm_places_somebody_anew_and_the_days_there_are_served():
    debt = dismissed()
    job = report(begun(debt.person))
    assert (job.contract_id, job.no_line) == (debt.contract_id, "other_employer")
    operations.confirm(job, actor=registry.actor(Role.EMPLOYER, another()), now=outcomes.LATER)
    right = PlacementRight.objects.get()
    assert (right.placed_by_id, right.placed_on) == (job.pk, ANEW)
    outcomes.worked(job, ANEW, date(2030, 6, 1))
    assert standing(debt, date(2030, 6, 1)).served_days == (LOST - outcomes.START).days + 31


def test_a_job_that_began_before_the_loss_is_not_the_new_one():
    debt = dismissed()
    assert report(begun(debt.person, starts_on=date(2030, 1, 5))).contract_id is None


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("signed", "other_employer"),
        ("released", "released"),
        ("breached", "breached"),
        ("fulfilled", "served"),
        ("lapsed", "no_contract"),
    ],
)
def test_a_job_without_a_contract_says_why_by_the_person_s_last_one(state, why):
    contract = contracts.signed()
    type(contract).objects.update(state=state)
    job = report(begun(contract.person))
    assert (job.contract_id, job.line_id, job.no_line) == (None, None, why)


def test_who_never_had_a_contract_is_reported_too():
    person = registry.person()
    assert report(begun(person)).no_line == "no_contract"


def test_the_promised_job_stands_under_its_contract_whoever_reports_it():
    contract = contracts.signed()
    employer = contract.terms.offer.line.call.employer
    citizen = contracts.side(contract, "citizen")
    job = report(begun(contract.person, employer, paper="Order 5"), actor=citizen)
    assert (job.contract_id, job.line_id) == (contract.pk, contract.terms.offer.line_id)
    assert (job.state, job.paper) == ("reported", "Order 5")


def test_the_same_job_is_not_reported_twice():
    person = registry.person()
    report(begun(person))
    assert refusal_of(report, begun(person)) == "job_reported_already"


def test_nobody_reports_a_job_at_another_firm():
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-8"))
    assert refusal_of(report, begun(registry.person()), actor=stranger) == "not_allowed"


def close(**given):
    stated = {"on": LOST, "reason": "Liquidated", "now": outcomes.LATER, **given}
    return placing.close_firm(demand.employer(), actor=contracts.office(), **stated)


def test_a_firm_that_closes_ends_its_jobs_and_releases_who_had_not_begun():
    working, waiting = contracts.signed(), contracts.signed()
    outcomes.obligation(working)
    outcomes.job(working)
    done = close()
    assert [one.end_ground for one in done.jobs] == ["firm_closed"]
    assert [one.pk for one in done.contracts] == [waiting.pk]
    assert PlacementRight.objects.get().obligation.contract_id == working.pk
    working.refresh_from_db()
    waiting.refresh_from_db()
    assert (working.state, waiting.state) == ("signed", "released")


def test_where_nothing_binds_nothing_ends():
    contracts.offer()
    assert refusal_of(close) == "nothing_ends_with_firm"


def test_one_day_that_does_not_do_ends_no_job_at_all():
    early, late = contracts.signed(), contracts.signed()
    outcomes.job(early)
    outcomes.worked(outcomes.job(late), outcomes.START, date(2030, 6, 1))
    assert refusal_of(close) == "worked_after_the_end"
    assert set(Employment.objects.values_list("state", flat=True)) == {"confirmed"}
