"""What part of demand and capacity is looked at: chosen in an address that can be kept."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.demand.enums import Confidence
from sheber.kernel import clock
from sheber.kernel.refusals import Sentence
from sheber.planning.models import Plan
from sheber.registry.models import Country, Occupation, Region
from sheber.web.office import beside, beside_shown
from sheber.web.office.beside import ASKED, GAP, MEASURES, Beside, Scope
from sheber.web.office.drafting import last_solved
from sheber.web.shared.order import alphabetical


class Scoping(forms.Form):
    """Years, a part of the two countries, and what the map shows."""

    first = forms.IntegerField(
        label=gettext_lazy("Years of work from"), min_value=2020, max_value=2100
    )
    last = forms.IntegerField(label=gettext_lazy("to the year"), min_value=2020, max_value=2100)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    occupation = forms.ChoiceField(label=gettext_lazy("Occupation"), required=False)
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Seats planned by"),
        queryset=Plan.objects.order_by("-first_year", "-pk"),
        required=False,
        empty_label=gettext_lazy("the plans in force"),
    )
    show = forms.ChoiceField(label=gettext_lazy("On the map"), required=False)
    confidence = forms.ChoiceField(
        choices=[("", ""), *Confidence.choices], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("country", Country.objects.all()),
            ("region", Region.objects.all()),
            ("occupation", Occupation.objects.all()),
        ):
            named = [(one.pk, one.name) for one in alphabetical(rows)]
            self.fields[name].choices = [("", _("all")), *named]  # type: ignore[attr-defined]
        measures = [(one, beside_shown.measure_in_words(one)) for one in MEASURES]
        self.fields["show"].choices = measures  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            said = _("The last year is before the first. Give the years in order.")
            self.add_error("last", forms.ValidationError(said))
        return given


class Choice:
    """What an address asks for; what cannot be read is said beside its field, and left out."""

    def __init__(self, request: HttpRequest) -> None:
        first, last = beside.years(clock.now().date())
        show = GAP if last_solved() else ASKED
        given = {"first": first, "last": last, "show": show, **request.GET.dict()}
        self.form = Scoping(given)
        self.form.is_valid()
        read = self.form.cleaned_data
        begin = read.get("first") or first
        self.scope = Scope(
            begin,
            max(begin, read.get("last") or last),
            read.get("country", ""),
            read.get("region", ""),
            read.get("occupation", ""),
            read.get("plan"),
            read.get("confidence", ""),
        )
        self.measure = read.get("show") or ASKED

    @property
    def words(self) -> list[str]:
        """The scope as a reader knows it."""
        scope = self.scope
        years = str(scope.first) if scope.first == scope.last else f"{scope.first}–{scope.last}"
        named = (
            *Country.objects.filter(pk=scope.country),
            *Region.objects.filter(pk=scope.region),
            *Occupation.objects.filter(pk=scope.occupation),
        )
        sure = [Confidence(scope.confidence).label] if scope.confidence else []
        plan = [scope.plan.code] if scope.plan else []
        return [years, *(one.name for one in named), *map(str, sure), *plan]


@dataclass(frozen=True)
class Figure:
    """One of the large numbers, and where it opens."""

    number: int | None
    words: Sentence
    url: str = ""


def figures(found: Beside) -> list[Figure]:
    """The numbers of the whole scope."""
    return [
        Figure(
            found.lacking if measure == GAP else found.total.of(measure),
            beside_shown.measure_in_words(measure),
            "" if measure == GAP else beside_shown.address(found.scope, measure),
        )
        for measure in MEASURES
    ]
