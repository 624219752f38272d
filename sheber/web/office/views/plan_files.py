"""A plan's numbers as files: taken away, changed, handed in with a verdict for each row."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from sheber.flows import plan_files
from sheber.flows.own_data import plan_seats
from sheber.kernel import clock, uploads
from sheber.planning import rules
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.own_data.forms import FileForm
from sheber.web.own_data.views.tables import MIME, words
from sheber.web.shared import demo
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import attachment

READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)
SHOWN = 10


@require_safe
@needs_role(*READERS)
def files(request: HttpRequest, key: int) -> HttpResponse:
    """What can be taken away of a plan, the door for its changed numbers, and earlier files."""
    found = get_object_or_404(Plan, pk=key)
    may_change = rules.can_plan(actor(request))
    earlier = uploads.visible(actor(request)).filter(kind=plan_seats.CODE, choices__plan=found.pk)
    context = {
        "plan": found,
        "form": FileForm() if may_change and found.state == "draft" else None,
        "may_change": may_change,
        "earlier": [
            (one, words(one)) for one in earlier.exclude(state="discarded").order_by("-pk")[:SHOWN]
        ],
    }
    return render(request, "office/plan_files.html", context)


@require_safe
@needs_role(*READERS)
def seats(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """The seats of a plan, with its lines in a workbook; `form` is csv or xlsx."""
    if form not in MIME:
        raise Http404(form)
    found = get_object_or_404(Plan, pk=key)
    content = plan_files.seats(found, form, note=demo.note(), actor=actor(request), now=clock.now())
    return attachment(content, MIME[form], _name(found, "seats", form))


@require_safe
@needs_role(*READERS)
def lines(request: HttpRequest, key: int) -> HttpResponse:
    """Lines of demand as the plan leaves them."""
    found = get_object_or_404(Plan, pk=key)
    content = plan_files.lines(found, actor=actor(request))
    return attachment(content, MIME["csv"], _name(found, "lines", "csv"))


def _name(plan: Plan, part: str, form: str) -> str:
    return f"sheber-{plan.code}-{part}-{translation.get_language()}.{form}"
