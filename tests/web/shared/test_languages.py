"""The language stands in the address; a choice is remembered."""

import pytest

from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("accepts", "arrives"),
    [("kk,ru;q=0.8", "/kk/"), ("ru-RU,ru;q=0.9", "/ru/"), ("de", "/en/"), ("", "/en/")],
)
def test_root_leads_to_the_language_of_the_browser(client, accepts, arrives):
    response = client.get("/", headers={"Accept-Language": accepts})
    assert (response.status_code, response["Location"]) == (302, arrives)


def test_address_without_a_language_leads_to_the_same_page(client):
    response = client.get("/regions", headers={"Accept-Language": "ru"})
    assert response["Location"] == "/ru/regions"


def test_choice_leads_to_the_same_page_and_is_remembered(client):
    response = client.post("/language", {"language": "kk", "next": "/en/regions/KZ-10?a=1"})
    assert response["Location"] == "/kk/regions/KZ-10?a=1"
    assert client.cookies["django_language"]["max-age"] > 30 * 24 * 3600
    assert client.get("/", headers={"Accept-Language": "ru"})["Location"] == "/kk/"


def test_choice_does_not_ask_what_the_browser_speaks(client):
    given = {"language": "ru", "next": "/kk/regions/KZ-10"}
    response = client.post("/language", given, headers={"Accept-Language": "en"})
    assert response["Location"] == "/ru/regions/KZ-10"


def test_unknown_language_changes_nothing(client):
    assert client.post("/language", {"language": "xx", "next": "/kk/about"})["Location"] == "/"
    assert "django_language" not in client.cookies


def test_choice_of_language_leads_nowhere_else(client):
    response = client.post("/language", {"language": "ru", "next": "https://elsewhere.example/"})
    assert response["Location"].startswith("/")


def test_page_names_its_other_languages(client):
    shown = client.get("/ru/about").content.decode()
    for language in pages.LANGUAGES:
        assert f'hreflang="{language}" href="/{language}/about"' in shown
