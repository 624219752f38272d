"""Three ways into the site: the demo's one click, a password, a session opened beforehand."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from sheber.registry.models import Account


def by_demo_click(page: Page, address: str, username: str, language: str = "en") -> None:
    """Through the demo's door, as a person would."""
    page.goto(f"{address}/{language}/sign-in")
    page.locator("#demo-username").fill(username)
    page.locator("form.row-form button").click()
    page.locator(".capacity").wait_for()


def by_password(
    page: Page, address: str, username: str, password: str, language: str = "en"
) -> None:
    page.goto(f"{address}/{language}/sign-in")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("main form button.button")
    page.locator(".capacity").wait_for()


def by_session(page: Page, address: str, account: Account) -> None:
    """The window gets a session opened as if at the door."""
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": address}
    page.context.add_cookies([cookie])
