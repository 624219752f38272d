"""A refusal that reaches the page is shown as its sentence, never as a stack trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from sheber.kernel.refusals import Refused

FORBIDDEN = {"not_allowed"}


class RefusalPage:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        status = 403 if error.code in FORBIDDEN else 409
        context = {"refusal": error, "back": _back(request)}
        return render(request, "shared/refused.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that was a page of this site; else this page itself."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if ours else request.path
