"""Plans that touch whoever asks: what they mean for its lines or its region, and its opinion."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.flows.telling import opinions as telling
from sheber.flows.telling import words
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.planning import operations, queries
from sheber.planning.models import Opinion as Row
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.office import plans
from sheber.web.opinions import sides
from sheber.web.opinions.forms import Opinion
from sheber.web.opinions.sides import Side
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.charts import picture as pictures
from sheber.web.shared.work import Task

WHO = (Role.EMPLOYER, Role.REGION)


@needs_role(*WHO)
def index(request: HttpRequest) -> HttpResponse:
    """Every plan that touches this body: those that wait for its word, then what it said."""
    side = Side.of(actor(request))
    touching = list(queries.plans_of(side.body))
    said = telling.told(queries.own_opinions(touching, side.body))
    waiting = queries.waiting_for(side.body)
    context = {
        "side": side,
        "tasks": [_task(one) for one in waiting],
        "plans": [
            (
                one,
                words.state(one.state),
                words.tone(one.state),
                [told for told in said if told.row.plan_id == one.pk],
            )
            for one in touching
        ],
    }
    return render(request, "opinions/index.html", context)


@needs_role(*WHO)
def plan(request: HttpRequest, key: int) -> HttpResponse:
    """One plan as it concerns this body, and the form for its opinion."""
    side = Side.of(actor(request))
    found = _touching(side, key)
    form = _form(request, found)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            return _give(request, side, found, form)
        except Refused as refused:
            if refused.code == "stale_opinion":
                return _stale(request, side, found, form.cleaned_data["digest"])
            form.add_error(None, str(refused))
    lines = side.lines(found)
    shown = [sides.lines_table(side, lines)]
    shown += [] if side.is_employer else [sides.seats_table(side, found)]
    drawn = sides.picture(lines)
    if file := pictures.requested(request, [drawn] if drawn else []):
        return file
    if file := tables.requested(request, shown):
        return file
    context = {
        "plan": found,
        "side": side,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "form": form,
        "said": telling.told(queries.own_opinions([found], side.body)),
        "moments": queries.moments(found),
        "tables": shown,
        "picture": drawn,
    }
    status = 409 if form is not None and form.errors else 200
    return render(request, "opinions/plan.html", context, status=status)


@require_POST
@needs_role(*WHO)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an own opinion back; of any other nobody learns that it is there."""
    side = Side.of(actor(request))
    row = Row.objects.filter(pk=key, organisation=side.body).select_related("plan").first()
    if row is None:
        raise Http404
    plan_key = row.plan_id
    try:
        operations.withdraw_opinion(row, actor=actor(request), now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your opinion was taken back."))
    return redirect("opinion", plan_key)


def _touching(side: Side, key: int) -> Plan:
    found = queries.plans_of(side.body).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, found: Plan) -> Opinion | None:
    """The form while an opinion can be given; sent ones carry the digest that was seen."""
    if request.method == "POST":
        return Opinion(request.POST, plan=found) if queries.moments(found) else None
    if not queries.moments(found):
        return None
    return Opinion(plan=found, initial={"digest": queries.seen_digest(found)})


def _give(request: HttpRequest, side: Side, found: Plan, form: Opinion) -> HttpResponse:
    given = form.cleaned_data
    operations.give_opinion(
        found,
        organisation=side.body,
        moment=given["moment"],
        view=given["view"],
        words=given["words"],
        digest=given["digest"],
        actor=actor(request),
        now=clock.now(),
    )
    messages.success(request, _("Your opinion stands beside the plan; the offices see it."))
    return redirect("opinion", found.pk)


def _stale(request: HttpRequest, side: Side, found: Plan, seen: str) -> HttpResponse:
    """What has changed for this body since the page was opened; of a draft nobody keeps it."""
    try:
        difference = side.changed(queries.difference_since(found, seen))
        shown = plans.difference_tables(difference)
    except Refused:
        difference, shown = None, []
    context = {"plan": found, "difference": difference, "tables": shown}
    return render(request, "opinions/stale.html", context, status=409)


def _task(found: Plan) -> Task:
    title = (
        _("Give your opinion of the proposed plan %(code)s")
        if found.state == "proposed"
        else _("Give your opinion of the draft %(code)s")
    )
    url = reverse("opinion", args=[found.pk])
    return Task(title % {"code": found.code}, url, urgent=found.state == "proposed")
