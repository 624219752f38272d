"""Choices that a reader makes once: language and appearance, kept in cookies for a year."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import translate_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sheber.web.shared import themes

YEAR = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language and return to the same page in it.

    Django's own view reads the address in the language of the browser and so leaves a reader of
    Kazakh whose browser is English where that reader was.
    """
    chosen = request.POST.get("language", "")
    known = chosen in dict(settings.LANGUAGES)
    response = HttpResponseRedirect(_translated(_back(request), chosen) if known else "/")
    if known:
        _keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the appearance and return to the page."""
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(_back(request))
    if chosen in themes.NAMES:
        _keep(response, themes.COOKIE, chosen)
    return response


def _translated(url: str, language: str) -> str:
    written_in = translation.get_language_from_path(url) or translation.get_language()
    with translation.override(written_in):
        return translate_url(url, language)


def _back(request: HttpRequest) -> str:
    given = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, request.is_secure())
    return given if safe else "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax")
