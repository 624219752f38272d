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
from sheber.planning.models import Plan
from sheber.web.own_data.views.tables import MIME, WHO, words
from sheber.web.shared import demo
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import attachment

PER_PAGE = 100
TONES = {"good": "done", "known": "plain", "wrong": "stopped", "aside": "turn"}
# What somebody has to look at comes first, what changes nothing last.
ORDER = ("wrong", "aside", "good", "known")
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
    """The lines as they were typed, with what is wrong in words: the wrong ones first."""
    found = _own(request, key)
    lines = uploads.lines(found)
    only = request.GET.get("only", "")
    chosen = [one for one in lines if not only or one.verdict == only]
    shown = sorted(chosen, key=lambda one: (ORDER.index(one.verdict), one.number))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    hidden = _hidden(found)
    context = {
        "upload": found,
        **words(found),
        "only": only,
        "page": page,
        "head": [title for place, title in enumerate(found.head) if place not in hidden],
        "rows": [_row(found, one, hidden) for one in page.object_list],
        "seen": door.digest(lines),
        "before": door.applied_before(found, actor=actor(request)),
        "calls": _calls(found, lines),
        "next": _next(found),
        "plan": _plan(found),
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
    found = _own(request, key)
    plan = _plan(found)
    door.let_go(found, actor=actor(request), now=clock.now())
    messages.success(request, _("The file was let go; nothing of it was applied."))
    return redirect("plan_files", plan.pk) if plan else redirect("own_data")


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
    plan = _plan(found)
    return reverse("plan", args=[plan.pk]) if plan else reverse(NEXT[found.kind])


def _plan(found: Upload) -> Plan | None:
    """The plan to which a file of seats was handed in."""
    return Plan.objects.filter(pk=found.choices.get("plan")).first()


def _calls(found: Upload, lines: list[UploadedLine]) -> list[tuple[str, Call | None, int]]:
    """Which calls the good lines of a table of demand enter: code, the call if it stands, lines."""
    if found.kind != demand.CODE:
        return []
    entered = demand.calls_entered(found, lines)
    standing = {one.code: one for one in Call.objects.filter(code__in=entered)}
    return [(code, standing.get(code), number) for code, number in sorted(entered.items())]


def _places(found: Upload) -> dict[str, int]:
    """Where each column of the kind stands in this file."""
    return kinds.named(found.kind).place(found.head) if found.head else {}


def _hidden(found: Upload) -> set[int]:
    """Places of what only tells rows apart; a reader knows them by their names."""
    hidden = kinds.named(found.kind).hidden
    return {place for code, place in _places(found).items() if code in hidden}


def _row(found: Upload, line: UploadedLine, hidden: set[int]) -> dict[str, object]:
    kind, places = kinds.named(found.kind), _places(found)
    wrong = {places.get(code) for code, _refusal, _facts in line.faults}
    cells = [*line.cells, *[""] * (len(found.head) - len(line.cells))]
    shown = [place for place in range(len(cells)) if place not in hidden]
    changes = kind.change is not None and line.verdict == "good"
    return {
        "number": line.number,
        "verdict": files.verdict_word(kind, line),
        "tone": TONES.get(line.verdict, "plain"),
        "change": " → ".join(cells[places[code]] for code in kind.change or () if changes),
        "sentences": files.sentences(kind, line),
        "cells": [(cells[place], place in wrong) for place in shown],
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
