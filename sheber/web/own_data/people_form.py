"""A form for one person, and for the guardian of somebody under age."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import EntryBasis
from sheber.registry.models import Account, Country, Person, Region
from sheber.registry.operations import NewPerson
from sheber.web.college.forms import a_day
from sheber.web.own_data.forms import NOBODY
from sheber.web.shared.order import alphabetical

USERNAME = r"^[\w.@+-]+$"
KINDS = (("parent", _("parent")), ("guardian", _("guardian or trustee")))
GUARDIAN = ("name_original", "name_latin", "born", "username")


class GuardianForm(forms.Form):
    """Who answers for somebody entered before."""

    ward = forms.CharField(
        label=_("Pseudonym of the person under age"),
        max_length=12,
        help_text=_("As the applications show one."),
    )
    name_original = forms.CharField(label=_("Name in the original script"), max_length=200)
    name_latin = forms.CharField(label=_("Name in Latin letters"), max_length=200)
    born = a_day(_("Born on"))
    kind = forms.ChoiceField(label=_("Who it is"), choices=[NOBODY, *KINDS])
    username = forms.RegexField(USERNAME, label=_("User name"), max_length=100)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.select_related("home_region")
        self.people = people.filter(home_region__country=country) if country else people

    def clean_ward(self) -> Person:
        """The person, if this office may have to do with one."""
        found = self.people.filter(pk=self.cleaned_data["ward"]).first()
        if found is None:
            raise forms.ValidationError(_("Nobody at home in your country has this pseudonym."))
        return found

    def clean_username(self) -> str:
        given: str = self.cleaned_data["username"]
        if Account.objects.filter(username=given).exists():
            raise forms.ValidationError(_("There is an account with this name. Take another one."))
        return given

    def person(self, *, demo: bool) -> NewPerson:
        """What is written down; a guardian lives where the ward does."""
        given, ward = self.cleaned_data, self.cleaned_data["ward"]
        return NewPerson(
            name_original=given["name_original"],
            name_latin=given["name_latin"],
            born=given["born"],
            citizenship=ward.citizenship_id,
            home_region=ward.home_region_id,
            home_store=ward.home_region.country_id,
            demo=demo,
        )


class PersonForm(forms.Form):
    name_original = forms.CharField(label=_("Name in the original script"), max_length=200)
    name_latin = forms.CharField(label=_("Name in Latin letters"), max_length=200)
    born = a_day(_("Born on"))
    citizenship = forms.ChoiceField(label=_("Citizenship"))
    home_region = forms.ChoiceField(label=_("Home region"))
    entry_basis = forms.ChoiceField(label=_("Enters"), choices=[NOBODY, *EntryBasis.choices])
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    username = forms.RegexField(USERNAME, label=_("User name"), max_length=100)
    guardian_name_original = forms.CharField(
        label=_("Guardian: name in the original script"),
        max_length=200,
        required=False,
        help_text=_("Needed for somebody under 18, who applies and signs with a guardian only."),
    )
    guardian_name_latin = forms.CharField(
        label=_("Guardian: name in Latin letters"), max_length=200, required=False
    )
    guardian_born = a_day(_("Guardian: born on"), required=False)
    guardian_kind = forms.ChoiceField(
        label=_("Guardian: who"), choices=[NOBODY, *KINDS], required=False
    )
    guardian_username = forms.RegexField(
        USERNAME, label=_("Guardian: user name"), max_length=100, required=False
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.filter(country=country) if country else Region.objects.all()
        countries = alphabetical(Country.objects.all())
        self._offer("home_region", [(one.pk, one.name) for one in alphabetical(regions)])
        self._offer("citizenship", [(one.pk, one.name) for one in countries])

    def clean(self) -> dict[str, Any]:
        """A guardian stands as a whole or not at all; every user name is given once."""
        given = super().clean() or {}
        fields = [f"guardian_{name}" for name in (*GUARDIAN, "kind")]
        if any(given.get(name) for name in fields):
            for name in fields:
                if name not in self.errors and not given.get(name):
                    self.add_error(name, forms.ValidationError(_("Fill this in, too.")))
        names = [given.get("username"), given.get("guardian_username")]
        for field, name in zip(("username", "guardian_username"), names, strict=True):
            if name and (Account.objects.filter(username=name).exists() or names.count(name) > 1):
                said = _("There is an account with this name. Take another one.")
                self.add_error(field, forms.ValidationError(said))
        return given

    @property
    def has_guardian(self) -> bool:
        return bool(self.cleaned_data["guardian_username"])

    def person(self, *, demo: bool, guardian: bool = False) -> NewPerson:
        """What is written down; a guardian lives where the ward does."""
        given = self.cleaned_data
        of = "guardian_" if guardian else ""
        return NewPerson(
            name_original=given[f"{of}name_original"],
            name_latin=given[f"{of}name_latin"],
            born=given[f"{of}born"],
            citizenship=given["citizenship"],
            home_region=given["home_region"],
            home_store=Region.objects.get(pk=given["home_region"]).country_id,
            entry_basis="" if guardian else given["entry_basis"],
            email="" if guardian else given["email"],
            phone="" if guardian else given["phone"],
            demo=demo,
        )

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [NOBODY, *options]  # type: ignore[attr-defined]
