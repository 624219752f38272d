"""A person and a guardian typed in by an admissions office: passwords once, no name elsewhere."""

import pytest
from django.urls import reverse

from sheber.registry.enums import Role
from sheber.registry.identity.models import Guardianship, Identity
from sheber.registry.models import Account
from tests.admissions import build as admissions
from tests.registry import build as registry
from tests.web import build, pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
YOUNG = {
    "name_original": "Проверочный Человек",
    "name_latin": "Proverochny Chelovek",
    "born": "2015-05-01",
    "citizenship": "RU",
    "home_region": "RU-ORE",
    "entry_basis": "grade_9",
    "username": "young",
}
PARENT = {
    "guardian_name_original": "Взрослый Человек",
    "guardian_name_latin": "Vzrosly Chelovek",
    "guardian_born": "1990-05-01",
    "guardian_kind": "parent",
    "guardian_username": "parent",
}


@pytest.fixture(autouse=True)
def _site():
    build.demo()
    registry.region("RU-ORE"), registry.region("KZ-27")


@pytest.fixture
def office(client):
    client.force_login(build.account("adm", Role.ADMISSIONS, admissions.admissions_office()))
    return client


def post(client, **given):
    return client.post(reverse("person_enter"), given)


def test_a_child_and_a_parent_are_entered_and_both_sign_in(office, client):
    pages.check(office, "person_enter")
    answer = post(office, **YOUNG, **PARENT)
    shown = {account.username: password for account, password in answer.context["shown"]}
    assert set(shown) == {"young", "parent"}
    assert Guardianship.objects.get().ward_id == Account.objects.get(username="young").person_id
    text = answer.content.decode()
    assert shown["young"] in text
    assert "Chelovek" not in text
    assert shown["young"] not in office.get(reverse("person_enter")).content.decode()
    assert client.login(username="parent", password=shown["parent"])


def test_what_is_missing_is_told_and_nobody_is_entered(office):
    answer = post(office, **YOUNG)
    assert answer.status_code == 400
    assert "enter a guardian, too" in answer.content.decode()
    half = post(office, **YOUNG, guardian_username="parent")
    assert "guardian_born" in half.context["form"].errors
    same = post(office, **YOUNG, **{**PARENT, "guardian_username": "young"})
    assert "guardian_username" in same.context["form"].errors
    assert not Identity.objects.exists()


def test_only_people_of_the_own_country_are_at_home_here(office):
    answer = post(office, **{**YOUNG, "home_region": "KZ-27"}, **PARENT)
    assert "home_region" in answer.context["form"].errors


def test_a_firm_enters_nobody(client):
    client.force_login(build.account())
    assert client.get(reverse("person_enter")).status_code == 403


def test_a_guardian_of_somebody_entered_before(office):
    ward = registry.person("RU")
    pages.check(office, "guardian_enter")
    given = {key.removeprefix("guardian_"): value for key, value in PARENT.items()}
    url = reverse("guardian_enter")
    wrong = office.post(url, {**given, "ward": "P-NOBODY"})
    assert set(wrong.context["form"].errors) == {"ward"}
    answer = office.post(url, {**given, "ward": ward.pk})
    [(account, _password)] = answer.context["shown"]
    row = Guardianship.objects.get()
    assert (row.ward_id, row.guardian_id) == (ward.pk, account.person_id)
