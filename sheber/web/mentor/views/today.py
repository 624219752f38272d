"""Today, on a phone: the briefing, the start, the hours of the day, the end, each in one press."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.models import Account
from sheber.training import operations
from sheber.training.models import Placement
from sheber.training.operations import NewDay
from sheber.web.mentor import reads
from sheber.web.mentor.forms import DayForm, HoursForm
from sheber.web.mentor.reads import Line
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.middleware import FORBIDDEN

Pairs = list[tuple[Line, HoursForm | None]]
MOVES = {
    "brief": operations.brief_many,
    "start": operations.start_many,
    "confirm": operations.confirm_many,
}
FROM = {"brief": "planned", "start": "briefed", "confirm": "running"}


@require_http_methods(["GET", "POST"])
@needs_role(Role.MENTOR)
def today(request: HttpRequest) -> HttpResponse:
    """The students of a day, and their hours confirmed in one press."""
    now = clock.now()
    day = DayForm(request.GET).chosen(now.date())
    pairs = _pairs(request, _mentor(request), day)
    refusal = ""
    if request.method == "POST" and all(form.is_valid() for _line, form in pairs if form):
        try:
            return _confirm(request, pairs, day)
        except Refused as refused:
            if refused.code in FORBIDDEN:
                raise
            refusal = str(refused)
            _mark(pairs)
    wrong = bool(refusal) or any(form.errors for _line, form in pairs if form)
    context = _context(request, day, pairs) | {"refusal": refusal, "wrong": wrong}
    return render(request, "mentor/today.html", context, status=400 if wrong else 200)


@require_POST
@needs_role(Role.MENTOR)
def move(request: HttpRequest, move: str) -> HttpResponse:
    """Brief, start or confirm the placements that are named."""
    if move not in MOVES:
        raise Http404
    keys = [int(key) for key in request.POST.getlist("placement") if key.isdigit()]
    own = Placement.objects.filter(mentor=_mentor(request), pk__in=keys, state=FROM[move])
    rows = list(own.order_by("pk"))
    if rows:
        MOVES[move](rows, actor=actor(request), now=clock.now())
        messages.success(request, _said(move, len(rows)))
    return redirect("mentor_today")


def _mentor(request: HttpRequest) -> Account:
    """The account of the session; the guard of the page has seen that there is one."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def _pairs(request: HttpRequest, mentor: Account, day: date) -> Pairs:
    """Each student of the day, with a form where hours can still be entered."""
    given = request.POST if request.method == "POST" else None
    return [
        (line, _form(line, given) if line.may_confirm else None)
        for line in reads.lines(mentor, day)
    ]


def _form(line: Line, given: object) -> HoursForm:
    return HoursForm(given, prefix=f"of-{line.placement.pk}", initial={"minutes": line.suggested})


def _confirm(request: HttpRequest, pairs: Pairs, day: date) -> HttpResponse:
    days = [
        NewDay(line.placement, day, form.cleaned_data["minutes"])
        for line, form in pairs
        if form and form.cleaned_data["there"]
    ]
    if days:
        operations.confirm_days(days, actor=actor(request), now=clock.now())
        said = ngettext(
            "Hours of %(count)s student confirmed.",
            "Hours of %(count)s students confirmed.",
            len(days),
        )
        messages.success(request, said % {"count": len(days)})
    return redirect(f"{reverse('mentor_today')}?day={day.isoformat()}")


def _mark(pairs: Pairs) -> None:
    """Point at those whose minutes are over the limit of their age."""
    for line, form in pairs:
        if form and line.limit and (form.cleaned_data.get("minutes") or 0) > line.limit.minutes:
            form.add_error(
                "minutes", _("At most %(minutes)s minutes.") % {"minutes": line.limit.minutes}
            )


def _context(request: HttpRequest, day: date, pairs: Pairs) -> dict[str, object]:
    today = clock.now().date()
    mentor = _mentor(request)
    lines = [line for line, _form in pairs]
    return {
        "day": day,
        "is_today": day == today,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "pairs": pairs,
        "to_confirm": any(form for _line, form in pairs),
        "to_brief": [one.placement for one in lines if one.placement.state == "planned"],
        "to_start": [one.placement for one in lines if one.placement.state == "briefed"],
        "over": reads.over(mentor, today),
        "coming": reads.coming(mentor, today),
        "so_far": {} if pairs else reads.so_far(mentor),
    }


def _said(move: str, count: int) -> str:
    said = {
        "brief": ngettext(
            "%(count)s student was briefed.", "%(count)s students were briefed.", count
        ),
        "start": ngettext(
            "%(count)s student has started.", "%(count)s students have started.", count
        ),
        "confirm": ngettext(
            "%(count)s placement was confirmed.", "%(count)s placements were confirmed.", count
        ),
    }
    return said[move] % {"count": count}
