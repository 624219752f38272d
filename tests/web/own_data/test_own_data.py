"""The own-data door as pages: handed in, read, applied, given back; nobody else's business."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sheber.demand.models import Line
from sheber.kernel import tables
from sheber.kernel.models import Upload
from sheber.registry import operations
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Account, Organisation
from sheber.web.shared import navigation
from tests.flows.own_data import build as door
from tests.flows.own_data.build import GOOD_LINE
from tests.registry import build as registry
from tests.registry.build import organisation
from tests.web import build, pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WRONG_LINE = ("Атлантида", "7411", "2029", "=1+1", "firm", "employer")


@pytest.fixture(autouse=True)
def _site():
    build.real()
    door.registry_of_one_town()


@pytest.fixture
def employer(client):
    client.force_login(build.account("works", of=door.firm(), demo=False))
    return client


@pytest.fixture
def administrator(client):
    of = organisation("demo-office-RU", OrganisationKind.PROGRAMME_OFFICE)
    client.force_login(build.account("keeper", Role.ADMINISTRATOR, of, demo=False))
    return client


def hand_in(client, content: bytes, kind: str = "lines", name: str = "posts.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("own_data_hand_in", args=[kind]), {"file": file, **more})


def waiting() -> Upload:
    return Upload.objects.get()


def seen(client, key: int) -> str:
    return client.get(reverse("own_data_file", args=[key])).context["seen"]


def test_the_doors_of_an_employer_in_three_languages(employer):
    texts = pages.check(employer, "own_data")
    assert "Organisations" not in texts["en"].split("Own data")[2]


def test_a_file_is_shown_line_by_line_in_three_languages(employer):
    hand_in(employer, door.csv_of(GOOD_LINE, WRONG_LINE))
    texts = pages.check(employer, "own_data_file", waiting().pk)
    for text in texts.values():
        assert "Атлантида" in text
        assert "=1+1" in text


def test_forty_good_lines_are_applied_with_one_press(employer):
    rows = [(*GOOD_LINE[:3], str(1 + place), *GOOD_LINE[4:]) for place in range(40)]
    response = hand_in(employer, door.xlsx_of(*rows), name="posts.xlsx")
    key = waiting().pk
    assert response["Location"] == reverse("own_data_file", args=[key])
    answer = employer.post(reverse("own_data_apply", args=[key]), {"seen": seen(employer, key)})
    assert answer.status_code == 302
    assert Line.objects.count() == 40


def test_wrong_lines_are_set_aside_only_when_somebody_says_so(employer):
    hand_in(employer, door.csv_of(GOOD_LINE, WRONG_LINE))
    key = waiting().pk
    apply = reverse("own_data_apply", args=[key])
    employer.post(apply, {"seen": seen(employer, key)})
    assert Line.objects.count() == 0
    employer.post(apply, {"seen": seen(employer, key), "set_aside": "yes"})
    assert Line.objects.count() == 1


def test_a_page_that_is_no_longer_true_applies_nothing(employer):
    hand_in(employer, door.csv_of(GOOD_LINE))
    answer = employer.post(
        reverse("own_data_apply", args=[waiting().pk]), {"seen": "0" * 64}, follow=True
    )
    assert Line.objects.count() == 0
    assert "Look at it again" in answer.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_comes_back_with_verdicts(employer, form):
    hand_in(employer, door.csv_of(GOOD_LINE, WRONG_LINE))
    answer = employer.get(reverse("own_data_returned", args=[waiting().pk, form]))
    sheet = tables.read(answer.content)
    assert [line.cells[1:] for line in sheet.lines] == [GOOD_LINE, WRONG_LINE]


@pytest.mark.parametrize("name", ["template.csv", "template.xlsx", "rows.csv", "rows.xlsx"])
@pytest.mark.parametrize("kind", ["lines", "offers"])
def test_templates_are_there_to_be_taken(employer, kind, name):
    answer = employer.get(reverse("own_data_template", args=[kind, name]))
    assert tables.read(answer.content).head
    assert name in answer["Content-Disposition"]


def test_a_file_that_cannot_be_read_is_told_beside_the_form(employer):
    answer = hand_in(employer, b"\x89PNG\x00\x01", name="photo.png")
    assert answer.status_code == 400
    assert "neither XLSX nor CSV" in answer.content.decode()
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 some paper", "posts.pdf"),
        (b"We need forty electricians.", "posts.txt"),
        (b"We need forty electricians, soon.", "posts.xlsx"),
    ],
)
def test_another_kind_of_file_is_named_as_such(employer, content, name):
    answer = hand_in(employer, content, name=name)
    assert answer.status_code == 400
    assert "This is neither XLSX nor CSV" in answer.content.decode()


def test_the_page_of_a_file_says_which_call_its_lines_enter(employer):
    employer.post(reverse("employer_calls"), {"code": "OPEN-1"})
    hand_in(employer, door.csv_of(GOOD_LINE))
    texts = pages.check(employer, "own_data_file", waiting().pk)
    assert "The good lines will enter:\nOPEN-1\n1 line" in texts["en"]
    assert "OPEN-1\n1 строка" in texts["ru"]


def test_one_line_is_counted_as_one_in_russian(employer):
    hand_in(employer, door.csv_of(GOOD_LINE))
    assert " 1 строка" in pages.check(employer, "own_data")["ru"]


def test_no_file_at_all_is_told_beside_the_form(employer):
    answer = employer.post(reverse("own_data_hand_in", args=["lines"]))
    assert answer.status_code == 400


def test_a_file_let_go_is_gone(employer):
    hand_in(employer, door.csv_of(GOOD_LINE))
    key = waiting().pk
    employer.post(reverse("own_data_let_go", args=[key]))
    assert employer.get(reverse("own_data_file", args=[key])).status_code == 409


def test_another_firm_sees_neither_the_file_nor_its_verdicts(employer, client):
    hand_in(employer, door.csv_of((*GOOD_LINE[:3], "31", *GOOD_LINE[4:])))
    key = waiting().pk
    client.force_login(build.account("rival", of=door.firm("rival-works"), demo=False))
    for url in (
        reverse("own_data_file", args=[key]),
        reverse("own_data_returned", args=[key, "csv"]),
    ):
        answer = client.get(url)
        assert answer.status_code == 409
        assert "7411" not in answer.content.decode()
    assert client.post(reverse("own_data_apply", args=[key])).status_code == 409
    assert "posts.csv" not in client.get(reverse("own_data")).content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    answer = client.get(reverse("own_data"))
    assert answer.status_code == 302
    assert reverse("sign_in") in answer["Location"]


def test_a_college_has_no_door(client):
    of = organisation("demo-college-7", OrganisationKind.COLLEGE)
    client.force_login(build.account("college", Role.COLLEGE, of))
    assert client.get(reverse("own_data")).status_code == 403


def test_an_employer_enters_no_organisations_and_opens_no_accounts(employer):
    assert hand_in(employer, b"code;kind\nx;y\n", "organisations").status_code == 400
    assert employer.get(reverse("own_data_one", args=["organisations"])).status_code == 403
    assert employer.get(reverse("accounts")).status_code == 403


def test_an_administrator_types_in_a_firm_and_opens_its_account(administrator, client):
    pages.check(administrator, "own_data_one", "organisations")
    answer = administrator.post(
        reverse("own_data_one", args=["organisations"]),
        {
            "code": "ural-works",
            "kind": "enterprise",
            "region": "RU-ORE",
            "name_en": "Ural Works",
            "name_ru": "Уральский завод",
            "name_kk": "Орал зауыты",
        },
    )
    assert answer.status_code == 302
    firm = Organisation.objects.get(code="ural-works")
    pages.check(administrator, "accounts")
    opened = administrator.post(
        reverse("accounts"),
        {"username": "ural", "role": "employer", "organisation": str(firm.pk)},
    )
    password = opened.context["password"]
    assert Account.objects.get(username="ural").check_password(password)
    assert client.login(username="ural", password=password)
    assert client.get(reverse("employer_lines")).status_code == 200


def test_a_wrong_field_of_a_single_line_is_told_beside_it(administrator):
    answer = administrator.post(
        reverse("own_data_one", args=["organisations"]), {"code": "наш завод", "kind": "x"}
    )
    assert answer.status_code == 400
    assert Organisation.objects.filter(code="наш завод").count() == 0


def test_an_office_opens_no_account_for_the_other_country(client):
    office = organisation("our-office", OrganisationKind.PROGRAMME_OFFICE, "KZ")
    office.demo = False
    office.save()
    client.force_login(build.account("office", Role.OFFICE, office, demo=False))
    theirs, ours = door.firm("their-works", "RU"), door.firm("near-works", "KZ")
    given = {"username": "new", "role": "employer"}
    page = reverse("accounts")
    assert client.post(page, {**given, "organisation": str(theirs.pk)}).status_code == 400
    assert client.post(page, {**given, "organisation": str(ours.pk)}).status_code == 200


def test_a_user_name_is_given_once(administrator):
    firm = door.firm()
    given = {"username": "ural", "role": "employer", "organisation": str(firm.pk)}
    assert administrator.post(reverse("accounts"), given).status_code == 200
    assert administrator.post(reverse("accounts"), given).status_code == 400


def test_nothing_is_chosen_before_somebody_chooses_it(administrator):
    firm = door.firm()
    form = administrator.get(reverse("accounts")).context["form"]
    assert (form["role"].value(), form["organisation"].value()) == (None, "")
    answer = administrator.post(reverse("accounts"), {"username": "ural"})
    assert set(answer.context["form"].errors) == {"role", "organisation"}
    page = administrator.get(reverse("accounts"), {"organisation": firm.pk})
    assert f'<option value="{firm.pk}" selected>' in page.content.decode()


def test_the_firm_just_entered_is_chosen_for_its_account(administrator):
    given = {"code": "ural-works", "kind": "enterprise", "region": "RU-ORE"}
    names = {f"name_{language}": f"Ural {language}" for language in ("en", "ru", "kk")}
    url = reverse("own_data_one", args=["organisations"])
    page = administrator.post(url, {**given, **names}, follow=True)
    entered = Organisation.objects.get(code="ural-works")
    assert page.context["form"]["organisation"].value() == str(entered.pk)


def test_a_role_that_does_not_fit_the_organisation_is_told_beside_it(administrator):
    of = organisation("our-university", OrganisationKind.UNIVERSITY)
    of.demo = False
    of.save()
    given = {"username": "rector", "role": "employer", "organisation": str(of.pk)}
    answer = administrator.post(reverse("accounts"), given)
    assert answer.status_code == 400
    assert "Nobody acts in this role" in str(answer.context["form"].errors["role"])
    assert not Account.objects.filter(username="rector").exists()


def test_a_new_password_is_shown_once_and_opens_the_door(administrator, client):
    account = build.account("works", of=door.firm(), demo=False)
    answer = administrator.post(reverse("account_renew", args=[account.pk]))
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert password not in administrator.get(reverse("accounts")).content.decode()
    assert client.login(username="works", password=password)


def test_an_account_is_closed_by_its_button_and_shown_as_closed(administrator, client):
    account = build.account("works", of=door.firm(), demo=False)
    administrator.post(reverse("account_close", args=[account.pk]))
    texts = pages.check(administrator, "accounts", query="?name=works")
    assert "closed" in texts["en"]
    assert not client.login(username="works", password=build.PASSWORD)


def test_an_office_finds_no_account_of_the_other_country(client):
    office = organisation("our-office", OrganisationKind.PROGRAMME_OFFICE, "KZ")
    client.force_login(build.account("office", Role.OFFICE, office))
    account = build.account("works", of=door.firm("their-works", "RU"), demo=False)
    assert client.post(reverse("account_close", args=[account.pk])).status_code == 404
    assert "works" not in client.get(reverse("accounts")).content.decode().split("<main")[1]


def test_an_administrator_begins_with_three_steps(administrator):
    assert navigation.first_page(registry.ADMINISTRATOR) == "first_steps"
    texts = pages.check(administrator, "first_steps")
    for step in ("Enter a firm", "Open an account for it", "Change the password"):
        assert step in texts["en"]


def test_the_first_steps_are_the_administrators(employer):
    assert employer.get(reverse("first_steps")).status_code == 403


def test_accounts_of_organisations_stand_before_those_of_people(administrator):
    build.account("works", of=door.firm(), demo=False)
    new = operations.NewAccount("young", Role.APPLICANT, person=registry.person())
    operations.open_account(new, actor=registry.ADMINISTRATOR, now=registry.NOW)
    rows = administrator.get(reverse("accounts")).context["rows"]
    assert [account.username for account, _held in rows] == ["works", "keeper", "young"]
