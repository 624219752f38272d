"""Work as the employer's pages: reported, confirmed, proved, disputed, ended, broken, counted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sheber.contracts.models import Breach, Contract
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation, PlacementRight
from sheber.registry.enums import Role
from sheber.registry.models import Rule
from sheber.training.models import Enrolment
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.training import build as training
from tests.web import build as site
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
TODAY = site.DEMO_NOW.date()
START = outcomes.START
WHY = {"reason": "moved away"}
ACTS = ("confirm", "dispute", "prove", "end")


@pytest.fixture
def employer(client):
    """Somebody of the firm that is the customer of the contracts of the builders."""
    client.force_login(site.account("works", of=demand.employer()))
    return client


def post(client, view: str, row, **given):
    return client.post(reverse(f"employer_{view}", args=[row.pk]), given)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def graduate() -> Enrolment:
    """Somebody who graduated and has a signed contract."""
    one = training.enrolment(with_contract=True)
    Enrolment.objects.filter(pk=one.pk).update(state="graduated")
    return fresh(one)


def owing() -> tuple[Employment, Obligation]:
    """A confirmed job under a contract whose days count."""
    contract = contracts.signed()
    debt = outcomes.obligation(contract)
    return outcomes.job(contract), debt


def prove(client, job: Employment, first: date = START, after: date = TODAY, paper="Order 7"):
    given = {"kind": "employer_order", "reference": paper, "starts_on": first, "ends_on": after}
    return post(client, "job_prove", job, **given)


def test_a_graduate_under_contract_is_reported_on_the_contract_s_line(employer):
    one = graduate()
    assert "Report the jobs of graduates" in pages.check(employer, "employer_work")["en"]
    pages.check(employer, "employer_work_report")
    given = {"graduate": one.pk, "starts_on": START}
    assert employer.post(reverse("employer_work_report"), given).status_code == 302
    job = Employment.objects.get()
    assert (job.state, job.contract_id) == ("reported", one.contract_id)
    assert job.line_id == one.contract.terms.offer.line_id
    assert "Confirm or dispute the job" in pages.check(employer, "employer_work")["en"]


def test_a_job_from_the_future_is_refused_beside_the_form(employer):
    given = {"graduate": graduate().pk, "starts_on": TODAY + timedelta(days=1)}
    shown = employer.post(reverse("employer_work_report"), given)
    assert shown.status_code == 400
    assert "has not come yet" in shown.content.decode()
    assert not Employment.objects.exists()


def test_a_graduate_of_another_firm_s_contract_is_not_offered(client):
    one = graduate()
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    given = {"graduate": one.pk, "starts_on": START}
    assert client.post(reverse("employer_work_report"), given).status_code == 400
    assert not Employment.objects.exists()


def test_a_job_is_confirmed_and_its_days_begin_to_count(employer):
    outcomes.rules()
    job = outcomes.reported()
    pages.check(employer, "employer_job_confirm", job.pk)
    assert post(employer, "job_confirm", job).status_code == 302
    assert fresh(job).state == "confirmed"
    assert "Let the days owed by" in pages.check(employer, "employer_work")["en"]
    pages.check(employer, "employer_obligation_begin", job.contract_id)
    post(employer, "obligation_begin", job.contract, starts_on=START)
    assert Obligation.objects.get(contract=job.contract).starts_on == START


def test_periods_are_proved_and_counted_in_days(employer):
    job, debt = owing()
    pages.check(employer, "employer_job_prove", job.pk)
    assert prove(employer, job, after=START + timedelta(days=100)).status_code == 302
    text = pages.check(employer, "employer_obligation", debt.pk)["en"]
    assert "100" in text.splitlines()
    assert "RU-2026" in text
    table = employer.get(reverse("employer_work")).context["tables"][1]
    assert table.rows[0][1] == table.rows[0][2] + table.rows[0][3]
    assert table.rows[0][2] == 100


def test_a_period_without_a_paper_is_not_taken(employer):
    job, _debt = owing()
    assert prove(employer, job, paper="").status_code == 400
    assert not EmploymentEvidence.objects.exists()


def test_the_employer_disputes_a_period_and_takes_it_back(employer):
    job, debt = owing()
    prove(employer, job)
    row = EmploymentEvidence.objects.get()
    pages.check(employer, "employer_period_dispute", row.pk)
    assert post(employer, "period_dispute", row).status_code == 400
    assert post(employer, "period_dispute", row, **WHY).status_code == 302
    assert fresh(row).state == "disputed"
    page = employer.get(reverse("employer_obligation", args=[debt.pk]))
    assert page.context["debt"].standing.served_days == 0
    assert "Take it back" in pages.check(employer, "employer_job", job.pk)["en"]
    pages.check(employer, "employer_period_confirm", row.pk)
    post(employer, "period_confirm", row)
    assert fresh(row).state == "confirmed"


def test_the_employer_disputes_a_whole_job(employer):
    job = outcomes.reported()
    pages.check(employer, "employer_job_dispute", job.pk)
    assert post(employer, "job_dispute", job, **WHY).status_code == 302
    assert fresh(job).state == "disputed"
    assert prove(employer, job).status_code == 400


@pytest.mark.parametrize("ground", ["dismissed", "firm_closed"])
def test_a_job_lost_without_a_fault_breaks_nothing(employer, ground):
    job, debt = owing()
    pages.check(employer, "employer_job_end", job.pk)
    assert post(employer, "job_end", job, ground=ground, on=TODAY).status_code == 302
    assert (fresh(job).state, fresh(job).end_ground) == ("ended", ground)
    assert fresh(debt).state == "running"
    assert PlacementRight.objects.filter(obligation=debt).exists()
    text = pages.check(employer, "employer_obligation", debt.pk)["en"]
    assert "through no fault of their own" in text
    assert "The person left before the term" not in text


def test_leaving_by_own_wish_does_not_break_by_itself(employer):
    job, debt = owing()
    post(employer, "job_end", job, ground="left", on=TODAY)
    assert fresh(job).end_ground == "left"
    assert fresh(debt).state == "running"
    assert not PlacementRight.objects.exists()


@pytest.mark.parametrize("ended_before", [False, True])
def test_a_broken_promise_ends_job_obligation_and_contract(employer, ended_before):
    job, debt = owing()
    if ended_before:
        post(employer, "job_end", job, ground="left", on=TODAY)
    pages.check(employer, "employer_obligation_break", debt.pk)
    assert post(employer, "obligation_break", debt, on=TODAY, **WHY).status_code == 302
    assert (fresh(job).state, fresh(debt).state) == ("ended", "breached")
    assert Contract.objects.get(pk=debt.contract_id).state == "breached"
    assert Breach.objects.get().ground == "left_work"
    text = pages.check(employer, "employer_obligation", debt.pk)["en"]
    assert "not computed: needs the education organisation’s figure" in text


def test_nobody_breaks_a_promise_who_waits_for_a_new_job(employer):
    job, debt = owing()
    post(employer, "job_end", job, ground="dismissed", on=TODAY)
    assert post(employer, "obligation_break", debt, on=TODAY, **WHY).status_code == 400
    assert fresh(debt).state == "running"


def test_where_a_rule_of_counting_is_missing_no_day_is_guessed(employer):
    _job, debt = owing()
    Rule.objects.filter(code="obligation.count.term").delete()
    page = employer.get(reverse("employer_obligation", args=[debt.pk]))
    assert page.status_code == 200
    assert page.context["debt"].standing is None
    assert page.context["debt"].refusal
    pages.check(employer, "employer_work")


@pytest.mark.parametrize("act", ACTS)
def test_another_firm_finds_no_job(client, act):
    job, debt = owing()
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    assert post(client, f"job_{act}", job, **WHY).status_code == 404
    assert post(client, "obligation_break", debt, on=TODAY, **WHY).status_code == 404
    assert post(client, "obligation_begin", job.contract, starts_on=START).status_code == 404
    assert client.get(reverse("employer_obligation", args=[debt.pk])).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_another_role_is_refused(client, act):
    job, debt = owing()
    client.force_login(site.account("college", Role.COLLEGE, contracts.college()))
    assert post(client, f"job_{act}", job, **WHY).status_code == 403
    assert post(client, "obligation_break", debt, on=TODAY, **WHY).status_code == 403
    assert fresh(job).state == "confirmed"


def test_an_act_out_of_its_state_is_refused(employer):
    job, _debt = owing()
    assert post(employer, "job_confirm", job).status_code == 409


def test_a_promise_that_is_served_is_confirmed_with_its_contract(employer):
    contract = contracts.signed()
    debt = outcomes.obligation(contract, months=12)
    job = outcomes.job(contract)
    prove(employer, job, after=date(2030, 8, 1))
    assert "Confirm that the time is served" in pages.check(employer, "employer_work")["en"]
    assert "Confirm that the time" in pages.check(employer, "employer_obligation", debt.pk)["en"]
    pages.check(employer, "employer_obligation_fulfil", debt.pk)
    assert post(employer, "obligation_fulfil", debt).status_code == 302
    assert (fresh(debt).state, fresh(contract).state) == ("fulfilled", "fulfilled")


def test_a_promise_with_a_day_still_owed_is_not_confirmed(employer):
    job, debt = owing()
    prove(employer, job, after=START + timedelta(days=100))
    assert (
        "Confirm that the time" not in pages.check(employer, "employer_obligation", debt.pk)["en"]
    )
    shown = post(employer, "obligation_fulfil", debt)
    assert shown.status_code == 400
    assert fresh(debt).state == "running"


def test_a_served_promise_is_confirmed_while_a_change_of_its_contract_waits(employer):
    contract = contracts.signed()
    debt = outcomes.obligation(contract, months=12)
    prove(employer, outcomes.job(contract), after=date(2030, 8, 1))
    newer = contracts.terms(contract.terms.offer, 2, months_owed=24)
    side = contracts.side(contract, "customer")
    contracts.operations.amend(contract, terms=newer, reason="less", actor=side, now=site.DEMO_NOW)
    post(employer, "obligation_fulfil", debt)
    assert (fresh(debt).state, fresh(contract).state) == ("fulfilled", "amended")
