"""One browser for all browser tests; a fresh window for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser. Playwright keeps a loop running, in which Django would refuse its database."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = chromium.launch(playwright)
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own, with nothing remembered."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()
