"""Forms by which a cluster and its programmes begin."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from sheber.kernel.trilingual import LANGUAGES
from sheber.programmes.enums import ClusterKind, Cycle, ModuleKind, PracticeOf
from sheber.programmes.models import Cluster, Module, Programme
from sheber.registry.models import Country, Field, Level, Occupation, Region, Sector
from sheber.web.cluster.forms import Body
from sheber.web.college.forms import a_day
from sheber.web.shared.order import alphabetical

NOBODY = ("", "—")
CODE = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
LONGEST_MONTHS, LONGEST_HOURS = 96, 20_000
IN = {"en": _("Name in English"), "ru": _("Name in Russian"), "kk": _("Name in Kazakh")}


class Named(forms.Form):
    """A code of one's own and a name in three languages."""

    code = forms.RegexField(
        CODE,
        label=_("Code"),
        max_length=40,
        help_text=_("Your own short code, for good: Latin letters, digits, hyphens."),
    )
    name_en = forms.CharField(label=IN["en"], max_length=250)
    name_ru = forms.CharField(label=IN["ru"], max_length=250)
    name_kk = forms.CharField(label=IN["kk"], max_length=250)

    def taken(self, rows: models.QuerySet[Any]) -> None:
        """Say beside the code that another row has it."""
        if rows.filter(code=self.cleaned_data.get("code")).exists():
            self.add_error("code", forms.ValidationError(_("This code is used. Take another.")))


class ClusterForm(Named):
    kind = forms.ChoiceField(label=_("Kind"), choices=ClusterKind.choices)
    region = forms.ChoiceField(label=_("Region"))
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, help_text=_("An industrial cluster needs one.")
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = alphabetical(Region.objects.filter(country=country))
        _offer(self, "region", [(one.pk, one.name) for one in regions])
        sectors = alphabetical(Sector.objects.all())
        _offer(self, "sector", [(one.pk, one.name) for one in sectors])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.taken(Cluster.objects.all())
        return given


class OfficeClusterForm(Body, ClusterForm):
    """The office says who will manage it."""

    field_order = ("code", "name_en", "name_ru", "name_kk", "kind", "region", "sector")

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, country=country, **kwargs)
        self.fields["organisation"].label = _("Manager: an organisation of the registry")


class Nothing(forms.Form):
    """An act that asks for nothing but the press of its button."""


class AgreementForm(forms.Form):
    document = forms.CharField(
        label=_("Document"), max_length=200, help_text=_("Its name, number and date.")
    )
    signed_on = a_day(_("Signed on"))


class ProgrammeForm(Named):
    field = forms.ChoiceField(label=_("Field of education, ISCED-F"))
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        help_text=_("Empty: a course without an award of a level."),
    )
    occupations = forms.CharField(
        label=_("Occupations"),
        required=False,
        help_text=_("ISCO-08 codes of four digits, parted by commas."),
    )
    joint = forms.BooleanField(label=_("Joint: partners of both countries"), required=False)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=LONGEST_MONTHS, initial=0)
    weeks = forms.IntegerField(
        label=_("Weeks after the months"), min_value=0, max_value=52, initial=0
    )
    start_month = forms.IntegerField(
        label=_("Month of the start"), min_value=1, max_value=12, initial=9
    )
    teaching_languages = forms.MultipleChoiceField(
        label=_("Languages of teaching"),
        choices=[(one, one) for one in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    practice_hours = forms.IntegerField(
        label=_("Hours of practice"), min_value=0, max_value=LONGEST_HOURS
    )
    practice_of_hours = forms.IntegerField(
        label=_("Of so many hours"), min_value=1, max_value=LONGEST_HOURS
    )
    practice_of = forms.ChoiceField(label=_("Which hours"), choices=PracticeOf.choices)

    def __init__(self, *args: Any, country: Country, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = Field.objects.order_by("code")
        _offer(self, "field", [(one.pk, f"{one.pk} {one.name}") for one in fields])
        levels = Level.objects.filter(country=country).order_by("code")
        _offer(self, "level", [(one.pk, one.name) for one in levels])

    def clean_occupations(self) -> tuple[str, ...]:
        """Codes that the registry knows."""
        codes = [one.strip() for one in self.cleaned_data["occupations"].split(",") if one.strip()]
        unknown = sorted(set(codes) - set(Occupation.objects.in_bulk(codes)))
        if unknown:
            said = _("The registry has no occupation with this code: %(codes)s.")
            raise forms.ValidationError(said, params={"codes": ", ".join(unknown)})
        return tuple(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.taken(Programme.objects.all())
        return given


class ModuleForm(Named):
    code = forms.RegexField(CODE, label=_("Code"), max_length=20)
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=LONGEST_HOURS)
    kind = forms.ChoiceField(label=_("Kind"), choices=ModuleKind.choices)
    cycle = forms.ChoiceField(label=_("Cycle"), choices=Cycle.choices, initial=Cycle.PROFESSIONAL)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.taken(Module.objects.filter(programme=self.programme))
        return given


def _offer(form: forms.Form, name: str, options: list[tuple[str, str]]) -> None:
    """Nothing is chosen before somebody chooses it."""
    form.fields[name].choices = [NOBODY, *options]  # type: ignore[attr-defined]
