"""One file: a verdict beside each line, and the buttons that apply it or let it go."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sheber.demand.models import Call
from sheber.flows.own_data import door, files, kinds
from sheber.flows.own_data import lines as demand
from sheber.flows.own_data.kind import Kind
from sheber.kernel import clock, uploads
from sheber.kernel.models import Upload, UploadedLine
from sheber.kernel.refusals import Refused
from sheber.web.own_data.views.tables import MIME, WHO, words
from sheber.web.shared import demo
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import attachment

PER_PAGE = 100
TONES = {"good": "done", "known": "plain", "wrong": "stopped", "aside": "turn"}
# Where the work goes on after a table was applied.
NEXT = {
    "organisations": "accounts",
    "lines": "employer_lines",
    "offers": "employer_offers",
    "outcomes": "own_data",
    "plan_seats": "plans",
}


@require_safe
@needs_role(*WHO)
def upload(request: HttpRequest, key: int) -> HttpResponse:
    """The lines as they were typed, with what is wrong in words; the wrong ones first if asked."""
    found = _own(request, key)
    lines = uploads.lines(found)
    only = request.GET.get("only", "")
    shown = [one for one in lines if not only or one.verdict == only]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "upload": found,
        **words(found),
        "only": only,
        "page": page,
        "head": found.head,
        "rows": [_row(found, one) for one in page.object_list],
        "seen": door.digest(lines),
        "before": door.applied_before(found, actor=actor(request)),
        "calls": _calls(found, lines),
        "next": _next(found),
        "filters": _filters(kinds.named(found.kind), lines),
    }
    return render(request, "own_data/file.html", context)


@require_POST
@needs_role(*WHO)
def apply(request: HttpRequest, key: int) -> HttpResponse:
    """Write the good lines, all at once; the person says whether the wrong ones are set aside."""
    found = _own(request, key)
    try:
        door.apply(
            found,
            seen=request.POST.get("seen", ""),
            set_aside=request.POST.get("set_aside") == "yes",
            actor=actor(request),
            now=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("own_data_file", key)
    done = uploads.tally(found)
    messages.success(
        request,
        ngettext("%(count)s line was applied.", "%(count)s lines were applied.", done.good)
        % {"count": done.good},
    )
    return redirect("own_data_file", key)


@require_POST
@needs_role(*WHO)
def let_go(request: HttpRequest, key: int) -> HttpResponse:
    """Give the file up: nothing of it is applied, and its words are erased."""
    door.let_go(_own(request, key), actor=actor(request), now=clock.now())
    messages.success(request, _("The file was let go; nothing of it was applied."))
    return redirect("own_data")


@require_safe
@needs_role(*WHO)
def returned(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """The same file with a verdict for each line, to be mended and handed in again."""
    if form not in MIME:
        raise Http404
    found = _own(request, key)
    content = files.returned(found, form, note=demo.note())
    return attachment(content, MIME[form], f"sheber-{found.kind}-{found.pk}-verdicts.{form}")


def _own(request: HttpRequest, key: int) -> Upload:
    return door.own(key, actor=actor(request))


def _next(found: Upload) -> str:
    """Where the work goes on; with a plan's seats, at that plan."""
    plan = found.choices.get("plan")
    return reverse("plan", args=[plan]) if plan else reverse(NEXT[found.kind])


def _calls(found: Upload, lines: list[UploadedLine]) -> list[tuple[str, Call | None, int]]:
    """Which calls the good lines of a table of demand enter: code, the call if it stands, lines."""
    if found.kind != demand.CODE:
        return []
    entered = demand.calls_entered(found, lines)
    standing = {one.code: one for one in Call.objects.filter(code__in=entered)}
    return [(code, standing.get(code), number) for code, number in sorted(entered.items())]


def _row(found: Upload, line: UploadedLine) -> dict[str, object]:
    kind = kinds.named(found.kind)
    width = len(found.head)
    places = kind.place(found.head) if found.head else {}
    wrong = {places.get(code) for code, _refusal, _facts in line.faults}
    cells = [*line.cells, *[""] * (width - len(line.cells))]
    return {
        "number": line.number,
        "verdict": files.verdict_word(kind, line),
        "tone": TONES.get(line.verdict, "plain"),
        "sentences": files.sentences(kind, line),
        "cells": [(text, place in wrong) for place, text in enumerate(cells)],
    }


def _filters(kind: Kind, lines: list[UploadedLine]) -> list[tuple[str, str, int]]:
    names = {
        "wrong": _("to be mended"),
        "good": _("good"),
        "known": str(kind.known),
        "aside": _("set aside"),
    }
    counts = {code: sum(one.verdict == code for one in lines) for code in names}
    return [(code, names[code], counts[code]) for code in names if counts[code]]
