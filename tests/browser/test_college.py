"""A college, a mentor and a cluster manager at work: on a phone and at a desk, light and dark."""

import pytest

from sheber.kernel.models import Installation
from sheber.registry.enums import Role
from sheber.training.models import Placement
from tests.browser.entering import by_session
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect, look
from tests.contracts import build as contracts
from tests.credentials import build as credentials
from tests.mobility import build as mobility
from tests.programmes import build as programmes
from tests.training import build as training
from tests.web import build
from tests.web.applicant import build as applicant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINOR = training.date(2009, 3, 1)


@pytest.fixture
def college(live_server, window):
    """A college with something at every step of its work; the paths of its pages."""
    build.demo()
    training.rules()
    student = training.enrolment()
    refused = training.enrolment(with_contract=True)
    type(refused.contract).objects.update(state="refused_by_citizen")
    contracts.seat(state="consented")
    contracts.intended()
    placement = training.practised()
    training.module()
    by_session(window, live_server.url, build.account("c", Role.COLLEGE, of=contracts.college()))
    cohort = f"college/cohorts/{student.capacity_id}"
    one = f"college/students/{student.pk}"
    return live_server.url, (
        "college/cohorts",
        "college/seats",
        "college/contracts",
        "college/capacity",
        cohort,
        f"{cohort}/results",
        f"{cohort}/practice",
        f"{cohort}/graduation",
        one,
        f"{one}/leave",
        f"{one}/expel",
        f"{one}/nominate",
        f"college/students/{refused.pk}",
        f"college/students/{placement.enrolment_id}",
        "college/practice/closing",
        "college/exchanges",
    )


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("en", WIDE, "light"), ("ru", WIDE, "dark"), ("kk", NARROW, "light"), ("kk", NARROW, "dark")],
)
def test_college_pages(window, college, language, width, theme):
    address, paths = college
    for path in paths:
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)


def test_leave_is_entered_by_hand_and_its_refusal_read(window, college):
    address, paths = college
    inspect(window, f"{address}/en/{paths[9]}")
    window.locator("#id_starts_on").fill("2031-01-10")
    window.locator("#id_ends_on").fill("2031-01-05")
    window.locator("main form button.button").click()
    window.locator("[role=alert]").wait_for()
    look(window)
    window.locator("#id_ends_on").fill("")
    window.locator("main form button.button").click()
    window.locator("text=The leave was entered.").wait_for()
    look(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_exchanges_and_applications(live_server, window, language):
    build.demo()
    stay = mobility.on_site()
    seat = contracts.seat()
    account = build.account("h", Role.COLLEGE, of=mobility.home())
    build.second_role(account, Role.ADMISSIONS, mobility.home())
    by_session(window, live_server.url, account)
    application = seat.contract.application_id
    for path in (
        "college/exchanges",
        "college/exchanges/agreement",
        f"college/exchanges/{stay.pk}",
        f"college/exchanges/{stay.pk}/early",
        f"college/exchanges/{stay.pk}/learning",
        "admissions?state=verified",
        f"admissions/{application}",
        f"admissions/{application}/facts",
    ):
        inspect(window, f"{live_server.url}/{language}/{path}", width=NARROW)


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("en", WIDE, "dark"), ("ru", NARROW, "light"), ("kk", NARROW, "dark")],
)
def test_recognition_is_decided_read_and_asked_for_and_documents_stand_at_the_college(
    live_server, window, language, width, theme
):
    build.demo()
    row = credentials.complete()
    by_session(window, live_server.url, build.account("o", Role.OFFICE, of=row.body))
    for path in ("recognitions", f"recognitions/{row.pk}"):
        inspect(window, f"{live_server.url}/{language}/{path}", width=width, theme=theme)
    window.locator("#id_decide-outcome_1").check()
    window.locator("#id_decide-document").fill("Decision 5")
    window.locator("main form button.button").click()
    window.locator("[role=alert]").first.wait_for()
    look(window)
    window.locator("#id_decide-hours_recognised").fill("800")
    window.locator("#id_decide-hours_of").fill("1000")
    window.locator("#id_decide-remaining").fill("One module")
    window.locator("main form button.button").click()
    window.locator(".message").first.wait_for()
    look(window)
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("decided", "partial")
    college = build.account("c", Role.COLLEGE, of=row.award.awarding)
    by_session(window, live_server.url, college)
    for path in ("college/awards/given", f"college/awards/{row.award_id}/revoke"):
        inspect(window, f"{live_server.url}/{language}/{path}", width=width, theme=theme)
    by_session(window, live_server.url, applicant.account(row.award.person))
    for path in ("my/way", f"my/way/awards/{row.award_id}/recognition"):
        inspect(window, f"{live_server.url}/{language}/{path}", width=width, theme=theme)


@pytest.mark.parametrize(("language", "theme"), [("kk", "light"), ("ru", "dark")])
def test_mentor_s_day_on_a_phone(live_server, window, language, theme):
    """Briefed, started, confirmed with a thumb, somebody under 18 among them."""
    build.demo()
    morning = training.OCTOBER.replace(day=5)
    Installation.objects.update(demo_now=morning)
    training.planned(training.enrolment(born=MINOR))
    training.planned()
    by_session(window, live_server.url, training.mentor())
    url = f"{live_server.url}/{language}/mentor"
    for _step in ("brief", "start"):
        inspect(window, url, width=NARROW, theme=theme)
        window.locator(".step-box button").click()
        window.locator(".message").first.wait_for()
    inspect(window, url, width=NARROW, theme=theme)
    window.locator("main form[novalidate] button").click()
    window.locator(".message").first.wait_for()
    look(window)
    assert set(Placement.objects.values_list("state", flat=True)) == {"running"}


@pytest.mark.parametrize(
    ("language", "width", "theme"), [("en", WIDE, "dark"), ("kk", NARROW, "light")]
)
def test_cluster_and_a_partner_that_leaves(live_server, window, language, width, theme):
    build.demo()
    row = programmes.programme()
    programmes.capacity(row)
    money = programmes.money(row.cluster)
    by_session(window, live_server.url, build.account("m", Role.CLUSTER, of=row.cluster.manager))
    body = programmes.college("RU")
    for path in (
        f"cluster/{row.cluster_id}",
        f"cluster/{row.cluster_id}/money",
        f"cluster/{row.cluster_id}/ledger",
        f"cluster/money/{money.pk}/reverse",
        f"cluster/programmes/{row.pk}",
        f"cluster/programmes/{row.pk}/partners/{body.pk}/leave",
    ):
        inspect(window, f"{live_server.url}/{language}/{path}", width=width, theme=theme)
    window.locator("#id_reason").fill("the licence ended")
    window.locator("main form button.button-danger").click()
    window.locator(".message").first.wait_for()
    look(window)
    row.refresh_from_db()
    assert row.state == "suspended"


@pytest.mark.parametrize(
    ("language", "width", "theme"), [("ru", WIDE, "light"), ("kk", NARROW, "dark")]
)
def test_a_college_leaves_a_programme_by_its_own_button(
    live_server, window, language, width, theme
):
    build.demo()
    row = programmes.programme()
    by_session(
        window, live_server.url, build.account("c", Role.COLLEGE, of=programmes.college("RU"))
    )
    ours = f"{live_server.url}/{language}/partner/programmes"
    for url in (ours, f"{ours}/{row.pk}/leave"):
        inspect(window, url, width=width, theme=theme)
    window.locator("#id_reason").fill("the licence ended")
    window.locator("main form button.button-danger").click()
    window.locator(".message").first.wait_for()
    look(window)
    row.refresh_from_db()
    assert row.state == "suspended"
