"""Acts on a page: each is a form of its own, run by a verb, refused beside its fields.

A view lists its acts; `perform` runs the one that was sent. Every form works without a script.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused, Sentence
from sheber.web.shared.actors import actor

Run = Callable[[dict[str, Any], Actor, datetime], Any]
# What is said when it is done: a sentence, or one made from what the verb gave back.
Said = Sentence | Callable[[Any], Sentence]
# Where that leads: an address, or one made from what the verb gave back; empty: the page itself.
To = str | Callable[[Any], str]


@dataclass
class Act:
    """What can be done here: its words, its form, its verb and what is said when it is done."""

    code: str
    title: Sentence
    button: Sentence
    run: Run
    said: Said
    form: forms.Form | None = None
    make: Callable[..., forms.Form] | None = None
    hint: Sentence = ""
    danger: bool = False
    open: bool = False
    to: To = ""
    refusal: Refused | None = field(default=None)


class Performed:
    """What came of a request: a way on, or the acts with what was wrong beside their fields."""

    def __init__(self, acts: Sequence[Act], way_on: HttpResponseRedirect | None) -> None:
        self.acts = list(acts)
        self.way_on = way_on

    @property
    def refusal(self) -> Refused | None:
        """The refusal of the act that was sent, if any."""
        return next((one.refusal for one in self.acts if one.refusal), None)

    @property
    def status(self) -> int:
        if self.refusal is None:
            return 200
        return 403 if self.refusal.code == "not_allowed" else 409


def perform(request: HttpRequest, acts: Sequence[Act]) -> Performed:
    """Run the act that was sent, if one was; the forms of all acts are ready to be shown."""
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    for one in acts:
        if one.make is not None:
            given = request.POST if one.code == sent else None
            one.form = one.make(given, prefix=one.code)
    chosen = next((one for one in acts if one.code == sent), None)
    if chosen is None:
        return Performed(acts, None)
    chosen.open = True
    if chosen.form is not None and not chosen.form.is_valid():
        return Performed(acts, None)
    try:
        cleaned = chosen.form.cleaned_data if chosen.form is not None else {}
        done = chosen.run(cleaned, actor(request), clock.now())
    except Refused as refused:
        chosen.refusal = refused
        if chosen.form is not None:
            chosen.form.add_error(None, str(refused))
        return Performed(acts, None)
    said = chosen.said(done) if callable(chosen.said) else chosen.said
    to = chosen.to(done) if callable(chosen.to) else chosen.to
    messages.success(request, str(said))
    return Performed(acts, redirect(to or request.path))
