"""What holds for every page in a real browser: quiet, no wider than the window, open to all."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request
from playwright.sync_api import Error as PageError

NARROW, WIDE, HEIGHT = 320, 1280, 800
LANGUAGES = ("en", "ru", "kk")
# Without "preload" axe asks for our imported stylesheets at the wrong address.
RULES = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def inspect(page: Page, url: str, *, width: int = WIDE, theme: str = "light") -> None:
    """Open the page and hold it to the rules; what breaks them is in the assertion's message."""
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console: {message.text}")

    def thrown(error: PageError) -> None:
        faults.append(f"script: {error.message}")

    def asked(request: Request) -> None:
        if not request.url.startswith(url[: url.index("/", 8)]):
            faults.append(f"asked another host: {request.url}")

    page.on("console", heard)
    page.on("pageerror", thrown)
    page.on("request", asked)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(url)
    assert faults == [], (url, faults)
    look(page)
    page.remove_listener("console", heard)
    page.remove_listener("pageerror", thrown)
    page.remove_listener("request", asked)


def look(page: Page) -> None:
    """Hold the page that is open to the rules of width and of access."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    shown = page.evaluate("window.innerWidth")
    assert wide <= shown, f"{page.url} is {wide} wide in a window of {shown}"
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
