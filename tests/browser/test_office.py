"""An office and a region walk their rooms in a real browser; a plan is approved by hand."""

import pytest
from django.conf import settings

from sheber.accords import operations as accords
from sheber.admissions.models import Application, Pool
from sheber.insights.operations import score_forecasts
from sheber.outcomes import operations as employment
from sheber.planning import operations
from sheber.planning.models import Approval, Plan
from sheber.programmes import operations as programmes
from sheber.registry import seeding
from sheber.registry.enums import Role
from tests.browser.entering import by_demo_click, by_session
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect, look
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.insights import build as insights
from tests.outcomes import build as outcomes
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web import build
from tests.web.office.build import computed, in_force, with_line

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = [(NARROW, "dark"), (WIDE, "light")]
OFFICE = "demo-office-account"


@pytest.fixture
def address(live_server):
    """A demo with the offices of both countries, one of them with an account."""
    build.demo()
    build.reference()
    plans.office("KZ")
    build.account(OFFICE, Role.OFFICE, plans.office("RU"))
    return live_server.url


def submitted():
    line = demand.line(of=demand.call(code="CALL-9"), number=3)
    actor = registry.actor(Role.EMPLOYER, line.call.employer)
    return demand.operations.submit(line, actor=actor, now=demand.NOW)


def plans_before_offices() -> list[str]:
    """A plan before the offices, another in work, and what they rest on; the paths of the pages."""
    plan, other, programme = with_line(), plans.solved("PLAN-2"), plans.programme()
    return [
        "office/today",
        "office/plans",
        f"office/plans/{plan.pk}",
        f"office/plans/{other.pk}",
        f"office/plans/{plan.pk}/compare/{other.pk}",
        "office/clusters",
        f"office/clusters/{programme.cluster_id}",
        f"office/programmes/{programme.pk}",
    ]


def acts_and_seats_that_a_day_has_overtaken() -> list[str]:
    """A partner that has left and a line taken back after both offices had approved its seats."""
    plan = in_force()
    line = demand.Line.objects.get()
    employer = registry.actor(Role.EMPLOYER, line.call.employer)
    demand.operations.withdraw(line, reason="closed", actor=employer, now=demand.NOW)
    programme = plans.programme()
    programmes.leave(
        programme,
        programme.cluster.manager,
        on=build.DEMO_NOW.date(),
        reason="the site closes",
        actor=registry.actor(Role.CLUSTER, programme.cluster.manager),
        now=demand.NOW,
    )
    return ["office/today", "office/calendar", "office/plans/idle", f"office/plans/{plan.pk}"]


def a_round_to_approve() -> list[str]:
    clearing = computed()
    return [
        "office/today",
        "office/campaigns",
        f"office/campaigns/{clearing.campaign_id}",
        f"office/rounds/{clearing.pk}",
        f"office/rounds/{clearing.pk}?check=1",
        f"office/rounds/{clearing.pk}/empty?kind=all",
        f"office/rounds/{clearing.pk}/empty/{Pool.objects.get().pk}",
        f"office/rounds/{clearing.pk}/explain?person={Application.objects.first().person_id}",
        f"office/campaigns/{clearing.campaign_id}/what-if",
    ]


def people_on_their_way() -> list[str]:
    """A job that is disputed, a late contract, a line to confirm: the year and its disputes."""
    job, late, line = outcomes.job(), contracts.intended(), submitted()
    period = outcomes.worked(job, outcomes.START, outcomes.date(2029, 9, 1))
    said = {"reason": "on leave", "actor": outcomes.employer(job.contract), "now": outcomes.LATER}
    employment.dispute_evidence(period, **said)
    employment.dispute(job, **said)
    return [
        "office/today",
        "office/year/2026",
        "office/year/2026/asked",
        "office/year/2026/applied",
        "office/year/2026/at_work",
        "office/year/2026/left",
        "office/contracts",
        f"office/contracts/{late.pk}",
        "office/claims",
        "office/disputes",
        f"office/disputes/jobs/{job.pk}",
        f"office/disputes/periods/{period.pk}",
        "lines",
        f"lines/{line.pk}/return",
        "trace",
        "own-data",
        "accounts",
    ]


@pytest.mark.parametrize(("width", "theme"), WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "work",
    [
        plans_before_offices,
        acts_and_seats_that_a_day_has_overtaken,
        a_round_to_approve,
        people_on_their_way,
    ],
)
def test_the_rooms_of_an_office(window, address, work, language, width, theme):
    by_demo_click(window, address, OFFICE, language)
    for path in work():
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)


@pytest.mark.parametrize(("language", "width", "theme"), [("ru", *WAYS[0]), ("kk", *WAYS[1])])
def test_what_became_of_a_plan_and_how_well_it_foretold(window, address, language, width, theme):
    insights.graduate()
    plan = Plan.objects.get()
    score_forecasts(plan, actor=plans.office_actor(), now=insights.NOW)
    by_demo_click(window, address, OFFICE, language)
    for path in (f"office/plans/{plan.pk}/outcome", "office/plans/foretold"):
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)
    window.locator("details > summary").first.click()
    look(window)


@pytest.mark.parametrize(("width", "theme"), WAYS)
def test_other_rules_are_tried_and_their_difference_read(window, address, width, theme):
    clearing, pool = computed(), Pool.objects.get()
    by_demo_click(window, address, OFFICE, "ru")
    url = f"{address}/ru/office/campaigns/{clearing.campaign_id}/what-if"
    inspect(window, url, width=width, theme=theme)
    window.fill(f"[name=seats-{pool.pk}]", "2")
    window.get_by_role("button", name="Показать разницу").click()
    window.wait_for_selector("#difference")
    assert "договор, раньше не было" in window.inner_text("#difference")
    look(window)


@pytest.mark.parametrize(("width", "theme"), WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_and_the_unknown_rules(window, address, language, width, theme):
    given = {"actor": registry.ADMINISTRATOR, "now": build.DEMO_NOW}
    accords.load(settings.SEEDS / "accords", **given)
    seeding.load_rule_packs(settings.SEEDS / "rules", **given)
    by_demo_click(window, address, OFFICE, language)
    for path in (
        "office/register",
        "office/register/commitments/C-03",
        "office/register/projects/P-GAS-NORTH",
        "office/register/disagreements/X-1",
        "office/questions",
        "office/questions/RU/target_seat.open_to.KZ",
    ):
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)


@pytest.mark.parametrize(("width", "theme"), WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rooms_of_a_region(window, address, language, width, theme):
    body = registry.organisation("demo-authority", "regional_authority", "RU", "RU-ORE")
    by_session(window, address, build.account("demo-authority-account", Role.REGION, body))
    outcomes.job()
    line = submitted()
    for path in ("region", "lines", f"lines/{line.pk}/return", "office/plans", "trace"):
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)


def test_a_plan_is_approved_exactly_as_it_was_seen(window, address):
    plan = with_line()
    by_demo_click(window, address, OFFICE)
    window.get_by_role("link", name=f"Approve the plan {plan.code}").click()
    assert window.locator("code.digest").first.text_content() == plan.digest
    window.get_by_role("button", name="Approve exactly this plan").click()
    window.get_by_text("Your office has approved the plan.").wait_for()
    look(window)
    given = Approval.objects.get()
    assert (given.office_id, given.digest) == (plans.office().pk, plan.digest)
    assert window.get_by_role("button", name="Approve exactly this plan").count() == 0


def test_a_stale_approval_shows_what_differs_and_writes_nothing(window, address):
    plan = with_line()
    seen = plan.digest
    by_demo_click(window, address, OFFICE, "ru")
    window.goto(f"{address}/ru/office/plans/{plan.pk}")
    operations.reopen(plan, reason="too many", actor=plans.office_actor("KZ"), now=plans.NOW)
    operations.allocate(plan, [plans.given(22)], actor=plans.office_actor(), now=plans.NOW)
    operations.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    window.locator(".approve button").click()
    window.get_by_role("alert").wait_for()
    look(window)
    told = window.get_by_role("table", name="Места, которые отличаются").locator("tbody tr")
    assert told.locator("td.number").all_text_contents() == ["25", "22"]
    assert not Approval.objects.exists()
    window.locator("main a.button").click()
    window.locator(".approve button").click()
    window.locator(".message-success").wait_for()
    assert Approval.objects.get().digest == plan.digest != seen
