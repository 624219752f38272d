"""What became of a plan: stages, reasons, files, one's own lines; scores beside the next plan."""

import pytest
from django.urls import reverse

from sheber.insights.models import ForecastScore
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.office import outcomes
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.insights import build
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web.auditor.build import auditor, signed_in
from tests.web.office.build import act, check, office, said, with_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def plan() -> Plan:
    """A plan of one seat, whose person has graduated and found no job."""
    build.graduate()
    return Plan.objects.get()


@pytest.mark.database
def test_a_plan_is_told_from_seats_to_work_with_the_reason_of_the_largest_loss(client):
    found = plan()
    text = check(office(client), "plan_outcome", found.pk)["en"]
    assert "between graduation and work: no job is confirmed (1 seat)" in text
    assert "no reason of the list explains 0.0\u00a0%" in text
    assert "Contracts that every party signed" in text


def test_every_number_of_a_line_opens_its_way(client):
    found = plan()
    line = contracts.offer().line
    page = office(client).get(reverse("plan_outcome", args=[found.pk])).content.decode()
    assert page.count(f'href="{reverse("trace_line", args=[line.pk])}"') == 12


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("part", ["lines", "losses", "capacities", "stages"])
def test_the_tables_may_be_taken_away(client, part, kind):
    url = reverse("plan_outcome", args=[plan().pk])
    answer = office(client).get(f"{url}?download=outcome-{part}.{kind}")
    assert answer.headers["Content-Disposition"].endswith(f'outcome-{part}.{kind}"')
    assert len(answer.content) > 100


def test_lines_are_narrowed_to_a_reason(client):
    url = reverse("plan_outcome", args=[plan().pk])
    client = office(client)
    assert "no job is confirmed (1 seat)" in said(client.get(f"{url}?loss=work.no_job"))
    assert "There are no rows." in said(client.get(f"{url}?loss=work.moved_away"))
    assert client.get(f"{url}?loss=work.weather").status_code == 404


def test_lines_are_narrowed_to_an_allocation(client):
    url = reverse("plan_outcome", args=[plan().pk])
    key = contracts.offer().allocation_id
    client = office(client)
    assert "Narrowed to" in said(client.get(f"{url}?allocation={key}"))
    assert "There are no rows." in said(client.get(f"{url}?allocation={key + 1}"))


def test_a_plan_without_seats_for_lines_says_so(client):
    plan = plans.approve(plans.proposed())
    text = check(office(client), "plan_outcome", plan.pk)["en"]
    assert "This plan means no seat for a line that you may read." in text


def test_nothing_is_lost_of_a_plan_that_is_not_in_force(client):
    text = check(office(client), "plan_outcome", with_line().pk)["en"]
    assert "This plan is not in force." in text
    assert "lost on the way" not in text


def test_an_employer_sees_its_own_lines_and_nothing_else(client):
    found = plan()
    url = reverse("plan_outcome", args=[found.pk])
    own = signed_in(client, Role.EMPLOYER, demand.employer())
    shown = said(own.get(url))
    assert "no job is confirmed (1 seat)" in shown
    assert "Programme by programme" not in shown
    other = signed_in(client, Role.EMPLOYER, demand.employer("demo-enterprise-2"))
    assert "no job is confirmed" not in said(other.get(url))


def test_an_employer_comes_to_it_from_the_line(client):
    found = plan()
    line = contracts.offer().line
    page = signed_in(client, Role.EMPLOYER, demand.employer()).get(
        reverse("employer_line", args=[line.pk])
    )
    assert reverse("plan_outcome", args=[found.pk]) in page.content.decode()


def test_a_college_does_not_see_it(client):
    found = plan()
    client = signed_in(client, Role.COLLEGE, contracts.college())
    assert client.get(reverse("plan_outcome", args=[found.pk])).status_code == 403


def test_an_office_scores_a_plan_once_a_day(client):
    found = plan()
    client = office(client)
    answer = act(client, "plan_outcome", found.pk, act="score")
    assert "The scores are kept with today’s date." in said(answer)
    assert "What became of lines, by confidence" in said(answer)
    assert ForecastScore.objects.get().kind == "confidence"
    answer = act(client, "plan_outcome", found.pk, act="score")
    assert "was scored on this day already" in said(answer)


def test_an_auditor_reads_and_scores_nothing(client):
    found = plan()
    page = said(auditor(client).get(reverse("plan_outcome", args=[found.pk])))
    assert "This plan has not been scored yet." in page
    assert "Score as of today" not in page


def test_scores_of_all_plans_and_what_was_measured(client):
    found = plan()
    client = office(client)
    act(client, "plan_outcome", found.pk, act="score")
    text = check(client, "foretold")["en"]
    assert "all programmes together" in text
    assert "no, too few cases" in text


def test_what_rests_on_few_cases_is_not_shown_to_a_region(client):
    plan()
    region = registry.organisation("demo-region-office", "regional_authority", "RU")
    text = check(signed_in(client, Role.REGION, region), "foretold")["en"]
    assert "all programmes together" not in text


def test_the_last_scores_stand_beside_the_next_plan(client):
    found = plan()
    client = office(client)
    act(client, "plan_outcome", found.pk, act="score")
    text = check(client, "plan", plans.draft("PLAN-2").pk)["en"]
    assert "How far to trust it" in text
    assert "What became of this plan, line by line" in text
    assert "forecast-scores" not in said(client.get(reverse("plan", args=[found.pk])))


def test_a_share_is_rounded_and_not_cut():
    assert outcomes.per_cent(1 / 6) == "16.7\u00a0%"
