"""Who waits to be placed anew, and what the closing of a firm ends."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.flows import ending, placing
from sheber.flows.placing import Begun
from sheber.flows.telling import history
from sheber.flows.telling.describe import described
from sheber.kernel import clock, events
from sheber.kernel.access import Actor
from sheber.outcomes import queries
from sheber.outcomes.models import PlacementRight
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.employer.contract_forms import a_day
from sheber.web.employer.placing_forms import PlacedForm
from sheber.web.office.acts import Act, perform
from sheber.web.office.forms import Reason
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.order import alphabetical


class FirmForm(forms.Form):
    """A firm that has closed, and from which day nobody works there."""

    firm = forms.TypedChoiceField(label=gettext_lazy("Firm"), coerce=int)
    on = a_day(gettext_lazy("First day on which nobody works there"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("By which document the firm closed. Name nobody."),
    )

    def __init__(self, *args: object, country: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        options = [(one.pk, one.name) for one in alphabetical(placing.binding_firms(country))]
        self.fields["firm"].choices = [("", "—"), *options]  # type: ignore[attr-defined]


@needs_role(Role.OFFICE)
def placements(request: HttpRequest) -> HttpResponse:
    """Open rights to be placed anew, the longest waiting first."""
    rows = [(one, described(one.lost)) for one in queries.waiting_rights(actor(request).country)]
    return render(request, "office/placements.html", {"rows": rows})


@needs_role(Role.OFFICE)
def placement(request: HttpRequest, key: int) -> HttpResponse:
    """One right: report the new job, or release the person from what is still owed."""
    found = get_object_or_404(queries.waiting_rights(actor(request).country), pk=key)
    acts = [_placing(found), _releasing(found)]
    done = perform(request, acts)
    if done.way_on:
        return done.way_on
    log = events.of("outcomes.obligation", [found.obligation_id])
    context = {
        "right": found,
        "words": described(found.lost),
        "days": (clock.now().date() - found.since).days,
        "acts": done.acts,
        "history": history.lines(log, reasons=True),
    }
    return render(request, "office/placement.html", context, status=done.status)


@needs_role(Role.OFFICE)
def firm_closed(request: HttpRequest) -> HttpResponse:
    """End the jobs of a firm that has closed, and release those who had not begun there."""
    who = actor(request)
    form = FirmForm(request.POST if request.method == "POST" else None, country=who.country)

    def act(given: Given) -> str:
        firm = Organisation.objects.get(pk=given["firm"])
        done = placing.close_firm(
            firm, on=given["on"], reason=given["reason"], actor=who, now=clock.now()
        )
        jobs = ngettext("%(count)s job ended.", "%(count)s jobs ended.", len(done.jobs))
        people = ngettext(
            "%(count)s person was released from a contract.",
            "%(count)s people were released from a contract.",
            len(done.contracts),
        )
        return f"{jobs % {'count': len(done.jobs)}} {people % {'count': len(done.contracts)}}"

    page = Page(
        _("A firm has closed"),
        _("End its jobs"),
        reverse("placements"),
        _("Who waits to be placed anew"),
        notes=(
            _("Who works there by a confirmed job gets a right to be placed anew."),
            _("Who has a contract with the firm and no job there yet is released from it."),
        ),
        danger=True,
        styles="office/office.css",
    )
    return acting.ask(request, page, form, act)


def _placing(found: PlacementRight) -> Act:
    act = Act(
        "place",
        _("Report the new job"),
        _("Report the job"),
        lambda _given, _actor, _now: None,
        _("The job is reported. Once it is confirmed, the person is placed."),
        make=PlacedForm,
        open=True,
        to=reverse("placements"),
    )

    def run(given: Given, who: Actor, now: object) -> object:
        place = act.form.place  # type: ignore[union-attr]
        begun = Begun(person=found.obligation.person, employer=given["employer"], **place)
        return placing.report(begun, actor=who, now=now)  # type: ignore[arg-type]

    act.run = run
    return act


def _releasing(found: PlacementRight) -> Act:
    return Act(
        "release",
        _("Release the person from what is still owed"),
        _("Release"),
        lambda given, who, now: ending.release(
            found.obligation.contract, reason=given["reason"], actor=who, now=now
        ),
        _("The person is released; nobody has to place them any more."),
        make=Reason,
        danger=True,
        to=reverse("placements"),
    )
