"""What may be handed in: templates, the door for files, and what was handed in before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sheber.flows.own_data import door, files, kinds
from sheber.kernel import clock, uploads
from sheber.kernel.access import require
from sheber.kernel.models import Upload
from sheber.kernel.refusals import Refused
from sheber.kernel.tables import Limits
from sheber.registry.enums import Role
from sheber.web.own_data.forms import FileForm
from sheber.web.shared import demo
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import attachment

WHO = (Role.EMPLOYER, Role.ADMINISTRATOR, Role.OFFICE, Role.ADMISSIONS)
SHOWN = 20
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a form may say of the whole file.
CHOSEN = ("call", "plan")
# Tables that are taken from a page of their own rather than from a template.
ELSEWHERE = {"plan_seats": "plans"}
# Lists that stand already may be taken away with the template.
WITH_ROWS = ("lines", "offers")


@require_safe
@needs_role(*WHO)
def tables(request: HttpRequest) -> HttpResponse:
    """Every table of this person, and the files handed in so far."""
    return _page(request)


@require_POST
@needs_role(*WHO)
def hand_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file, check it and show the verdicts; what cannot be read is told beside the form."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, code, form)
    file = form.cleaned_data["file"]
    content = file.read(Limits().size + 1)
    choices = {name: request.POST[name] for name in CHOSEN if request.POST.get(name)}
    try:
        upload = door.hand_in(
            code,
            file.name,
            content,
            choices=choices,
            actor=actor(request),
            now=clock.now(),
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, code, form)
    return redirect("own_data_file", upload.pk)


@require_safe
@needs_role(*WHO)
def template(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """`template.csv`, `template.xlsx`, or with the rows that stand: `rows.csv`, `rows.xlsx`."""
    kind = kinds.named(code)
    require(kind.may(actor(request)), f"own_data.{code}.template")
    stem, _dot, form = name.rpartition(".")
    if form not in MIME or stem not in ("template", "rows"):
        raise Http404
    facts = kind.prepare(actor(request), {}, clock.now())
    content = files.template(kind, form, facts, with_rows=stem == "rows", note=demo.note())
    return attachment(content, MIME[form], f"sheber-{code}-{name}")


def _page(request: HttpRequest, code: str = "", form: FileForm | None = None) -> HttpResponse:
    doors = [
        {
            "kind": kind,
            "form": form if form and kind.code == code else FileForm(auto_id=f"id_{kind.code}_%s"),
            "with_rows": kind.code in WITH_ROWS,
            "by_hand": _by_hand(kind.code),
            "elsewhere": reverse(ELSEWHERE[kind.code]) if kind.code in ELSEWHERE else "",
        }
        for kind in kinds.for_actor(actor(request))
    ]
    earlier = uploads.visible(actor(request)).exclude(state="discarded")[:SHOWN]
    context = {"doors": doors, "earlier": [(one, words(one)) for one in earlier]}
    if form and form.errors:
        messages.error(request, _("The file was not taken; see below."))
    status = 400 if form and form.errors else 200
    return render(request, "own_data/tables.html", context, status=status)


def _by_hand(code: str) -> str:
    """Where a single row is typed in: lines and offers have pages of their own."""
    pages = {"lines": "employer_line_new", "offers": "employer_offers"}
    return reverse(pages[code]) if code in pages else reverse("own_data_one", args=[code])


def words(upload: Upload) -> dict[str, object]:
    """A file in words: its kind, its state and how many lines have each verdict."""
    states = {
        "uploaded": (_("handed in"), "turn"),
        "checked": (_("checked, waits for you"), "turn"),
        "applied": (_("entered now"), "done"),
    }
    state, tone = states.get(upload.state, (upload.state, "plain"))
    kind = kinds.named(upload.kind)
    return {"kind": kind, "state": state, "tone": tone, "tally": uploads.tally(upload)}
