"""A visitor walks the public pages: three languages, light and dark, a phone and a desk."""

import pytest

from sheber.registry.enums import Role
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect, look
from tests.registry.build import organisation
from tests.web import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = (
    "",
    "regions",
    "regions/KZ-10",
    "organisations",
    "organisations/kz-branch-csu-kostanay",
    "organisations/demo-college-7",
    "occupations?sector=gas",
    "sources",
    "about",
    "how-seats-are-given",
    "sign-in",
)


@pytest.fixture
def address(live_server):
    """The site of a demo with the reference registry and one demo account."""
    build.demo()
    build.reference()
    college = organisation("demo-college-7", "college", "KZ", "KZ-35")
    build.account(role=Role.COLLEGE, of=college)
    return live_server.url


@pytest.mark.parametrize(("width", "theme"), [(NARROW, "dark"), (WIDE, "light")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages(window, address, language, width, theme):
    for path in PATHS:
        inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)


@pytest.mark.parametrize(("width", "theme"), [(NARROW, "light"), (WIDE, "dark")])
def test_public_pages_the_other_way_round(window, address, width, theme):
    """Colours do not hang on the language: the one with the longest words is enough."""
    for path in PATHS:
        inspect(window, f"{address}/kk/{path}", width=width, theme=theme)


def test_map_leads_to_a_region_and_the_language_stays(window, address):
    inspect(window, f"{address}/kk/")
    window.locator("svg.map a[href='/kk/regions/KZ-39']").click()
    window.locator("h1", has_text="Қостанай облысы").wait_for()
    window.locator("button", has_text="Русский").click()
    window.locator("h1", has_text="Костанайская область").wait_for()
    window.goto(f"{address}/")
    assert window.url == f"{address}/ru/"


def test_keyboard_reaches_the_content_and_skips_the_map(window, address):
    inspect(window, f"{address}/en/")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "Skip to the content"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "content"
    window.locator(".skip-map").focus()
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "All regions as a list"


def test_appearance_changes_at_once_and_is_remembered(window, address):
    inspect(window, f"{address}/en/about")
    before = window.evaluate("getComputedStyle(document.body).backgroundColor")
    window.locator("button", has_text="Dark").click()
    after = window.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    inspect(window, f"{address}/en/about")
    assert window.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_site_works_without_a_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/about")
    page.locator("button", has_text="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator("button", has_text="Қазақша").click()
    assert page.url == f"{address}/kk/about"
    page.goto(f"{address}/en/sign-in")
    page.locator("button", has_text="demo-employer-1").click()
    page.locator("text=Acting as").wait_for()
    context.close()


def test_page_holds_at_twice_the_size(window, address):
    """200 % zoom of a window of 1,280 is a window of 640 with twice the dots."""
    for path in ("", "organisations", "occupations?sector=gas", "sign-in"):
        inspect(window, f"{address}/kk/{path}", width=640)


def test_wrong_password_is_told_beside_the_form(window, address):
    inspect(window, f"{address}/ru/sign-in")
    window.locator("#id_username").fill("nobody")
    window.locator("#id_password").fill("nothing at all")
    window.locator("main form button.button").first.click()
    window.locator("[role=alert]").wait_for()
    look(window)


def test_missing_page_is_a_page(window, address):
    window.goto(f"{address}/kk/nowhere")
    window.locator("h1", has_text="Мұндай бет жоқ").wait_for()
    look(window)


def test_kazakh_letters_come_from_the_site_s_own_typeface(window, address):
    window.goto(f"{address}/kk/")
    window.evaluate("document.fonts.ready")
    shown = "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
    assert window.evaluate("text => document.fonts.check('16px \"Source Sans 3\"', text)", shown)
    loaded = window.evaluate(
        "[...document.fonts].filter(one => one.status == 'loaded').map(one => one.unicodeRange)"
    )
    assert any("U+492-4AF" in one for one in loaded)
