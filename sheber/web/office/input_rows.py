"""The tables of the form that begins a plan: a row of each kind of input, and how they are read.

A row left blank is none. Every number has a source and a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sheber.demand.models import Line
from sheber.kernel.refusals import Sentence
from sheber.programmes.enums import ResourceKind
from sheber.programmes.models import Capacity, Programme
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Country, Organisation, Region
from sheber.web.office.forms import day, words
from sheber.web.shared.order import alphabetical

CODE = r"^[A-Za-z0-9_.:+/-]{1,40}$"
MINOR = 100
HUNDRED = 100
SPARE_ROWS = 2
MOST_ROWS = 500


class Dated(forms.Form):
    """A row that says where its number stands and as of when."""

    source = words(gettext_lazy("Source"), 120)
    as_of = day(pgettext_lazy("heading", "As of"))


def per_cent(label: Sentence, **given: Any) -> forms.DecimalField:
    """A share as people write it, to a hundredth of a per cent."""
    return forms.DecimalField(
        label=label, min_value=0, max_value=HUNDRED, max_digits=5, decimal_places=2, **given
    )


def year(**given: Any) -> forms.IntegerField:
    """An intake year; without one the row holds for every year of the plan."""
    return forms.IntegerField(
        label=gettext_lazy("Year; empty: each"),
        min_value=2020,
        max_value=2100,
        required=False,
        **given,
    )


def currencies() -> list[tuple[str, str]]:
    """Currencies of the countries that take part, after an empty choice."""
    codes = Country.objects.order_by("currency").values_list("currency", flat=True).distinct()
    return [("", ""), *((one, one) for one in codes)]


class Money(Dated):
    fund = forms.RegexField(CODE, label=gettext_lazy("Fund, a code"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currencies)
    employer = forms.ModelChoiceField(
        label=gettext_lazy("Only for lines of the employer, a code"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.ENTERPRISE),
        required=False,
        to_field_name="code",
        widget=forms.TextInput,
        error_messages={
            "invalid_choice": gettext_lazy("There is no employer of this code in the registry.")
        },
    )
    year = year()
    amount = forms.DecimalField(
        label=gettext_lazy("Budget of a year"), min_value=0, max_digits=15, decimal_places=2
    )
    country = forms.ModelChoiceField(
        label=gettext_lazy("Only for seats in"),
        queryset=Country.objects.order_by("pk"),
        required=False,
    )
    field_order = ("fund", "currency", "year", "amount", "employer", "country", "source", "as_of")


class Converting(Dated):
    base = forms.ChoiceField(label=gettext_lazy("Cost stated in"), choices=currencies)
    quote = forms.ChoiceField(label=gettext_lazy("Paid in"), choices=currencies)
    rate = forms.DecimalField(
        label=gettext_lazy("One unit costs"), min_value=0, max_digits=16, decimal_places=6
    )
    field_order = ("base", "quote", "rate", "source", "as_of")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("base") and given["base"] == given.get("quote"):
            self.add_error("quote", _("Name two different currencies."))
        return given


class Finishing(Dated):
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"),
        queryset=Programme.objects.filter(state="approved").order_by("code"),
        to_field_name="code",
    )
    share = per_cent(gettext_lazy("Finish, per cent"))
    field_order = ("programme", "share", "source", "as_of")


class Moving(Dated):
    """`regions` are those that can be chosen, looked up once for all rows of the table."""

    study = forms.ModelChoiceField(label=gettext_lazy("Studied in"), queryset=Region.objects.all())
    work = forms.ModelChoiceField(
        label=gettext_lazy("Would work in"), queryset=Region.objects.all()
    )
    share = per_cent(gettext_lazy("Of all, per cent"))
    field_order = ("study", "work", "share", "source", "as_of")

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", ""), *((one.pk, one.name) for one in regions)]
        for name in ("study", "work"):
            self.fields[name].choices = named  # type: ignore[attr-defined]


def regions_concerned() -> list[Region]:
    """Regions in which somebody teaches or asks for people, by name."""
    taught = Capacity.objects.values("provider__region")
    asked = Line.objects.values("region")
    return alphabetical(Region.objects.filter(Q(pk__in=taught) | Q(pk__in=asked)))


class Needing(Dated):
    resource = forms.ChoiceField(
        label=gettext_lazy("What is needed"),
        choices=(("", ""), *ResourceKind.choices),
    )
    per = forms.ChoiceField(
        label=gettext_lazy("By whom"),
        choices=(
            ("", ""),
            ("person", gettext_lazy("for a person")),
            ("group", gettext_lazy("for a group")),
        ),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much"), min_value=0, max_digits=6, decimal_places=3
    )
    when = forms.ChoiceField(
        label=gettext_lazy("In which years"),
        choices=(
            ("", ""),
            ("all", gettext_lazy("each year of study")),
            ("last", gettext_lazy("the last year")),
        ),
    )
    field_order = ("resource", "per", "amount", "when", "source", "as_of")


class Sharing(forms.Form):
    country = forms.ModelChoiceField(
        label=gettext_lazy("Country"), queryset=Country.objects.order_by("pk")
    )
    year = year()
    at_least = per_cent(gettext_lazy("Of all seats at least, per cent"), required=False)
    at_most = per_cent(gettext_lazy("At most, per cent"), required=False)


class Balancing(forms.Form):
    first = forms.ModelChoiceField(
        label=gettext_lazy("One country"), queryset=Country.objects.order_by("pk")
    )
    second = forms.ModelChoiceField(
        label=gettext_lazy("The other"), queryset=Country.objects.order_by("pk")
    )
    year = year()
    of = forms.ChoiceField(
        label=gettext_lazy("What is balanced"),
        choices=(
            ("", ""),
            ("seats", gettext_lazy("seats")),
            ("movement", gettext_lazy("graduates who move")),
        ),
    )
    tolerance = forms.IntegerField(
        label=gettext_lazy("Difference at most, people"), min_value=0, max_value=10**6
    )


class Rows(BaseFormSet):
    """A table of rows of which blank ones count for nothing, however many stand there."""

    def initial_form_count(self) -> int:
        return 0

    def given(self) -> list[dict[str, Any]]:
        """What was typed in, row by row."""
        return [one.cleaned_data for one in self.forms if one.has_changed()]


@dataclass(frozen=True)
class Part:
    """One table of the form: its code, its words, the form of a row."""

    code: str
    title: Sentence
    hint: Sentence
    row: type[forms.Form]


PARTS = (
    Part(
        "money",
        gettext_lazy("Funds and what they may spend"),
        gettext_lazy(
            "The whole cost of a seat counts in its year of intake. A fund has one currency. A "
            "fund with an employer pays only for that employer's lines, one with a country only "
            "for seats there."
        ),
        Money,
    ),
    Part(
        "converting",
        gettext_lazy("Planning rates between currencies"),
        gettext_lazy(
            "With a rate a fund may pay for seats whose cost is stated in another currency. "
            "Without one nothing is converted."
        ),
        Converting,
    ),
    Part(
        "finishing",
        gettext_lazy("Who finishes a programme, where that is known"),
        gettext_lazy("For every other programme the share above holds."),
        Finishing,
    ),
    Part(
        "moving",
        gettext_lazy("Who would work in another region"),
        gettext_lazy("In the region of study everybody would work; elsewhere nobody, unless here."),
        Moving,
    ),
    Part(
        "needing",
        gettext_lazy("What a person or a group takes of what providers declare"),
        gettext_lazy(
            "A need that is not stated limits nothing. It is counted against what a provider "
            "keeps for the intake, and against what its programmes share."
        ),
        Needing,
    ),
    Part(
        "sharing",
        gettext_lazy("Agreed shares of the countries"),
        gettext_lazy("Of all seats of a year."),
        Sharing,
    ),
    Part(
        "balancing",
        gettext_lazy("Agreed balance between the countries"),
        gettext_lazy("By how many people the two may differ in a year."),
        Balancing,
    ),
)


def rows_of(part: Part, data: Any, stated: Sequence[dict[str, Any]]) -> Rows:
    """The table of a part: what was sent, or what the last plan rested on and rows to spare."""
    kind = forms.formset_factory(
        part.row, formset=Rows, extra=len(stated) + SPARE_ROWS, max_num=MOST_ROWS
    )
    given = {"regions": regions_concerned()} if part.row is Moving else {}
    initial = None if data else list(stated)
    return kind(data, prefix=part.code, initial=initial, form_kwargs=given)  # type: ignore[return-value]
