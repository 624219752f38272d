"""A job without a contract with the firm, as the pages of employer, office and the person."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sheber.outcomes import operations
from sheber.outcomes.models import Employment, Obligation, PlacementRight
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.web import build as site
from tests.web.applicant import build as applicants
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
LOST, ANEW = date(2030, 2, 1), date(2030, 5, 1)
NEWCOMER = "employer_work_newcomer"


def dismissed() -> Obligation:
    contract = contracts.signed()
    debt = outcomes.obligation(contract)
    given = {"ground": "dismissed", "on": LOST, "now": site.DEMO_NOW}
    operations.end(outcomes.job(contract), actor=outcomes.employer(contract), **given)
    return debt


def place(**given) -> dict[str, object]:
    line = contracts.offer().line
    stated = {"region": line.region_id, "occupation": line.occupation_id, "starts_on": ANEW}
    return {**stated, **given}


@pytest.fixture
def other(client):
    """Somebody of a firm that is no party of any contract of the builders."""
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    return client


def test_another_firm_reports_the_new_job_and_confirms_it(other):
    debt = dismissed()
    assert "without a contract with your firm" in check(other, "employer_work")["en"]
    check(other, NEWCOMER)
    answer = other.post(reverse(NEWCOMER), place(person=debt.person_id.lower()), follow=True)
    assert "count under the person’s contract" in said(answer)
    job = Employment.objects.get(state="reported")
    other.post(reverse("employer_job_confirm", args=[job.pk]))
    assert PlacementRight.objects.get().placed_by_id == job.pk


def test_a_job_without_a_contract_is_reported_with_its_reason(other):
    person = contracts.registry.person()
    answer = other.post(reverse(NEWCOMER), place(person=person.pk), follow=True)
    assert "the person had no target contract" in said(answer)
    assert Employment.objects.get().no_line == "no_contract"


def test_a_pseudonym_of_nobody_is_said_beside_the_form(other):
    answer = other.post(reverse(NEWCOMER), place(person="PNOBODY"))
    assert answer.status_code == 400
    assert "There is nobody with this pseudonym." in said(answer)


def test_the_office_lists_who_waits_and_reports_the_new_job(client):
    debt = dismissed()
    right = PlacementRight.objects.get()
    client = office(client)
    assert "People who wait to be placed anew" in check(client, "office")["en"]
    assert debt.person_id in check(client, "placements")["en"]
    check(client, "placement", right.pk)
    employer = demand.employer("demo-enterprise-9")
    act(client, "placement", right.pk, act="place", **place(employer=employer.pk))
    job = Employment.objects.get(state="reported")
    assert (job.employer_id, job.contract_id) == (employer.pk, debt.contract_id)


def test_the_office_releases_who_cannot_be_placed(client):
    debt = dismissed()
    right = PlacementRight.objects.get()
    client = office(client)
    act(client, "placement", right.pk, act="release", reason="No firm of the region takes anybody")
    debt.refresh_from_db()
    assert debt.state == "released"
    assert "Nobody waits to be placed anew." in check(client, "placements")["en"]


def test_the_office_ends_the_jobs_of_a_firm_that_has_closed(client):
    contract = contracts.signed()
    outcomes.obligation(contract)
    job = outcomes.job(contract)
    client = office(client)
    check(client, "firm_closed")
    given = {"firm": demand.employer().pk, "on": LOST, "reason": "Court 7"}
    answer = client.post(reverse("firm_closed"), given, follow=True)
    assert "1 job ended." in said(answer)
    job.refresh_from_db()
    assert (job.state, job.end_ground) == ("ended", "firm_closed")
    assert PlacementRight.objects.count() == 1


def test_the_other_country_s_office_finds_neither(client):
    dismissed()
    client = office(client, "KZ")
    assert "Nobody waits to be placed anew." in check(client, "placements")["en"]
    key = PlacementRight.objects.get().pk
    assert client.get(reverse("placement", args=[key])).status_code == 404
    given = {"firm": demand.employer().pk, "on": LOST, "reason": "Court 7"}
    assert client.post(reverse("firm_closed"), given).status_code == 400


def test_the_person_reports_a_job_with_a_paper_and_the_employer_sees_it(client):
    debt = dismissed()
    person = applicants.signed_in(debt.person)
    check(person, "applicant_begun")
    assert "You have a right to a new place." in check(person, "applicant_debt")["en"]
    given = place(
        employer=demand.employer("demo-enterprise-9").pk,
        paper="Order 5 of 1 May 2030",
        scan=SimpleUploadedFile("order.pdf", b"%PDF-1.7 order"),
    )
    answer = person.post("/en/my/way/work", given, follow=True)
    assert "Its employer confirms it now." in applicants.text(answer)
    job = Employment.objects.get(state="reported")
    assert (job.paper, len(job.paper_sha256)) == ("Order 5 of 1 May 2030", 64)
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    text = check(client, "employer_job", job.pk)["en"]
    assert "Order 5 of 1 May 2030" in text
    assert "Confirm or dispute the job" in check(client, "employer_work")["en"]


def test_the_office_confirms_by_the_paper_what_no_employer_does(client):
    person = applicants.signed_in(dismissed().person)
    given = place(
        employer=demand.employer("demo-enterprise-9").pk,
        paper="Order 5",
        scan=SimpleUploadedFile("order.pdf", b"%PDF-1.7 order"),
    )
    person.post("/en/my/way/work", given)
    job = Employment.objects.get(state="reported")
    client = office(client)
    assert "no employer has confirmed" in check(client, "office")["en"]
    assert "Order 5" in check(client, "disputes")["en"]
    text = check(client, "disputed_job", job.pk)["en"]
    assert job.paper_sha256[:12] in text
    assert "reject it" not in text
    act(client, "disputed_job", job.pk, act="confirm")
    job.refresh_from_db()
    assert job.state == "confirmed"
    assert PlacementRight.objects.get().placed_by_id == job.pk


def test_the_person_s_report_without_a_paper_is_not_taken():
    person = applicants.signed_in(contracts.registry.person())
    answer = person.post("/en/my/way/work", place(employer=demand.employer().pk))
    assert answer.status_code == 400
    assert not Employment.objects.exists()


@pytest.mark.parametrize("view", ["placements", "firm_closed", NEWCOMER, "applicant_begun"])
def test_another_role_is_refused(client, view):
    client.force_login(site.account("college", Role.COLLEGE, contracts.college()))
    assert client.get(reverse(view)).status_code == 403
