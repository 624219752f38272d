"""The planning room, walked in a browser by four people in three languages.

An employer of Kazakhstan reads English on a wide dark screen, the office of Russia Russian on a
wide light one, the office of Kazakhstan Kazakh on a narrow dark one, a region Kazakh on a narrow
light one. Nothing on the way is an error in the console, wider than the window, or a violation
that axe finds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from sheber.flows.jobs import work_once
from sheber.planning.models import Allocation, Approval, Opinion, Override, Plan
from sheber.programmes.models import Capacity
from sheber.registry.enums import OrganisationKind, Role
from tests.browser.entering import by_session
from tests.browser.pages import HEIGHT, NARROW, WIDE, look
from tests.planning import build as plans
from tests.programmes import build as programmes
from tests.registry import build as registry
from tests.web import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = re.compile(r"/office/plans/(\d+)(/since)?$")


@dataclass
class Person:
    """Somebody at a window of their own; `heard` is what its console and scripts complain of."""

    page: Page
    address: str
    language: str
    heard: list[str] = field(default_factory=list)
    looked: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.heard.append(error.message))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(message.text)

    def open(self, view: str, *of: object) -> "Person":
        with translation.override(self.language):
            path = reverse(view, args=of)
        self.page.goto(f"{self.address}{path}")
        return self.read()

    def read(self) -> "Person":
        """Hold the page that is open to the rules; one that comes again in the same state, once."""
        state = (self.page.url.partition("#")[0], self.find("h1").inner_text())
        if state not in self.looked or self.page.locator("[role=alert]").count():
            look(self.page)
        self.looked.add(state)
        assert self.heard == [], (self.page.url, self.heard)
        return self

    def fill(self, **given: object) -> None:
        for name, value in given.items():
            self.page.locator(f"[name='{name}']").fill(str(value))

    def find(self, selector: str, **having: str) -> Locator:
        return self.page.locator(f"main {selector}", **having)

    def press(self, selector: str) -> "Person":
        """Press a button or a link, and read the page that comes."""
        with self.page.expect_navigation():
            self.find(selector).click()
        return self.read()

    def act(self, code: str, **given: object) -> "Person":
        """Open one act of the page, fill its fields and send it; the page says that it was done."""
        form = self.find(f"#act-{code}")
        form.locator("summary").click()
        for name, value in given.items():
            one = form.locator(f"[name='{code}-{name}']")
            if one.evaluate("it => it.tagName") == "SELECT":
                one.select_option(str(value))
            else:
                one.fill(str(value))
        with self.page.expect_navigation():
            form.locator("button.button").click()
        assert self.page.locator(".message-success").count() == 1, self.find("").inner_text()
        return self.read()

    def say(self, moment: str, view: str, words: str) -> None:
        """Give an opinion on the page that is open."""
        chosen = self.find(f"input[name=moment][value={moment}]")
        if chosen.get_attribute("type") == "radio":
            chosen.check()
        self.find(f"input[name=view][value={view}]").check()
        self.fill(words=words)
        self.press("form .buttons button")
        assert self.page.locator(".message-success").count() == 1


@dataclass
class Room:
    employer: Person
    region: Person
    russia: Person
    kazakhstan: Person


@pytest.fixture
def room(browser: Browser, live_server) -> Iterator[Room]:
    """The people of a demo in which colleges have declared what they can hold, and nothing else."""
    build.demo()
    build.reference()
    for country in ("RU", "KZ"):
        plans.capacity(plans.programme(f"demo-programme-{country}", country=country), year=2032)
    firm = programmes.enterprise("demo-works", "KZ")
    kind = OrganisationKind.REGIONAL_AUTHORITY
    body = registry.organisation("demo-authority-KZ", kind, "KZ", firm.region_id)
    windows: list[Page] = []

    def somebody(role: str, of, language: str, width: int, theme: str) -> Person:
        context = browser.new_context(
            reduced_motion="reduce",
            color_scheme=theme,
            viewport={"width": width, "height": HEIGHT},
        )
        page = context.new_page()
        windows.append(page)
        by_session(page, live_server.url, build.account(f"demo-{of.code}", role, of))
        return Person(page, live_server.url, language)

    yield Room(
        somebody(Role.EMPLOYER, firm, "en", WIDE, "dark"),
        somebody(Role.REGION, body, "kk", NARROW, "light"),
        somebody(Role.OFFICE, plans.office("RU"), "ru", WIDE, "light"),
        somebody(Role.OFFICE, plans.office("KZ"), "kk", NARROW, "dark"),
    )
    for one in windows:
        one.context.close()


def worked() -> None:
    """The worker takes up what waits and ends it well."""
    now = build.DEMO_NOW
    job = work_once("one", machine=lambda: now, calendar=lambda: now)
    assert job is not None
    assert job.outcome == "done"


def watched_to_its_end(office: Person) -> Plan:
    """The page of a search follows to the plan by itself, without a press of anything."""
    assert office.find("progress").count() == 1
    worked()
    office.page.wait_for_url(PLAN)
    key, since = PLAN.search(office.read().page.url).groups()
    if since:
        office.press(".buttons a.button:not(.button-second)")
    return Plan.objects.get(pk=key)


def demand_is_stated_and_agreed(employer: Person, region: Person) -> None:
    employer.open("employer_line_new")
    chosen = {"region": "KZ-27", "occupation": "7411", "confidence": "firm", "payer": "employer"}
    for name, value in chosen.items():
        employer.page.select_option(f"[name={name}]", value)
    employer.fill(year=2035, number=60)
    employer.press("form button.button")
    employer.press("p.aside a[href*='/calls/']")
    employer.press("form[action$='/publish'] button")
    employer.press("form[action$='/submit'] button")
    region.open("my_region").press("a[href$='/lines']")
    region.press("form button.button")


def demand_is_read_beside_capacity(office: Person) -> None:
    office.open("plans").press("a[href$='/plans/demand']")
    assert office.find(".figures strong").first.inner_text() == "60"
    office.press(".figures a[href*='/plans/demand/asked']")


def a_plan_is_begun_and_its_reasons_are_read(office: Person) -> Plan:
    """60 people for 50 places, of whom nine tenths finish: 45 can be had, and it is said why."""
    office.open("plans").press("a[href$='/plans/begin']")
    office.fill(code="PLAN-A", first_year=2032, last_year=2032)
    office.fill(completion=90, completion_source="Отчёт 1")
    money = {"fund": "state-KZ", "amount": 60_000_000, "source": "Закон 1", "as_of": "2031-01-15"}
    office.page.select_option("[name='money-0-currency']", "KZT")
    office.fill(**{f"money-0-{name}": value for name, value in money.items()})
    office.press("form.dense > .buttons button")
    plan = watched_to_its_end(office)
    told = office.find(".lede").inner_text()
    assert "Из 60 запрошенных человек можно ожидать 45, а 15 — нельзя." in told
    row = office.find("#lacking tr", has_text="Демо demo-works")
    assert row.locator("td.number").all_inner_texts() == ["60", "15,0"]
    assert "открывает столько групп, сколько может" in row.inner_text()
    return plan


def another_plan_has_a_fixed_number(office: Person, before: Plan) -> Plan:
    """It begins with the numbers of the first, and gives 25 seats where that gave 50."""
    office.open("plan_begin")
    office.fill(code="PLAN-B", first_year=2032, last_year=2032)
    office.press("form.dense > .buttons button")
    plan = watched_to_its_end(office)
    capacity = Capacity.objects.get(programme__code="demo-programme-KZ")
    office.act("override", capacity=capacity.pk, seats=25, reason="Готов только один цех")
    office.press("form.buttons button.button")
    assert watched_to_its_end(office) == plan
    office.press(f"a[href$='/compare/{before.pk}']")
    told = office.find("table", has_text="Места, которые отличаются")
    assert told.locator("td.number").all_inner_texts() == ["50", "25"]
    return plan


def opinions_are_given_and_answered(room: Room, plan: Plan) -> None:
    """The firm is against the draft; it is answered, and the region has its say of the proposal."""
    room.employer.open("opinions").press(f".listing a[href$='/opinions/{plan.pk}']")
    room.employer.say("consultative", "adverse", "Half of the posts would stay empty")
    room.russia.open("plan", plan.pk)
    room.russia.act(f"answer-{Opinion.objects.get().pk}", reason="Второй цех откроется через год")
    room.russia.act("propose")
    room.region.open("my_region").press("a[href$='/opinions']")
    room.region.press(f".listing a[href$='/opinions/{plan.pk}']")
    room.region.say("final", "reserved", "Екінші шеберхана бір жылдан кейін ғана ашылады")
    room.employer.open("opinion", plan.pk)
    room.employer.say("final", "favourable", "")


def a_number_comes_back_in_a_file(office: Person, plan: Plan) -> None:
    """The plan is taken back into work; one number of its file is changed, with a reason."""
    office.open("plan", plan.pk).act("reopen", reason="Цех готов раньше")
    office.press("a[href$='/files']")
    with office.page.expect_download() as taken:
        office.find("a[href$='/seats.xlsx']").click()
    file = {"name": "места.xlsx", "mimeType": "application/octet-stream"}
    content = with_fifty_seats(taken.value.path().read_bytes())
    office.find("input[type=file]").set_input_files([{**file, "buffer": content}])
    office.press("form[action$='/plan_seats'] button")
    verdicts = office.find("td.verdict").all_inner_texts()
    assert [said.split("\n")[0] for said in verdicts] == ["верно", "без изменений", "без изменений"]
    assert Override.objects.get().seats == 25
    office.press("form[action$='/apply'] button")
    assert Override.objects.get().seats == 50
    office.press("a.button").act("solve")
    watched_to_its_end(office).refresh_from_db()
    office.act("propose")


def with_fifty_seats(content: bytes) -> bytes:
    """The file of the plan with 50 in the row of the number that an office fixed."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[1]}
    row = next(one for one in sheet.iter_rows(2) if one[head["Закреплено число"] - 1].value == 25)
    row[head["Места: писать здесь"] - 1].value = 50
    row[head["Причина: писать здесь"] - 1].value = "Второй цех сдан"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def a_stale_approval_is_refused_with_what_differs(office: Person) -> None:
    """The page stands open since before the change: what it showed is not what it would approve."""
    with office.page.expect_navigation():
        office.find(".approve button").click()
    assert "409" in office.heard.pop()
    office.read()
    told = office.find("table:has(caption) tbody td.number").all_inner_texts()
    assert told == ["25", "50", "25", "50"]
    assert not Approval.objects.exists()


def both_approve_exactly_this_plan(room: Room, plan: Plan) -> None:
    room.kazakhstan.press("a.button").press(".approve button")
    room.russia.open("plan", plan.pk).press("a[href='?check=1']")
    assert room.russia.page.locator(".message-error").count() == 0
    room.russia.press(".approve button")
    plan.refresh_from_db()
    assert plan.state == "approved"
    assert set(Approval.objects.values_list("digest", flat=True)) == {plan.digest}
    assert Allocation.objects.get(plan=plan).seats == 50
    room.employer.open("employer_lines")
    assert room.employer.find(".steps strong").all_inner_texts()[:2] == ["60", "50"]


def test_a_plan_from_demand_to_the_word_of_both_offices(room):
    demand_is_stated_and_agreed(room.employer, room.region)
    demand_is_read_beside_capacity(room.russia)
    first = a_plan_is_begun_and_its_reasons_are_read(room.russia)
    plan = another_plan_has_a_fixed_number(room.russia, first)
    opinions_are_given_and_answered(room, plan)
    room.kazakhstan.open("plan", plan.pk)
    a_number_comes_back_in_a_file(room.russia, plan)
    a_stale_approval_is_refused_with_what_differs(room.kazakhstan)
    both_approve_exactly_this_plan(room, plan)
