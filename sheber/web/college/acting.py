"""A page for one act: what it is about, a form, one button, and what the verb said.

A refusal stands beside the form, with its words; nothing is half-written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Refused, Sentence
from sheber.web.offers.clauses import Text
from sheber.web.shared.middleware import FORBIDDEN
from sheber.web.shared.tables import Table

Given = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """The words of an act; `back` is where it came from and where it leads.

    `texts` are the clauses that are agreed to; `signs` marks a signature or consent that has none.
    `assumed`: it rests on an office's assumption. `table`: what stands already.
    """

    title: Sentence
    button: Sentence
    back: str
    back_label: Sentence
    lede: Sentence = ""
    notes: tuple[Sentence, ...] = ()
    danger: bool = False
    dense: bool = False
    styles: str = "college/college.css"
    texts: tuple[Text, ...] = ()
    signs: bool = False
    assumed: bool = False
    table: Table | None = None


class Chosen(forms.Form):
    """Rows of which some are meant; all of them unless somebody unticks one."""

    rows = forms.TypedMultipleChoiceField(
        coerce=int, label=_("For whom"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, options: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(options)
        self.fields["rows"].choices = choices  # type: ignore[attr-defined]
        self.fields["rows"].initial = [key for key, _words in choices]
        self.is_empty = not choices


def data(request: HttpRequest) -> Given:
    """What a form is bound to: the post, or nothing while the page is only read."""
    if request.method != "POST":
        return {"data": None}
    return {"data": request.POST, "files": request.FILES}


def ask(
    request: HttpRequest, page: Page, form: forms.Form, act: Callable[[Given], Sentence]
) -> HttpResponse:
    """Show the form; once it is right do the act, say so and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            said = act(form.cleaned_data)
        except Refused as refusal:
            if refusal.code in FORBIDDEN:
                raise
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(page.back)
    status = 400 if form.errors else 200
    return render(request, "college/act.html", {"page": page, "form": form}, status=status)
