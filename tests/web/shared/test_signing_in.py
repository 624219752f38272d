"""Signing in, the demo's one click and where it is shut, and capacities."""

import pytest
from django.urls import reverse

from sheber.registry.enums import OrganisationKind, Role
from tests.registry.build import organisation
from tests.web import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HERE = {"SERVER_NAME": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}


def signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def click(client, username="demo-employer-1", **environ):
    return client.post("/en/sign-in/demo", {"username": username}, **{**HERE, **environ})


def test_password_signs_in(client):
    build.real()
    account = build.account(demo=False)
    given = {"username": account.username, "password": build.PASSWORD}
    assert client.post("/ru/sign-in", given).status_code == 302
    assert signed_in_as(client) == str(account.pk)


def test_wrong_password_is_told_in_the_reader_s_language(client):
    account = build.account()
    shown = client.post("/kk/sign-in", {"username": account.username, "password": "no"})
    assert "Мұндай пайдаланушы аты мен құпиясөзі бар тіркелгі жоқ" in shown.content.decode()
    assert signed_in_as(client) is None


def test_one_click_signs_in_at_the_demo_s_own_machine(client):
    build.demo()
    account = build.account()
    assert "demo-employer-1" in client.get("/en/sign-in", **HERE).content.decode()
    assert click(client).status_code == 302
    assert signed_in_as(client) == str(account.pk)


@pytest.mark.parametrize(
    "environ",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"SERVER_NAME": "sheber.example"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
    ids=["from afar", "from nowhere", "by another name", "through a proxy", "through another"],
)
def test_one_click_is_shut_for_everybody_else(client, settings, environ):
    settings.ALLOWED_HOSTS = ["*"]
    build.demo()
    build.account()
    page = client.get("/en/sign-in", **{**HERE, **environ}).content.decode()
    assert "demo-employer-1" not in page
    assert click(client, **environ).status_code == 403
    assert signed_in_as(client) is None


def test_one_click_is_shut_on_real_data(client):
    build.real()
    build.account()
    assert "demo-employer-1" not in client.get("/en/sign-in", **HERE).content.decode()
    assert click(client).status_code == 403
    assert signed_in_as(client) is None


def test_one_click_is_shut_before_the_database_is_marked(client):
    build.account()
    assert click(client).status_code == 403


def test_one_click_knows_demo_accounts_only(client):
    build.demo()
    build.account("somebody", demo=False)
    answer = client.post("/en/sign-in/demo", {"username": "somebody"}, follow=True, **HERE)
    assert "The demo has no account “somebody”." in answer.content.decode()
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    ("role", "page"), [("employer", "/en/employer/lines"), ("mentor", "/en/mentor")]
)
def test_one_click_on_a_role_leads_to_the_work_of_that_role(client, role, page):
    build.demo()
    firm = organisation("demo-enterprise-1", OrganisationKind.ENTERPRISE)
    account = build.account(of=firm)
    build.second_role(account, Role.MENTOR, firm)
    given = {"username": account.username, "role": role}
    assert client.post("/en/sign-in/demo", given, **HERE)["Location"] == page


def test_one_click_leads_to_the_page_that_was_wanted_and_nowhere_else(client):
    build.demo()
    build.account()
    wanted = {"username": "demo-employer-1", "next": "/en/regions"}
    assert client.post("/en/sign-in/demo", wanted, **HERE)["Location"] == "/en/regions"
    elsewhere = {**wanted, "next": "https://elsewhere.example/"}
    assert client.post("/en/sign-in/demo", elsewhere, **HERE)["Location"].startswith("/en/")


def test_signing_out_is_an_act(client):
    client.force_login(build.account())
    assert client.get(reverse("sign_out")).status_code == 405
    client.post(reverse("sign_out"))
    assert signed_in_as(client) is None


def test_page_says_in_what_capacity_one_acts(client):
    client.force_login(build.account())
    shown = client.get("/en/about").content.decode()
    assert "Acting as" in shown
    assert "employer" in shown


def test_account_with_two_organisations_changes_capacity(client):
    college = organisation("demo-college-1", OrganisationKind.COLLEGE)
    account = build.account()
    build.second_role(account, Role.MENTOR, college)
    client.force_login(account)
    shown = client.get("/en/capacity").content.decode()
    assert "mentor" in shown
    client.post("/en/capacity", {"capacity": str(college.pk)})
    assert "<strong>mentor</strong>" in client.get("/en/about").content.decode()


def test_capacity_that_is_not_held_is_refused_in_words(client):
    client.force_login(build.account())
    other = organisation("demo-college-1", OrganisationKind.COLLEGE)
    response = client.post("/ru/capacity", {"capacity": str(other.pk)})
    assert response.status_code == 403
    assert "Это не сделано" in response.content.decode()
