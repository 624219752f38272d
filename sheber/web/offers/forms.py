"""What a visitor may ask of the list of offers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.offers.models import Offer
from sheber.offers.rules import SHOWN
from sheber.registry.models import Country, Occupation, Region, Sector
from sheber.web.offers import words
from sheber.web.shared.order import alphabetical

FOREMOST = ("year", "region", "occupation")
Choices = list[tuple[str, Any]]


class Filter(forms.Form):
    """Only values that occur are offered; anything else is answered with a sentence."""

    year = forms.ChoiceField(label=gettext_lazy("Year of admission"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country of the work"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region of the work"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    occupation = forms.ChoiceField(label=gettext_lazy("Occupation"), required=False)
    open_to = forms.ChoiceField(label=gettext_lazy("Open to citizens of"), required=False)
    months = forms.IntegerField(
        label=gettext_lazy("Months owed, at most"), min_value=1, max_value=240, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of teaching"), required=False)
    bed = forms.ChoiceField(label=gettext_lazy("Bed"), required=False)
    organisation = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        shown = Offer.objects.filter(state__in=SHOWN)
        for name, choices in _choices(shown).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (only those are named there)
            field.choices = [("", _("any")), *choices]

    @property
    def foremost(self) -> list[forms.BoundField]:
        """What nearly everybody asks."""
        return [self[name] for name in FOREMOST]

    @property
    def further(self) -> list[forms.BoundField]:
        """What fewer ask: folded away until one of them is in use."""
        return [one for one in self.visible_fields() if one.name not in FOREMOST]

    @property
    def asks_further(self) -> bool:
        return any(one.value() or one.errors for one in self.further)


def years() -> list[int]:
    """Years of admission in which there are offers, the latest first."""
    column = "allocation__capacity__intake_year"
    rows = Offer.objects.filter(state__in=SHOWN).order_by().values_list(column, flat=True)
    return sorted(rows.distinct(), reverse=True)


def _choices(shown: Any) -> dict[str, Choices]:
    regions = Region.objects.filter(pk__in=shown.values("line__region"))
    used = Occupation.objects.filter(pk__in=shown.values("line__occupation"))
    sectors = Sector.objects.filter(pk__in=used.values("sectors"))
    countries = alphabetical(Country.objects.all())
    languages = [(code, words.language(code)) for code in ("en", "kk", "ru")]
    return {
        "year": [(str(year), year) for year in years()],
        "country": _named(countries),
        "region": _named(alphabetical(regions)),
        "sector": _named(alphabetical(sectors)),
        "occupation": _named(alphabetical(used)),
        "open_to": _named(countries),
        "language": sorted(languages, key=lambda one: one[1]),
        "bed": [("yes", _("offered")), ("no", _("not offered"))],
    }


def _named(rows: Any) -> Choices:
    return [(one.pk, one.name) for one in rows]
