"""Light, dark, or as the reader's machine is set: remembered in a cookie, no script needed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sheber.kernel.refusals import Sentence

COOKIE = "theme"
YEAR = 365 * 24 * 3600
NAMES: dict[str, Sentence] = {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")}


@dataclass(frozen=True)
class Theme:
    code: str
    name: Sentence
    current: bool


def chosen(request: HttpRequest) -> str:
    """`auto`, `light` or `dark`."""
    given = request.COOKIES.get(COOKIE, "")
    return given if given in NAMES else "auto"


def choices(request: HttpRequest) -> list[Theme]:
    now = chosen(request)
    return [Theme(code, name, code == now) for code, name in NAMES.items()]


@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """Remember the theme and return to the page."""
    given = request.POST.get("theme", "")
    response = HttpResponseRedirect(_back(request))
    if given in NAMES:
        response.set_cookie(COOKIE, given, max_age=YEAR, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    given = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, request.is_secure())
    return given if safe else "/"
