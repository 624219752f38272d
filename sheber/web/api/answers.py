"""How the interface answers: documents as JSON; refusals as code and facts, never as a page."""

import json
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.csrf import csrf_failure as page_of_failure

from sheber.kernel.refusals import Refused
from sheber.web.shared.actors import actor

ADDRESS = "/api/"
STATUS = {"not_signed_in": 401, "not_allowed": 403, "not_found": 404, "request_malformed": 400}
REFUSED = 409

View = Callable[..., dict[str, Any]]


def answers(method: str, *roles: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A view that returns a document: for accounts in these roles, by one method."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                _refuse(request, method, roles)
                return JsonResponse(view(request, *args, **kwargs))
            except Refused as refusal:
                return refused(refusal)

        return answered

    return decorate


def refused(refusal: Refused) -> JsonResponse:
    """A refusal as a program reads it."""
    told = {"code": refusal.code, "facts": refusal.facts}
    return JsonResponse(told, status=STATUS.get(refusal.code, REFUSED))


def body(request: HttpRequest, known: Collection[str]) -> dict[str, Any]:
    """The object that was sent; a field that is not known is refused, not passed over."""
    try:
        given = json.loads(request.body or b"{}")
    except ValueError as error:
        raise Refused("request_malformed", field="", known=sorted(known)) from error
    if not isinstance(given, dict):
        raise Refused("request_malformed", field="", known=sorted(known))
    for field in given:
        if field not in known:
            raise Refused("request_malformed", field=field, known=sorted(known))
    return given


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A request that did not come from where it says: a program is answered as a program."""
    if request.path.startswith(ADDRESS):
        return JsonResponse({"code": "csrf_token_missing", "facts": {}}, status=403)
    return page_of_failure(request, reason=reason)


def _refuse(request: HttpRequest, method: str, roles: tuple[str, ...]) -> None:
    if not request.user.is_authenticated:
        raise Refused("not_signed_in")
    if not actor(request).has_role(*roles):
        raise Refused("not_allowed", act=f"api.{request.resolver_match.url_name}")
    if request.method != method:
        raise Refused("request_malformed", field="method", known=[method])
