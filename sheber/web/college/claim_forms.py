"""What an institution types in to compute what a breach costs."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sheber.flows.claims import Compensation, Penalty, Support
from sheber.kernel.money import MINOR_UNITS

MONEY = {"min_value": 0, "decimal_places": 2, "max_digits": 14}


def a_currency() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=pgettext_lazy("money", "Currency"), choices=[(one, one) for one in MINOR_UNITS]
    )


def minor(amount: Any, currency: str) -> int:
    """A sum that was typed in, in minor units; its two decimals are exact."""
    return int(amount * MINOR_UNITS[currency])


class PenaltyForm(forms.Form):
    """The normative cost of each year of study, and the institution's coefficient."""

    currency = a_currency()

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            self.fields[f"cost_{year}"] = forms.DecimalField(
                label=_("Normative cost of the year %(year)s") % {"year": year},
                required=False,
                **MONEY,
            )
            self.fields[f"coefficient_{year}"] = forms.DecimalField(
                label=_("Coefficient of the year %(year)s") % {"year": year},
                min_value=0,
                decimal_places=6,
                max_digits=12,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for year in self.years:
            pair = (given.get(f"cost_{year}"), given.get(f"coefficient_{year}"))
            if (pair[0] is None) != (pair[1] is None):
                name = "cost" if pair[0] is None else "coefficient"
                self.add_error(
                    f"{name}_{year}", _("Give both figures of this year, or neither of them.")
                )
        if not self.errors and not any(given.get(f"cost_{year}") for year in self.years):
            self.add_error(None, _("Give the figures of at least one year of study."))
        return given

    @property
    def figures(self) -> Penalty:
        given = self.cleaned_data
        return Penalty(
            given["currency"],
            tuple(
                (
                    minor(given[f"cost_{year}"], given["currency"]),
                    Fraction(given[f"coefficient_{year}"]),
                )
                for year in self.years
                if given[f"cost_{year}"] is not None
            ),
        )


class CompensationForm(forms.Form):
    """Medicine and pharmacy: what a year costs, and how many years are paid back."""

    currency = a_currency()
    annual = forms.DecimalField(label=_("Cost of one year of study"), **MONEY)
    number = forms.IntegerField(
        label=_("Years of compensation"),
        min_value=1,
        max_value=9,
        help_text=_("By the day of termination; the rules say how many there may be."),
    )

    @property
    def figures(self) -> Compensation:
        given = self.cleaned_data
        return Compensation(
            given["currency"], minor(given["annual"], given["currency"]), given["number"]
        )


class SupportForm(forms.Form):
    """What the person received a month, and for how many months."""

    currency = a_currency()
    monthly = forms.DecimalField(label=_("Support received a month"), **MONEY)
    months = forms.IntegerField(label=_("Months in which it was received"), min_value=0)

    @property
    def figures(self) -> Support:
        given = self.cleaned_data
        return Support(
            given["currency"], minor(given["monthly"], given["currency"]), given["months"]
        )
