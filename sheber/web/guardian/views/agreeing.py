from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.admissions import operations
from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.web.applicant import seals
from sheber.web.applicant.views.reading import changed_meanwhile
from sheber.web.applicant.views.way import sign_learning as sign_for
from sheber.web.guardian.views.reading import child_of
from sheber.web.shared.actors import actor, needs_role

VIEW = "guardian_child"


@require_POST
@needs_role(Role.GUARDIAN)
def agree_to_list(request: HttpRequest, ward: str) -> HttpResponse:
    """Agree to exactly the list that was shown."""
    child = child_of(request, ward)
    if child.application is None:
        raise Http404
    if request.POST.get("seal") != seals.of_list(child.wishes):
        return changed_meanwhile(request, VIEW, ward)
    operations.approve_as_guardian(child.application, actor=actor(request), now=clock.now())
    messages.success(request, _("You have agreed to this list. A change of it needs a new word."))
    return redirect(VIEW, ward)


@require_POST
@needs_role(Role.GUARDIAN)
def agree_to_consent(request: HttpRequest, ward: str) -> HttpResponse:
    """Agree that the child takes exactly the seat that was shown."""
    child = child_of(request, ward)
    if child.seat is None:
        raise Http404
    if request.POST.get("seal") != seals.of_seat(child.seat):
        return changed_meanwhile(request, VIEW, ward)
    operations.approve_consent_as_guardian(child.seat, actor=actor(request), now=clock.now())
    messages.success(request, _("You have agreed. Your child can take the seat now."))
    return redirect(VIEW, ward)


@require_POST
@needs_role(Role.GUARDIAN)
def sign_learning(request: HttpRequest, ward: str) -> HttpResponse:
    """Sign, as the guardian, what the child will learn abroad."""
    child = child_of(request, ward)
    return sign_for(request, child.person.pk, "guardian", VIEW, ward)
