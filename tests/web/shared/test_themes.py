"""Light or dark is remembered without a script."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_device_decides_until_somebody_chooses(client):
    assert 'data-theme="auto"' in client.get("/en/about").content.decode()


def test_choice_is_remembered_and_leads_back(client):
    response = client.post("/theme", {"theme": "dark", "next": "/en/about"})
    assert response["Location"] == "/en/about"
    assert 'data-theme="dark"' in client.get("/en/about").content.decode()


def test_unknown_theme_changes_nothing(client):
    client.post("/theme", {"theme": "<b>", "next": "/en/about"})
    assert "theme" not in client.cookies


def test_choice_leads_nowhere_else(client):
    response = client.post("/theme", {"theme": "dark", "next": "//elsewhere.example/"})
    assert response["Location"] == "/"


def test_choice_is_an_act(client):
    assert client.get("/theme").status_code == 405
