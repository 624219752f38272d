"""Light, dark, or as the reader's machine is set: remembered in a cookie, no script needed."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence

COOKIE = "theme"
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
