"""What is done to one stay: its paper, its beginning and end, and what of it counts at home."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sheber.kernel import clock
from sheber.mobility import operations
from sheber.mobility.queries import learning
from sheber.registry.enums import Role
from sheber.web.college import acting, reads, staying
from sheber.web.college.acting import Given
from sheber.web.college.forms import LearningForm, RecogniseForm
from sheber.web.college.staying import COLLEGE
from sheber.web.shared.actors import actor, needs_role


@require_POST
@needs_role(Role.COLLEGE)
def move(request: HttpRequest, key: int, move: str) -> HttpResponse:
    """Agree to a stay, record the arrival or the return: one press each."""
    return staying.move(request, COLLEGE, key, move)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def draw_up(request: HttpRequest, key: int) -> HttpResponse:
    """Draw up what is to be learned; a later version takes the place of an unsigned one."""
    row = reads.stay_for(actor(request), key)

    def act(given: Given) -> str:
        sha = hashlib.sha256()
        for chunk in given["paper"].chunks():
            sha.update(chunk)
        operations.draw_up(
            row,
            hours=given["hours"],
            content_sha256=sha.hexdigest(),
            actor=actor(request),
            now=clock.now(),
        )
        return _("The learning agreement waits for signatures.")

    page = staying.act_page(
        COLLEGE,
        row,
        _("Draw up the learning agreement"),
        _("Draw it up"),
        notes=(_("The student, home and host sign it; for somebody under 18 a guardian, too."),),
    )
    return acting.ask(request, page, LearningForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def end_early(request: HttpRequest, key: int) -> HttpResponse:
    """End a stay before its time."""
    return staying.end_early(request, COLLEGE, key)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Take a nomination back before the person has left."""
    return staying.cancel(request, COLLEGE, key)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def recognise(request: HttpRequest, key: int) -> HttpResponse:
    """Say how many of the agreed hours count at home."""
    row = reads.stay_for(actor(request), key)
    found = learning([row], clock.now().date()).get(row.pk)
    agreed = found.in_force.hours if found and found.in_force else None

    def act(given: Given) -> str:
        operations.recognise(row, hours=given["hours"], actor=actor(request), now=clock.now())
        return _("What was learned is recognised.")

    page = staying.act_page(
        COLLEGE,
        row,
        _("Recognise what was learned"),
        _("Recognise"),
        notes=(_("Hours agreed: %(hours)s") % {"hours": agreed if agreed is not None else "—"},),
    )
    # Of a stay that ended early nobody knows beforehand how much was learned.
    whole = agreed if row.state == "returned" else None
    form = RecogniseForm(**acting.data(request), initial={"hours": whole})
    return acting.ask(request, page, form, act)
