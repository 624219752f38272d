from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from sheber.contracts import operations
from sheber.registry.enums import Role
from sheber.web.applicant.views import contracts as pages
from sheber.web.shared.actors import needs_role

VIEW, TEMPLATE = "guardian_contract", "guardian/contract.html"


@needs_role(Role.GUARDIAN)
def contract(request: HttpRequest, key: int) -> HttpResponse:
    """A child's contract, as the guardian who signs it reads it."""
    return pages.page(request, pages.own(request, key), TEMPLATE)


@require_POST
@needs_role(Role.GUARDIAN)
def sign(request: HttpRequest, key: int) -> HttpResponse:
    """Sign exactly the document that was shown."""
    return pages.signed(request, pages.own(request, key), TEMPLATE, VIEW)


@require_POST
@needs_role(Role.GUARDIAN)
def scan(request: HttpRequest, key: int) -> HttpResponse:
    """Hand in one's own page that was signed by hand."""
    return pages.scanned(request, pages.own(request, key), TEMPLATE, VIEW)


@require_POST
@needs_role(Role.GUARDIAN)
def refuse(request: HttpRequest, key: int) -> HttpResponse:
    """Not sign, or not agree to newer terms."""
    row = pages.own(request, key)
    amended = row.state == "amended"
    verb = operations.refuse_amendment if amended else operations.refuse_as_guardian
    return pages.refused(request, row, verb, TEMPLATE, VIEW)
