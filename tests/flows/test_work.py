"""Work that ends before its term: the obligation and the contract break together, or neither."""

from datetime import date

import pytest

from sheber.contracts.models import Breach, Contract
from sheber.flows import work
from sheber.kernel.refusals import Refused
from sheber.outcomes.models import Employment, Obligation, PlacementRight
from tests.contracts import build as contracts
from tests.outcomes import build
from tests.outcomes.build import LATER

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = date(2032, 2, 15)


@pytest.fixture
def contract() -> Contract:
    return contracts.signed()


@pytest.fixture
def obligation(contract) -> Obligation:
    return build.obligation(contract)


@pytest.fixture
def job(contract, obligation) -> Employment:
    return build.job(contract)


def leave(job: Employment, obligation: Obligation, **given) -> work.Broken:
    stated = {"on": DAY, "reason": "moved away", "actor": build.employer(obligation.contract)}
    return work.leave_work(job, obligation, **{**stated, **given}, now=LATER)


def test_leaving_breaks_obligation_and_contract_and_ends_the_job(job, obligation):
    broken = leave(job, obligation)
    job.refresh_from_db()
    obligation.refresh_from_db()
    contract = Contract.objects.get(pk=obligation.contract_id)
    assert (job.state, job.end_ground, job.ended_on) == ("ended", "left", DAY)
    assert (obligation.state, contract.state) == ("breached", "breached")
    assert (broken.breach.by_role, broken.breach.ground) == ("citizen", "left_work")
    assert broken.breach.amount_minor is None


def test_breaking_leaves_other_jobs_alone(job, obligation):
    actor = build.employer(obligation.contract)
    work.break_obligation(obligation, on=DAY, reason="never came", actor=actor, now=LATER)
    job.refresh_from_db()
    assert job.state == "confirmed"
    assert Contract.objects.get(pk=obligation.contract_id).state == "breached"


def test_nothing_is_half_broken_when_the_contract_cannot_be(job, obligation):
    """A contract that is over already stops the whole act, the end of the job included."""
    Contract.objects.filter(pk=obligation.contract_id).update(state="released")
    obligation = Obligation.objects.get(pk=obligation.pk)
    with pytest.raises(Refused) as refused:
        leave(job, obligation)
    assert refused.value.code == "wrong_state"
    assert Employment.objects.get(pk=job.pk).state == "confirmed"
    assert Obligation.objects.get(pk=obligation.pk).state == "running"
    assert not Breach.objects.exists()


def test_another_firm_may_not(job, obligation):
    stranger = contracts.customer(contracts.seat(of=contracts.offer(build.demand.employer("w"))))
    with pytest.raises(Refused) as refused:
        leave(job, obligation, actor=stranger)
    assert refused.value.code == "not_allowed"


def test_job_under_another_contract_breaks_nothing(job, obligation):
    other = build.job(contracts.signed(of=contracts.seat(of=contracts.offer())))
    with pytest.raises(Refused) as refused:
        leave(other, obligation)
    assert refused.value.code == "job_of_another_contract"


def test_whoever_has_served_the_term_breaks_nothing(job, obligation):
    build.worked(job, build.START, date(2032, 1, 31))
    Obligation.objects.filter(pk=obligation.pk).update(months=24)
    with pytest.raises(Refused) as refused:
        leave(job, Obligation.objects.get(pk=obligation.pk))
    assert refused.value.code == "nothing_owed_any_more"
    assert Employment.objects.get(pk=job.pk).state == "confirmed"


def test_dismissal_breaks_nothing_and_gives_a_right_to_be_placed_anew(job, obligation):
    actor = build.employer(obligation.contract)
    work.dismiss(job, on=DAY, actor=actor, now=LATER)
    assert Obligation.objects.get(pk=obligation.pk).state == "running"
    assert Contract.objects.get(pk=obligation.contract_id).state == "signed"
    assert PlacementRight.objects.get(lost=job).since == DAY


def test_nobody_breaks_it_who_was_dismissed_and_waits(job, obligation):
    actor = build.employer(obligation.contract)
    work.dismiss(job, on=DAY, actor=actor, now=LATER)
    with pytest.raises(Refused) as refused:
        work.break_obligation(obligation, on=DAY, reason="left", actor=actor, now=LATER)
    assert refused.value.code == "waits_to_be_placed"
