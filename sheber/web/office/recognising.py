"""A request to recognise an award, as the body that decides works on it: an office or a college."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.credentials import operations, rules
from sheber.credentials.enums import Outcome, Purpose
from sheber.credentials.models import Recognition
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Sentence
from sheber.web.office.acts import Act
from sheber.web.office.forms import words
from sheber.web.shared.tables import Cell, Column, Table

STATES: dict[str, tuple[Sentence, str]] = {
    "submitted": (gettext_lazy("asked for: look through the papers"), "turn"),
    "complete": (gettext_lazy("papers complete: decide"), "turn"),
    "decided": (gettext_lazy("decided"), "done"),
    "appealed": (gettext_lazy("appealed: decide anew"), "turn"),
}


class Decision(forms.Form):
    """What the body has decided; hours and tasks for a recognition in part only."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was decided"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    document = words(
        gettext_lazy("Document with the decision"),
        200,
        help_text=gettext_lazy("Its number and day. Name nobody."),
    )
    hours_recognised = forms.IntegerField(
        label=gettext_lazy("In part: hours that count"),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    hours_of = forms.IntegerField(
        label=gettext_lazy("In part: hours of the whole programme"),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    remaining = words(
        gettext_lazy("In part: what remains to be done"),
        1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Modules, examinations or practice. The person reads it; name nobody."
        ),
    )


def state(row: Recognition) -> tuple[str, str]:
    """How a request stands in words, and the tone: what was decided, or whose turn it is."""
    if row.award.state != "issued":
        return _("the award was revoked"), "stopped"
    if row.state != "decided":
        said, tone = STATES[row.state]
        return str(said), tone
    return str(Outcome(row.outcome).label), "stopped" if row.outcome == Outcome.REFUSED else "done"


def table(caption: str, rows: list[Recognition], name: str) -> Table:
    columns = (
        Column(_("Award")),
        Column(_("Qualification")),
        Column(_("Awarded by")),
        Column(_("Body that decides")),
        Column(_("For what")),
        Column(_("State")),
    )
    return Table(caption, columns, [_row(one) for one in rows], name, stacked=True)


def _row(one: Recognition) -> tuple[object, ...]:
    return (
        Cell(one.award.number, reverse("recognition", args=[one.pk])),
        one.award.programme.name,
        one.award.awarding.name,
        one.body.name,
        Purpose(one.purpose).label,
        state(one)[0],
    )


def acts(row: Recognition, actor: Actor) -> list[Act]:
    """What this actor's body can do with a request as it stands."""
    if not rules.waiting(actor).filter(pk=row.pk).exists():
        return []
    return [_completing(row)] if row.state == "submitted" else [_deciding(row)]


def hours(row: Recognition) -> str:
    """The hours of a recognition in part; empty for every other."""
    if row.hours_recognised is None or row.hours_of is None:
        return ""
    return ngettext("%(hours)d of %(of)d hour", "%(hours)d of %(of)d hours", row.hours_of) % {
        "hours": row.hours_recognised,
        "of": row.hours_of,
    }


def _completing(row: Recognition) -> Act:
    return Act(
        "complete",
        _("Find that the papers are complete"),
        _("The papers are complete"),
        lambda _given, actor, now: operations.complete(row, actor=actor, now=now),
        _("The papers are complete. Now decide."),
        hint=_("Compare the number and day of the award with the paper. A decision comes after."),
        open=True,
    )


def _deciding(row: Recognition) -> Act:
    again = row.state == "appealed"
    return Act(
        "decide",
        _("Decide the appeal") if again else _("Decide"),
        _("Enter the decision"),
        lambda given, actor, now: operations.decide(row, **given, actor=actor, now=now),
        _("The decision is recorded; the person reads it and may appeal."),
        make=Decision,
        hint=_("The reason of the appeal stands in the history. The new decision replaces the old.")
        if again
        else _("In part: say how many hours count, of how many, and what remains to be done."),
        open=True,
    )
