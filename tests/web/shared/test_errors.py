"""What goes wrong is said in words, in three languages, without a trace."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from sheber.kernel.refusals import Refused
from sheber.web.shared.middleware import RefusalPage
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def answer(rf, error, referer=""):
    request = rf.get("/en/lines", headers={"Referer": referer} if referer else {})
    request.user, request.session = AnonymousUser(), SessionStore()
    return RefusalPage(lambda _: None).process_exception(request, error)


def test_refusal_is_a_page_with_its_sentence(rf):
    with translation.override("ru"):
        response = answer(rf, Refused("missing_reason", act="demand.line.cut"))
    assert response.status_code == 409
    assert "Ничего не записано." in response.content.decode()
    assert "missing_reason" in response.content.decode()
    assert pages.read(response).faults == []


def test_act_that_is_not_allowed_is_403(rf):
    assert answer(rf, Refused("not_allowed", act="x")).status_code == 403


def test_refusal_leads_back_to_this_site_only(rf):
    back = answer(rf, Refused("missing_reason", act="x"), "http://testserver/en/form")
    away = answer(rf, Refused("missing_reason", act="x"), "http://elsewhere.example/")
    assert 'href="http://testserver/en/form"' in back.content.decode()
    assert "elsewhere" not in away.content.decode()


def test_other_errors_are_left_to_django(rf):
    assert answer(rf, ValueError("x")) is None


@pytest.mark.parametrize("name", ["400", "403_csrf", "500"])
@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_last_pages_need_neither_request_nor_database(name, language, django_db_blocker):
    with translation.override(language), django_db_blocker.block():
        shown = render_to_string(f"{name}.html")
    assert f'lang="{language}"' in shown
    assert "<h1>" in shown


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_missing_page(client, language):
    response = client.get(f"/{language}/nowhere")
    assert response.status_code == 404
    assert pages.read(response).faults == []


def test_form_without_its_mark_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/theme", {"theme": "dark"})
    assert response.status_code == 403
    assert b"The form was too old" in response.content
