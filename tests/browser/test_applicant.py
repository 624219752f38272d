"""An applicant and a guardian walk from a wish to a signature; every page in three languages."""

import pytest

from sheber.admissions import operations
from sheber.contracts import operations as contracting
from sheber.contracts.models import Contract
from sheber.registry.enums import Role
from sheber.registry.operations import name_guardians
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.browser.entering import by_demo_click
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect, look
from tests.contracts import build as contracts
from tests.registry.build import ADMINISTRATOR, NOW
from tests.web.applicant import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MY = ("application", "list", "list/add", "submit", "receipt", "result", "debt", "way", "data")


def sign_in(page, address, who, role=Role.APPLICANT):
    by_demo_click(page, address, build.account(who, role).username)


@pytest.fixture
def drafting(live_server):
    """A child with three wishes, one of them amended; a guardian; an open campaign."""
    build.at(admissions.APPLYING)
    campaign = admissions.campaign()
    first, offer = build.target(campaign, bed=True, bed_price_minor=120_000)
    others = [admissions.offering(campaign, code) for code in ("G", "H")]
    admissions.open_(campaign)
    ward = admissions.person(born=admissions.MINOR)
    guardian = build.guardian_of(ward)
    wishes = [wish(first, "target", offer), *(wish(one) for one in others)]
    admissions.draft(campaign, ward, *wishes)
    admissions.check(campaign, ward, 231, "special")
    build.amend(offer, admissions.APPLYING)
    return live_server.url, ward, guardian


@pytest.mark.parametrize(("width", "theme"), [(NARROW, "dark"), (WIDE, "light")])
def test_the_applicant_s_pages(window, drafting, width, theme):
    address, ward, _ = drafting
    sign_in(window, address, ward)
    for language in LANGUAGES:
        for path in MY:
            inspect(window, f"{address}/{language}/my/{path}", width=width, theme=theme)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_offers_for_everybody(window, drafting, width):
    address, _, _ = drafting
    for language in LANGUAGES:
        for path in ("offers", "offers/OFFER-1", "offers/compare"):
            inspect(window, f"{address}/{language}/{path}", width=width)


def test_a_guardian_s_pages(window, drafting):
    address, ward, guardian = drafting
    sign_in(window, address, guardian, Role.GUARDIAN)
    for language in LANGUAGES:
        for path in ("children", f"children/{ward.pk}", "my/data"):
            inspect(window, f"{address}/{language}/{path}", width=NARROW)


@pytest.fixture
def disagreeing(live_server):
    """A contract of a child: one guardian has signed, the other one has refused."""
    build.at(contracts.NOW)
    guardians = tuple(contracts.guardian() for _ in range(2))
    contract = contracts.intended(contracts.seat(born=contracts.MINOR), guardians=guardians)
    pairs = [(contract.person, one) for one in guardians]
    name_guardians(pairs, "parent", actor=ADMINISTRATOR, now=NOW)
    first, second = (contracts.actor_of(one) for one in contracts.parties(contract, "guardian"))
    contracting.sign(contract, actor=first, now=contracts.NOW)
    contracting.refuse_as_guardian(contract, reason="Too long", actor=second, now=contracts.NOW)
    return live_server.url, contract, guardians


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_contract_on_which_guardians_disagree(window, disagreeing, theme):
    address, contract, guardians = disagreeing
    sign_in(window, address, contract.person)
    for language in LANGUAGES:
        url = f"{address}/{language}/my/contracts/{contract.pk}"
        inspect(window, url, width=NARROW, theme=theme)
    sign_in(window, address, guardians[1], Role.GUARDIAN)
    for language in LANGUAGES:
        url = f"{address}/{language}/children/contracts/{contract.pk}"
        inspect(window, url, width=WIDE, theme=theme)


def test_from_a_wish_to_a_receipt_without_a_script(browser, live_server):
    build.at(admissions.APPLYING)
    campaign = admissions.campaign()
    build.target(campaign)
    admissions.offering(campaign)
    admissions.open_(campaign)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, admissions.person())
    page.get_by_role("button", name="Begin an application").click()
    for _ in range(2):
        page.get_by_role("link", name="Add a wish").click()
        page.get_by_role("button", name="Add to my list").first.click()
    before = page.locator(".wishes .detail").all_inner_texts()
    page.get_by_role("button", name="Higher").click()
    after = page.locator(".wishes .detail").all_inner_texts()
    assert after == before[::-1]
    page.get_by_role("link", name="Go on to submit").click()
    page.get_by_role("button", name="Submit exactly this list").click()
    page.locator("text=Here is your receipt").wait_for()
    context.close()


def test_by_keyboard_alone_a_wish_moves_up(window, drafting):
    address, ward, _ = drafting
    sign_in(window, address, ward)
    window.goto(f"{address}/en/my/list")
    window.get_by_role("button", name="I have read the new terms").focus()
    window.keyboard.press("Enter")
    window.locator("text=Noted").wait_for()
    first = window.locator(".wishes .detail").all_inner_texts()[0]
    window.get_by_role("button", name="Lower").first.focus()
    window.keyboard.press("Enter")
    window.locator("text=Your list stands in its new order").wait_for()
    assert window.locator(".wishes .detail").all_inner_texts()[1] == first
    look(window)


def test_a_child_takes_a_seat_after_the_guardian_in_kazakh(browser, live_server):
    build.at(admissions.APPLYING)
    campaign = admissions.campaign()
    first, offer = build.target(campaign)
    admissions.open_(campaign)
    ward = admissions.person(born=admissions.MINOR)
    guardian = build.guardian_of(ward)
    row = admissions.draft(campaign, ward, wish(first, "target", offer))
    operations.approve_as_guardian(
        row,
        actor=admissions.registry.actor_person(Role.GUARDIAN, guardian),
        now=admissions.APPLYING,
    )
    build.verified(row, 231)
    admissions.cleared(campaign)
    build.at(admissions.CONSENTING)
    address = live_server.url
    for who, role, path, button in (
        (guardian, Role.GUARDIAN, f"children/{ward.pk}", "Балам бұл орынды алсын деп келісемін"),
        (ward, Role.APPLICANT, "my/result", "Бұл орынды аламын"),
    ):
        context = browser.new_context()
        page = context.new_page()
        sign_in(page, address, who, role)
        inspect(page, f"{address}/kk/{path}")
        page.locator("text=Жұмыс аудармасы").first.wait_for()
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        look(page)
        context.close()
    assert admissions.seat(ward).state == "consented"


def test_signed_by_hand_in_russian(window, live_server, tmp_path):
    build.at(contracts.NOW)
    contract = contracts.intended()
    sign_in(window, live_server.url, contract.person)
    inspect(window, f"{live_server.url}/ru/my/contracts/{contract.pk}")
    scan = tmp_path / "page.pdf"
    scan.write_bytes(b"%PDF-1.7 a signed page")
    window.get_by_text("Я подписал от руки, у меня есть скан").click()
    window.locator("input[type=file]").set_input_files(str(scan))
    window.get_by_role("button", name="Сдать скан").click()
    window.locator("text=Подписанная от руки страница записана").wait_for()
    look(window)
    assert Contract.objects.get(pk=contract.pk).state == "intended"
