"""The list: added to, put in order, noted, agreed to, submitted, taken back."""

import pytest

from sheber.admissions import operations
from sheber.admissions.models import Application, RankedContract
from sheber.offers import operations as offer_verbs
from sheber.registry.operations import NewAccount, open_account
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.offers import build as offers
from tests.registry.build import ADMINISTRATOR
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CHANGE, LIST = "/en/my/list/change", "/en/my/list"


@pytest.fixture(autouse=True)
def moment(db):
    build.at(admissions.APPLYING)


@pytest.fixture
def campaign(moment):
    return admissions.campaign()


def order(row):
    return [one.offering.code for one in RankedContract.objects.filter(application=row)]


def three(campaign, who=None):
    """Somebody with three wishes, the first one for a target seat."""
    first, offer = build.target(campaign)
    others = [admissions.offering(campaign, code) for code in ("G", "H")]
    admissions.open_(campaign)
    wishes = [wish(first, "target", offer), *(wish(one) for one in others)]
    return admissions.draft(campaign, who, *wishes), offer


def press(client, act, key, page=LIST):
    seal = build.hidden(client.get(page), "seal", "/list/change")
    return client.post(CHANGE, {"act": act, "key": key, "seal": seal}, follow=True)


def test_pages_hold_to_the_rules_in_three_languages(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    for view in ("applicant_home", "applicant_list", "applicant_shelf", "applicant_submit"):
        assert "Demo data." in pages.check(client, view)["en"]
    listed = pages.check(client, "applicant_list")
    assert "36 months of work" in listed["en"]
    assert "36 месяцев работы" in listed["ru"]


def test_an_application_is_begun_and_the_first_wish_added(campaign):
    admissions.offering(campaign)
    admissions.open_(campaign)
    who = admissions.person()
    client = build.signed_in(who)
    assert "Begin an application" in build.text(client.get("/en/my/application"))
    assert "Your list is empty." in build.text(client.post("/en/my/application/begin", follow=True))
    shelf = client.get("/en/my/list/add")
    key = shelf.content.decode().partition('name="key" value="')[2].partition('"')[0]
    shown = press(client, "add", key, "/en/my/list/add")
    assert "Added at the end of your list." in build.text(shown)
    assert order(Application.objects.get(person=who)) == ["G"]


def test_wishes_move_up_and_down_and_go(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    last = RankedContract.objects.get(application=row, position=3)
    press(client, "up", last.pk)
    assert order(row) == ["T", "H", "G"]
    first = RankedContract.objects.get(application=row, position=1)
    press(client, "down", first.pk)
    assert order(row) == ["H", "T", "G"]
    press(client, "remove", RankedContract.objects.get(application=row, position=1).pk)
    assert order(row) == ["T", "G"]


def test_a_list_that_changed_meanwhile_is_not_touched(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    stale = build.hidden(client.get(LIST), "seal")
    first = RankedContract.objects.get(application=row, position=1)
    press(client, "down", first.pk)
    key = RankedContract.objects.get(application=row, position=1).pk
    shown = client.post(CHANGE, {"act": "remove", "key": key, "seal": stale}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    assert order(row) == ["G", "T", "H"]


def test_the_list_has_a_longest_length(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    assert "Your list is full." in build.text(client.get(LIST))
    first = RankedContract.objects.get(application=row, position=1)
    key = f"{first.offering_id}:state:"
    shown = client.post(
        CHANGE, {"act": "add", "key": key, "seal": build.hidden(client.get(LIST), "seal")}
    )
    assert shown.status_code == 409
    assert "Rank at most 3 contracts." in build.text(shown)


@pytest.mark.parametrize("key", ["", "0:state:", "x:y", "1:target:99999", "999999"])
def test_a_wish_that_is_not_there(campaign, key):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    seal = build.hidden(client.get(LIST), "seal")
    for act in ("add", "up", "nonsense"):
        assert client.post(CHANGE, {"act": act, "key": key, "seal": seal}).status_code == 404
    assert len(order(row)) == 3


def test_what_each_wish_means_stands_beside_it(campaign):
    row, _ = three(campaign)
    shown = build.text(build.signed_in(row.person).get(LIST))
    assert "36 months of work, in this region: RU-ORE" in shown
    assert "nothing: no work is owed for this seat" in shown


def test_offers_closed_to_a_citizenship_are_not_on_the_shelf(campaign):
    build.target(campaign)
    admissions.open_(campaign)
    who = admissions.person("KZ")
    client = build.signed_in(who)
    client.post("/en/my/application/begin")
    shown = build.text(client.get("/en/my/list/add"))
    assert "target contract with an employer, Demo" not in shown
    assert "state-funded, no service owed" in shown


def test_amended_terms_are_shown_and_must_be_noted_before_anything_else(campaign):
    row, offer = three(campaign)
    client = build.signed_in(row.person)
    build.amend(offer, admissions.APPLYING)
    assert "Take note of amended terms" in build.text(client.get("/en/my/application"))
    shown = build.text(client.get(LIST))
    assert "36 months of work" in shown
    assert "48 months of work" in shown
    assert "Higher" not in shown
    seal = build.hidden(client.get(LIST), "seal", "/list/change")
    last = RankedContract.objects.get(application=row, position=3)
    moved = client.post(CHANGE, {"act": "up", "key": last.pk, "seal": seal})
    assert moved.status_code == 409
    assert "Read its new terms" in build.text(moved)
    client.post(
        "/en/my/list/terms", {"seal": build.hidden(client.get(LIST), "seal", "/list/terms")}
    )
    first = RankedContract.objects.get(application=row, position=1)
    assert first.terms_version == 2
    assert "48 months of work" in build.text(client.get(LIST))
    assert "amended this offer since" not in build.text(client.get(LIST))


def test_terms_amended_again_are_not_noted_unread(campaign):
    row, offer = three(campaign)
    client = build.signed_in(row.person)
    build.amend(offer, admissions.APPLYING)
    seal = build.hidden(client.get(LIST), "seal", "/list/terms")
    build.amend(offer, admissions.APPLYING, months_owed=60)
    shown = client.post("/en/my/list/terms", {"seal": seal}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    assert RankedContract.objects.get(application=row, position=1).terms_version == 1


def test_an_amended_wish_may_be_removed_instead(campaign):
    row, offer = three(campaign)
    client = build.signed_in(row.person)
    build.amend(offer, admissions.APPLYING)
    press(client, "remove", RankedContract.objects.get(application=row, position=1).pk)
    assert order(row) == ["G", "H"]


def test_an_offer_taken_back_says_so_on_the_list(campaign):
    row, offer = three(campaign)
    actor = offers.employer_actor(offer)
    offer_verbs.withdraw(offer, reason="closed", actor=actor, now=admissions.APPLYING)
    shown = build.text(build.signed_in(row.person).get(LIST))
    assert "The employer has taken this offer back." in shown


def test_exactly_the_list_that_was_read_is_submitted(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    page = client.get("/en/my/submit")
    assert "25 July 2026, 14:00 (UTC)" in build.text(page)
    shown = client.post("/en/my/submit", {"seal": build.hidden(page, "seal")}, follow=True)
    assert "Here is your receipt." in build.text(shown)
    row.refresh_from_db()
    assert row.state == "submitted"
    assert "The list can no longer be changed." in build.text(client.get(LIST))
    assert client.get("/en/my/list/add").status_code == 302


def test_a_list_that_changed_since_it_was_read_is_not_submitted(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    shown = client.post("/en/my/submit", {"seal": "0" * 32}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    row.refresh_from_db()
    assert row.state == "draft"


def test_under_age_there_is_no_button_before_a_guardian_has_agreed(campaign):
    ward = admissions.person(born=admissions.MINOR)
    guardian = admissions.guardian_of(ward)
    row, _ = three(campaign, ward)
    client = build.signed_in(ward)
    shown = build.text(client.get("/en/my/submit"))
    assert "Submit exactly this list" not in shown
    assert "No guardian has agreed to your list as it stands." in shown
    assert "Ask your guardian to agree to your list" in build.text(client.get("/en/my/application"))
    refused = client.post("/en/my/submit", {"seal": build.hidden(client.get(LIST), "seal")})
    assert refused.status_code == 409
    assert "is under 18: a guardian agrees first" in build.text(refused)
    operations.approve_as_guardian(row, actor=guardian, now=admissions.APPLYING)
    assert "Submit exactly this list" in build.text(client.get("/en/my/submit"))


def test_under_age_without_a_guardian_is_told_whom_to_ask(campaign):
    row, _ = three(campaign, admissions.person(born=admissions.MINOR))
    shown = build.text(build.signed_in(row.person).get("/en/my/submit"))
    assert "no guardian is on record" in shown


def test_turning_18_on_the_way_needs_no_guardian_any_more(campaign):
    row, _ = three(campaign, admissions.person(born=admissions.APPLYING.date().replace(year=2008)))
    assert "Submit exactly this list" in build.text(
        build.signed_in(row.person).get("/en/my/submit")
    )


def test_sent_back_with_the_office_s_reason(campaign):
    row, _ = three(campaign)
    operations.submit(row, actor=admissions.himself(row.person), now=admissions.APPLYING)
    operations.send_back(
        row, reason="The copy is unreadable", actor=admissions.admissions(), now=admissions.APPLYING
    )
    client = build.signed_in(row.person)
    shown = build.text(client.get("/en/my/application"))
    assert "An admissions office sent your application back." in shown
    assert "The copy is unreadable" in shown
    assert "Submit your list" in shown


def test_receipt_names_what_is_filed_elsewhere_in_the_reader_s_time(campaign):
    source = operations.NewSource("RU", "main", "gosuslugi", admissions.CLOSES, "4-17")
    operations.set_seat_sources(campaign, [source], actor=offers.office_actor(), now=admissions.NOW)
    row, _ = three(campaign)
    region = row.person.home_region
    region.timezone = "Asia/Yekaterinburg"
    region.save()
    client = build.signed_in(row.person)
    texts = pages.check(client, "applicant_receipt")
    assert "This is not your application to the university." in texts["en"]
    assert "Gosuslugi" in texts["en"]
    assert "4-17" in texts["en"]
    assert "25 July 2026, 19:00 (UTC+5)" in texts["en"]
    tasks = build.text(client.get("/en/my/application"))
    assert "File wish 2 at the official channel: Gosuslugi" in tasks


def test_facts_say_who_checked_and_when(campaign):
    row, _ = three(campaign)
    admissions.check(campaign, row.person, 231, "special")
    shown = build.text(build.signed_in(row.person).get("/en/my/application"))
    assert "score 231 on the scale RU-310" in shown
    assert "entitled to the special quota" in shown
    assert f"checked by: {admissions.admissions_office().name_en}" in shown
    assert "1 July 2026" in shown


def test_the_application_is_taken_back_only_with_a_tick(campaign):
    row, _ = three(campaign)
    client = build.signed_in(row.person)
    shown = client.post("/en/my/withdraw", follow=True)
    assert "Tick the box" in build.text(shown)
    client.post("/en/my/withdraw", {"sure": "on"})
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert "You have taken your application back." in build.text(client.get("/en/my/application"))


def test_nobody_opens_these_pages_without_the_role(campaign, client):
    three(campaign)
    assert client.get(LIST).status_code == 302
    employer = build.signed_in(admissions.person(), "guardian")
    assert employer.get(LIST).status_code == 403


def test_the_offer_s_page_leads_to_the_list(campaign, client):
    row, offer = three(campaign)
    page = f"/en/offers/{offer.code}"
    shelf = f"/en/my/list/add?offer={offer.code}"
    assert shelf not in client.get(page).content.decode()
    own = build.signed_in(row.person)
    assert shelf in own.get(page).content.decode()
    assert build.text(own.get(shelf)).count("What is owed") == 0
    assert "On your list at place 1." in build.text(own.get(shelf))
    build.at(admissions.CLOSES)
    assert shelf not in own.get(page).content.decode()


def test_an_account_of_nobody_has_no_pages(client):
    nobody = open_account(
        NewAccount("demo-nobody", "applicant", demo=True), actor=ADMINISTRATOR, now=admissions.NOW
    )
    client.force_login(nobody, backend=build.BACKEND)
    assert client.get("/en/my/application").status_code == 403
