"""What is typed in about a job that no contract with the employer promised."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Occupation, Organisation, Person, Region
from sheber.web.applicant.forms import Scan
from sheber.web.employer.contract_forms import a_day
from sheber.web.public.places import by_country
from sheber.web.shared.order import alphabetical

PAPER = 100


class JobForm(forms.Form):
    """Where, as what, and from which day somebody works."""

    region = forms.ChoiceField(label=_("Region of the work"))
    occupation = forms.ChoiceField(label=_("Occupation"))
    starts_on = a_day(_("First day of work"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose(
            "region",
            [
                (country.name, [(one.pk, one.name) for one in rows])
                for country, rows in by_country()
                if rows
            ],
        )
        self.choose(
            "occupation", [(one.pk, one.name) for one in alphabetical(Occupation.objects.all())]
        )

    def choose(self, name: str, options: Iterable[Any]) -> None:
        self.fields[name].choices = [("", "—"), *options]  # type: ignore[attr-defined]

    @property
    def place(self) -> dict[str, Any]:
        """Region, occupation and first day as the flow takes them."""
        given = self.cleaned_data
        return {
            "region": Region.objects.get(pk=given["region"]),
            "occupation": Occupation.objects.get(pk=given["occupation"]),
            "starts_on": given["starts_on"],
        }


class NewcomerForm(JobForm):
    """Somebody who shows the firm their pseudonym."""

    person = forms.CharField(
        label=_("Pseudonym of the person"),
        max_length=20,
        help_text=_("It stands on the person’s own pages; ask them for it."),
    )
    field_order = ("person", "region", "occupation", "starts_on")

    def clean_person(self) -> Person:
        found = Person.objects.filter(pk=self.cleaned_data["person"].strip().upper()).first()
        if found is None:
            raise forms.ValidationError(
                _("There is nobody with this pseudonym. Compare it letter by letter.")
            )
        return found


class PlacedForm(JobForm):
    """A job at one of many employers, for the office."""

    employer = forms.TypedChoiceField(label=_("Employer"), coerce=int)
    field_order = ("employer", "region", "occupation", "starts_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("employer", [(one.pk, one.name) for one in employers()])

    def clean_employer(self) -> Organisation:
        return Organisation.objects.get(pk=self.cleaned_data["employer"])


class BegunForm(PlacedForm, Scan):
    """One's own job, with the paper that one holds."""

    paper = forms.CharField(
        label=_("Number of the paper"),
        max_length=PAPER,
        help_text=_("Of the order or of the employment contract, with its day. Name nobody."),
    )
    field_order = ("employer", "region", "occupation", "starts_on", "paper", "scan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].label = _("Scan of the paper")


def employers() -> list[Organisation]:
    rows = Organisation.objects.filter(kind=OrganisationKind.ENTERPRISE).exclude(status="closed")
    return list(alphabetical(rows))
