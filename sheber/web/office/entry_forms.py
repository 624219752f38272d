"""What offices type in to enter a statement, a commitment or a project of the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.accords.models import Commitment, Statement
from sheber.accords.operations import NewCommitment, NewProject, NewStatement, Proof
from sheber.kernel.trilingual import LANGUAGES, sort_key
from sheber.registry.enums import AliasKind, Certainty, OrganisationKind, OrganisationStatus
from sheber.registry.models import Organisation, Region, RegionGroup, Sector
from sheber.registry.operations import NewAlias, NewBranch
from sheber.web.accords.standing import sides
from sheber.web.office.forms import day, words
from sheber.web.public.phrases import LANGUAGES as LANGUAGE_NAMES
from sheber.web.shared.order import alphabetical

CODE_LENGTH, OFFICE_LENGTH, NAME_LENGTH, TEXT_LENGTH = 20, 200, 250, 2000


def lines(label: Any, language: str, length: int = TEXT_LENGTH, **given: Any) -> forms.CharField:
    """A field for a longer text in one language."""
    widget = forms.Textarea(attrs={"rows": 3, "lang": language})
    return forms.CharField(label=label, max_length=length, widget=widget, **given)


class Entry(forms.Form):
    """A code of its own, and whose words it is."""

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        label=_("Code"),
        max_length=CODE_LENGTH,
        help_text=_("Latin letters, digits and signs, up to 20. It stays for good."),
    )
    stated_by = forms.ChoiceField(label=_("Stated by"), choices=lambda: [("", "—"), *sides()])

    def three(self, name: str) -> dict[str, str]:
        """What was typed under a name in each language."""
        return {f"{name}_{one}": self.cleaned_data[f"{name}_{one}"] for one in LANGUAGES}

    @property
    def whose(self) -> dict[str, str]:
        return {"code": self.cleaned_data["code"], "stated_by": self.cleaned_data["stated_by"]}


class StatementEntry(Entry):
    """What an office said, in our words, with the source and the place in it."""

    said_on = day(_("Said on"))
    office_en = words(_("Office, in English"), OFFICE_LENGTH, help_text=_("Never a name."))
    office_ru = words(_("Office, in Russian"), OFFICE_LENGTH)
    office_kk = words(_("Office, in Kazakh"), OFFICE_LENGTH)
    text_en = lines(_("In our own words, in English"), "en")
    text_ru = lines(_("In our own words, in Russian"), "ru")
    text_kk = lines(_("In our own words, in Kazakh"), "kk")
    publisher = words(_("Publisher of the source"), OFFICE_LENGTH)
    title = words(_("Title of the source"))
    published = day(_("Published on"))
    paragraph = forms.IntegerField(label=_("Paragraph of the source"), min_value=1)
    url = forms.URLField(label=_("Address of the source"), assume_scheme="https", required=False)

    @property
    def entry(self) -> NewStatement:
        given = self.cleaned_data
        source = {
            "publisher": given["publisher"],
            "title": given["title"],
            "published": given["published"].isoformat(),
            "paragraph": str(given["paragraph"]),
            "url": given["url"],
        }
        return NewStatement(
            said_on=given["said_on"],
            sources=(source,),
            **self.whose,
            **self.three("office"),
            **self.three("text"),
        )


class Resting(Entry):
    """An entry with a name and a description, that rests on a statement of the register."""

    name_en = words(_("Name, in English"), NAME_LENGTH)
    name_ru = words(_("Name, in Russian"), NAME_LENGTH)
    name_kk = words(_("Name, in Kazakh"), NAME_LENGTH)
    description_en = lines(_("What it is about, in English"), "en")
    description_ru = lines(_("What it is about, in Russian"), "ru")
    description_kk = lines(_("What it is about, in Kazakh"), "kk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["statement"]
        field.queryset = Statement.objects.order_by("code")
        field.label_from_instance = lambda one: f"{one.code} · {one.said_on} · {one.text[:80]}"
        for name, model in (("sector", Sector), ("region", Region), ("region_group", RegionGroup)):
            if name in self.fields:
                self.fields[name].choices = _choices(model)  # type: ignore[attr-defined]


def _choices(model: Any) -> list[tuple[str, str]]:
    return [("", "—"), *((one.pk, one.name) for one in alphabetical(model.objects.all()))]


def statement(required: bool) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("Statement of the register"),
        queryset=Statement.objects.none(),
        required=required,
        empty_label="—" if required else _("none: a document below"),
    )


class CommitmentEntry(Resting):
    """A commitment, as mentioned: on a statement, or on a document with its place."""

    sector = forms.ChoiceField(label=_("Sector"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Body that it names"), queryset=Organisation.objects.none(), required=False
    )
    unresolved_party = forms.BooleanField(
        label=_("Which body is meant is not established"), required=False
    )
    statement = statement(required=False)
    document = words(_("Document"), required=False)
    dated = day(_("Dated"), required=False)
    place = words(_("Page or article"), 120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.filter(demo=False).order_by("code")
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]

    @property
    def entry(self) -> NewCommitment:
        given = self.cleaned_data
        body = given["organisation"]
        return NewCommitment(
            unresolved_party=given["unresolved_party"],
            organisations=(body,) if body else (),
            sectors=tuple(Sector.objects.filter(pk=given["sector"])),
            regions=tuple(Region.objects.filter(pk=given["region"])),
            evidence=self._evidence,
            **self.whose,
            **self.three("name"),
            **self.three("description"),
        )

    @property
    def _evidence(self) -> tuple[Proof, ...]:
        """What was named; nothing named is refused by the verb."""
        given = self.cleaned_data
        said = given["statement"]
        if not (said or given["document"]):
            return ()
        return (Proof(said, given["document"], None if said else given["dated"], given["place"]),)


class ProjectEntry(Resting):
    """A project of industry under discussion; place and site stay empty if nobody stated them."""

    sector = forms.ChoiceField(label=_("Sector"))
    region = forms.ChoiceField(label=_("Region"), required=False)
    region_group = forms.ChoiceField(
        label=_("Or a group of regions"),
        required=False,
        help_text=_("Leave both empty where nobody has stated the place: it shows as a gap."),
    )
    site = words(_("Building site"), OFFICE_LENGTH, required=False)
    commitment = forms.ModelChoiceField(
        label=_("Commitment"),
        queryset=Commitment.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    statement = statement(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["commitment"]
        field.queryset = Commitment.objects.order_by("code")
        field.label_from_instance = lambda one: f"{one.code} · {one.name}"

    @property
    def entry(self) -> NewProject:
        given = self.cleaned_data
        return NewProject(
            sector=given["sector"],
            region=given["region"],
            region_group=given["region_group"],
            site=given["site"],
            commitment=given["commitment"],
            statements=(given["statement"],),
            **self.whose,
            **self.three("name"),
            **self.three("description"),
        )


def _languages() -> list[tuple[str, Any]]:
    found = list(LANGUAGE_NAMES.items())
    return sorted(found, key=lambda one: sort_key(str(one[1])))


class Sourced(forms.Form):
    """Who says so, and on what day."""

    source = words(_("Source"), help_text=_("Who says so, and where it can be read."))
    dated = day(_("Dated"))

    @property
    def sourced(self) -> dict[str, str]:
        given = self.cleaned_data
        return {"source": given["source"], "source_date": given["dated"].isoformat()}


class AliasEntry(Sourced):
    """Another name of a body, as a source writes it."""

    field_order = ("organisation", "text", "language", "kind", "source", "dated", "certainty")

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    text = words(_("The other name"), NAME_LENGTH)
    language = forms.ChoiceField(label=_("Language of the name"), choices=_languages)
    kind = forms.ChoiceField(label=_("What kind of name it is"), choices=AliasKind.choices)
    certainty = forms.ChoiceField(label=_("Certainty"), choices=Certainty.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = real().order_by("code")  # type: ignore[attr-defined]

    @property
    def entry(self) -> NewAlias:
        given = self.cleaned_data
        names = ("organisation", "text", "language", "kind", "certainty")
        return NewAlias(**{one: given[one] for one in names}, **self.sourced)


class BranchEntry(Sourced):
    """A branch of a university in the other country."""

    field_order = (
        "code",
        "name_en",
        "name_ru",
        "name_kk",
        "region",
        "town_en",
        "town_ru",
        "town_kk",
    )

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        label=_("Code"),
        max_length=60,
        help_text=_("Latin letters, digits and signs, up to 60. It stays for good."),
    )
    name_en = words(_("Name, in English"), NAME_LENGTH)
    name_ru = words(_("Name, in Russian"), NAME_LENGTH)
    name_kk = words(_("Name, in Kazakh"), NAME_LENGTH)
    region = forms.ChoiceField(label=_("Region"))
    town_en = words(_("Town, in English"), 100)
    town_ru = words(_("Town, in Russian"), 100)
    town_kk = words(_("Town, in Kazakh"), 100)
    parent = forms.ModelChoiceField(
        label=_("University whose branch it is"), queryset=Organisation.objects.none()
    )
    awarding = forms.ModelChoiceField(
        label=_("University that awards the diploma"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Leave empty what no source says: it shows as not stated."),
    )
    founder = words(_("Founder"), OFFICE_LENGTH, required=False)
    funder = words(_("Who pays"), OFFICE_LENGTH, required=False)
    teaching_languages = forms.MultipleChoiceField(
        label=_("Languages of teaching"),
        choices=_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = real().filter(kind=OrganisationKind.UNIVERSITY)
        known = known.exclude(status=OrganisationStatus.UNRESOLVED).order_by("code")
        for name in ("parent", "awarding"):
            self.fields[name].queryset = known  # type: ignore[attr-defined]
        self.fields["region"].choices = _choices(Region)  # type: ignore[attr-defined]

    @property
    def entry(self) -> NewBranch:
        given = self.cleaned_data
        names = ("code", "parent", "awarding", "founder", "funder")
        return NewBranch(
            **{one: given[one] for one in names},
            region=Region.objects.get(pk=given["region"]),
            names=(given["name_en"], given["name_ru"], given["name_kk"]),
            towns=(given["town_en"], given["town_ru"], given["town_kk"]),
            teaching_languages=tuple(given["teaching_languages"]),
            **self.sourced,
        )


def real() -> Any:
    """Bodies that are not invented: only of them is there anything to learn."""
    return Organisation.objects.filter(demo=False)
