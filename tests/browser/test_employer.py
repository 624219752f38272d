"""A firm of its own, from an empty database: entered, given an account, forty posts handed in."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from sheber.kernel import clock, tables
from sheber.registry.enums import Role
from sheber.registry.models import Occupation
from tests.browser.entering import by_password, by_session
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect, look
from tests.flows.own_data import build as door
from tests.mobility import build as mobility
from tests.registry.build import ADMINISTRATOR, organisation
from tests.web import build
from tests.web.employer import build as employer
from tests.web.employer import test_stays as stays

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POSTS = 40
NAMES = {"en": "Steppe Works", "ru": "Степной завод", "kk": "Дала зауыты"}


@pytest.fixture
def address(live_server):
    """A real site: reference registry, one administrator, nobody else."""
    from sheber.registry import operations

    build.real()
    build.reference()
    given = operations.NewAccount("keeper", Role.ADMINISTRATOR, password=build.PASSWORD)
    operations.open_account(given, actor=ADMINISTRATOR, now=clock.now())
    return live_server.url


def sign_out(page: Page) -> None:
    page.locator(".account form button, form[action$='sign-out'] button").first.click()


def enter_firm(page: Page, address: str) -> str:
    """The administrator types the firm in and opens its account; its password."""
    page.goto(f"{address}/en/own-data/organisations/one")
    page.fill("#id_code", "steppe-works")
    page.select_option("#id_kind", "enterprise")
    page.select_option("#id_region", "KZ-39")
    for language, name in NAMES.items():
        page.fill(f"#id_name_{language}", name)
    look(page)
    page.click("main form button.button")
    page.wait_for_url("**/accounts*")
    page.fill("#id_username", "steppe")
    page.select_option("#id_role", "employer")
    firm = page.locator("#id_organisation option", has_text="Steppe Works").get_attribute("value")
    page.select_option("#id_organisation", firm)
    page.click("main form button.button")
    look(page)
    return page.locator("code.password").inner_text()


def filled(template: bytes) -> bytes:
    """The template as somebody fills it in: names, not codes; forty posts in forty lines."""
    book = load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[1]}
    occupations = list(Occupation.objects.order_by("pk"))
    year = clock.now().year + 4
    for line in range(POSTS):
        row = {
            "Регион работы": "Костанайская область",
            "Профессия": occupations[line % len(occupations)].name_ru,
            "Год начала работы": year,
            "Сколько человек": 1,
            "Насколько точны должности": "вероятно",
            "Кто платит": "работодатель",
            "Своя пометка": f"Цех {line + 1}",
        }
        for title, value in row.items():
            sheet.cell(line + 2, head[title], value)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_firm_enters_forty_posts_and_sees_them_in_their_year(window, address):
    by_password(window, address, "keeper", build.PASSWORD)
    password = enter_firm(window, address)
    sign_out(window)

    by_password(window, address, "steppe", password, "ru")
    assert window.url == f"{address}/ru/employer/lines"
    look(window)
    window.goto(f"{address}/ru/own-data")
    with window.expect_download() as taken:
        window.locator("#lines a[href$='template.xlsx']").click()
    content = filled(taken.value.path().read_bytes())
    file = {"name": "посты.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    window.locator("#lines input[type=file]").set_input_files([file])
    window.locator("#lines button.button").click()
    window.locator("text=Внести все 40 строк").click()
    window.locator("text=Внесено 40 строк").wait_for()
    look(window)

    year = clock.now().year + 4
    window.goto(f"{address}/ru/employer/lines?year={year}")
    window.locator(".steps strong").first.wait_for()
    assert window.locator(".steps strong").first.inner_text() == str(POSTS)
    assert window.locator("table tbody tr").count() == POSTS

    # The same file once more: nothing is entered twice, and the page says so.
    window.goto(f"{address}/ru/own-data")
    window.locator("#lines input[type=file]").set_input_files([file])
    window.locator("#lines button.button").click()
    window.locator("text=Все строки уже внесены").wait_for()
    look(window)


def test_a_windows_1251_file_with_mistakes_is_mended_by_its_verdicts(window, address):
    firm = organisation("works", country_code="KZ", region_code="KZ-39")
    firm.demo = False
    firm.save()
    build.account("works", of=firm, demo=False)
    by_password(window, address, "works", build.PASSWORD)
    year = clock.now().year + 3
    text = (
        "Регион работы;Профессия;Год начала работы;Сколько человек;Насколько точны должности;"
        f"Кто платит\nКостанай;7411;{year};2;вероятно;работодатель\n"
        f"Костанайская область;7411;{year};два;вероятно;=1+1\n"
    )
    file = {"name": "old.csv", "mimeType": "text/csv", "buffer": text.encode("cp1251")}
    window.goto(f"{address}/en/own-data")
    window.locator("#lines input[type=file]").set_input_files([file])
    window.locator("#lines button.button").click()
    window.locator(".said").first.wait_for()
    assert window.locator("td.wrong").count() == 3
    look(window)
    with window.expect_download() as taken:
        window.locator("a[href$='/xlsx']").click()
    sheet = tables.read(taken.value.path().read_bytes())
    assert [line.cells[-1] for line in sheet.lines] == ["работодатель", "=1+1"]


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("en", WIDE, "dark"), ("ru", NARROW, "light"), ("kk", NARROW, "dark")],
)
def test_stays_across_the_border(window, live_server, language, width, theme):
    build.demo()
    row = mobility.drawn_up(stays.practice())
    stay = stays.seconded(**stays.OVER)
    address = f"{live_server.url}/{language}/employer/stays"
    by_session(window, live_server.url, build.account("works", of=stay.home))
    for path in ("", "/new", "/agreement", f"/{stay.pk}", f"/{stay.pk}/cancel"):
        inspect(window, address + path, width=width, theme=theme)
    window.goto(f"{address}/{stay.pk}")
    window.locator("form[action$='/agree'] button").click()
    window.locator("form[action$='/arrive'] button").click()
    inspect(window, f"{address}/{stay.pk}/early", width=width, theme=theme)
    by_session(window, live_server.url, build.account("host", of=stay.host))
    for path in ("", "/signing", f"/{row.stay_id}"):
        inspect(window, address + path, width=width, theme=theme)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_page_of_the_room_holds_in_three_languages(window, live_server, width):
    build.real()
    door.registry_of_one_town()
    address = live_server.url
    line, on = employer.planned()
    from tests.offers import build as offers

    offer = offers.draft(line, on)
    offers.terms(offer)
    upload = door.handed_in(door.csv_of(door.GOOD_LINE, ("x", "y", "z", "0", "?", "=1")))
    build.account("works", of=door.firm(), demo=False)
    by_password(window, address, "works", build.PASSWORD)
    paths = (
        "employer/lines",
        "employer/lines/new",
        f"employer/lines/{line.pk}",
        f"employer/lines/{line.pk}/cost",
        f"employer/lines/{line.pk}/cut",
        f"employer/lines/{line.pk}/withdraw",
        "employer/calls",
        f"employer/calls/{line.call_id}",
        "employer/offers",
        f"employer/offers/{offer.pk}",
        f"employer/offers/{offer.pk}/terms",
        f"employer/offers/{offer.pk}/publish",
        f"employer/offers/{offer.pk}/withdraw",
        "own-data",
        f"own-data/files/{upload.pk}",
    )
    theme = "dark" if width == NARROW else "light"
    for language in LANGUAGES:
        for path in paths:
            inspect(window, f"{address}/{language}/{path}", width=width, theme=theme)
