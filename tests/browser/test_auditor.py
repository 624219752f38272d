"""An auditor walks the log and a trace in a real browser, and asks for a name."""

import pytest

from sheber.registry.enums import Role
from sheber.registry.identity.models import NameDisclosure
from tests.browser.entering import by_demo_click
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect, look
from tests.web import build
from tests.web.auditor.build import job, office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server):
    """A demo with an auditor of Russia."""
    build.demo()
    build.reference()
    build.account("demo-auditor-account", Role.AUDITOR, office("RU"))
    return live_server.url


@pytest.mark.parametrize(("width", "theme"), [(NARROW, "dark"), (WIDE, "light")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rooms_of_an_auditor(window, address, language, width, theme):
    found = job()
    by_demo_click(window, address, "demo-auditor-account", language)
    paths = (
        "auditor/log",
        "auditor/names",
        "trace",
        "trace/jobs",
        f"trace/employment/{found.pk}",
        f"trace/line/{found.line_id}",
        f"trace/names/{found.person_id}",
        "office/year/2026",
    )
    for path in paths:
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)


def test_a_reference_leads_to_a_name_that_is_written_down(window, address):
    found = job()
    by_demo_click(window, address, "demo-auditor-account")
    window.goto(f"{address}/en/trace")
    window.fill("#reference", f"employment:{found.pk}")
    window.get_by_role("button", name="Follow").click()
    window.get_by_text("From the job back to the line").wait_for()
    assert "Chelovek" not in window.content()
    window.get_by_role("link", name="Ask for the name").click()
    window.get_by_role("button", name="Show the name and write it down").click()
    window.locator("[role=alert]").wait_for()
    look(window)
    window.select_option("#id_purpose", "inspection")
    window.get_by_role("button", name="Show the name and write it down").click()
    window.get_by_text("Proverochny Chelovek").wait_for()
    look(window)
    assert NameDisclosure.objects.get().purpose == "inspection"


def test_the_chain_is_walked_at_one_press(window, address):
    job()
    by_demo_click(window, address, "demo-auditor-account", "kk")
    window.goto(f"{address}/kk/auditor/log")
    window.locator("form[action$='chain'] button").click()
    window.locator(".message").wait_for()
    look(window)
