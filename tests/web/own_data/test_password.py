"""The page that changes one's own password: for whoever is signed in and knows the present one."""

import pytest
from django.urls import reverse

from sheber.registry.enums import Role
from tests.web import build, pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEW = "several other long words"


@pytest.fixture
def account():
    build.real()
    return build.account("works", demo=False)


@pytest.fixture
def signed_in(client, account):
    client.force_login(account)
    return client


def change(client, old: str = build.PASSWORD, new: str = NEW, again: str = NEW):
    given = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post(reverse("change_password"), given)


def test_the_page_stands_in_three_languages_and_in_the_menu(signed_in):
    pages.check(signed_in, "change_password")
    shown = signed_in.get(reverse("employer_lines")).content.decode()
    assert reverse("change_password") in shown


def test_a_password_is_changed_and_the_session_goes_on(signed_in, account):
    assert change(signed_in).status_code == 302
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert signed_in.get(reverse("change_password")).status_code == 200


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"old": "not the right one"}, "This is not your present password."),
        ({"again": "something else again"}, "typed in two different ways"),
        ({"new": "short", "again": "short"}, "at least 12 characters"),
        ({"new": "password1234", "again": "password1234"}, "Many people use this password"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(signed_in, account, given, words):
    shown = change(signed_in, **given)
    assert shown.status_code == 400
    assert words in shown.content.decode()
    account.refresh_from_db()
    assert account.check_password(build.PASSWORD)


def test_a_visitor_is_asked_to_sign_in(client):
    assert reverse("sign_in") in change(client).url


def test_an_account_without_a_password_reads_why(client, account):
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    assert "This account has no password" in pages.check(client, "change_password")["en"]


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.REGION, Role.MENTOR, Role.AUDITOR])
def test_nobody_s_work_begins_at_this_page(client, role):
    build.real()
    one = build.account("somebody", role, demo=False)
    given = {"username": one.username, "password": build.PASSWORD}
    assert client.post(reverse("sign_in"), given).url != reverse("change_password")
