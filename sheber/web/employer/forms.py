"""Forms of the room. A line is typed into the columns of its table, so both are checked alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.demand.models import Call
from sheber.kernel.trilingual import LANGUAGES
from sheber.offers.enums import Question
from sheber.registry.models import Country
from sheber.web.employer.words import GROUNDS, language_name
from sheber.web.shared.order import alphabetical

OTHER = "other"
WORDS_LENGTH, CODE_LENGTH = 1000, 40


class YesNoOrNotStated(forms.NullBooleanSelect):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("not stated")), ("true", _("yes")), ("false", _("no"))]


class CallForm(forms.Form):
    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        label=_("Code of the call"),
        max_length=CODE_LENGTH,
        required=False,
        help_text=_("Latin letters, digits, hyphens. Empty: a code is given."),
    )

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        if given and Call.objects.filter(code=given).exists():
            raise forms.ValidationError(_("This code is already used. Take another."))
        return given


class ReasonForm(forms.Form):
    """A ground from a short list of two levels, and words; for “other” the words must be there."""

    ground = forms.ChoiceField(label=_("Ground"))
    words = forms.CharField(
        label=_("In your words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS_LENGTH,
        required=False,
        help_text=_("Kept with the act. Name offices, not people."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(about, list(group)) for about, group in GROUNDS]
        self.fields["ground"].choices = [("", "—"), *options]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ground") == OTHER and not given.get("words", "").strip():
            self.add_error("words", _("Say what it is."))
        return given


class CutForm(ReasonForm):
    number = forms.IntegerField(label=_("How many people remain"), min_value=1)
    field_order = ("number", "ground", "words")

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["max"] = most - 1
        self.fields["number"].help_text = _("At least 1, and fewer than now.")


class CostForm(forms.Form):
    """What the firm would add for each person, and at what rate it counts another currency."""

    monthly = forms.DecimalField(label=_("Money a month"), min_value=0, decimal_places=2)
    bed = forms.DecimalField(
        label=_("Bed a month, if your firm pays it"), min_value=0, decimal_places=2
    )
    rate = forms.DecimalField(
        label=_("Your rate for the other currency"),
        min_value=0,
        decimal_places=6,
        required=False,
        help_text=_(
            "How much of your currency one unit of theirs costs. Without it no sum is made."
        ),
    )


class DraftForm(forms.Form):
    """An offer on seats that a plan means for a line."""

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", label=_("Code of the offer"), max_length=CODE_LENGTH
    )
    promise = forms.ChoiceField(label=_("Seats of the plan"))
    seats = forms.IntegerField(label=_("Seats offered"), min_value=1)
    open_to = forms.MultipleChoiceField(
        label=_("Open to citizens of"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, promises: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promise"].choices = promises  # type: ignore[attr-defined]
        countries = [(one.pk, one.name) for one in alphabetical(Country.objects.all())]
        self.fields["open_to"].choices = countries  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """What an offer says. What stays empty is shown as “not stated”."""

    months_owed = forms.IntegerField(label=_("Months of work owed"), min_value=1, max_value=240)
    work_region = forms.ChoiceField(label=_("Region of the work owed"))
    regime = forms.ChoiceField(
        label=_("Regime of the obligation"),
        help_text=_(
            "Those that the rules of the country of training open to this programme and year."
        ),
    )
    currency = forms.ChoiceField(label=_("Currency"))
    monthly = forms.DecimalField(
        label=_("Money a month"), min_value=0, decimal_places=2, required=False
    )
    bed = forms.NullBooleanField(
        label=_("A bed is given"),
        required=False,
        widget=YesNoOrNotStated,
    )
    bed_price = forms.DecimalField(
        label=_("Price of the bed a month"), min_value=0, decimal_places=2, required=False
    )
    teaching_language = forms.ChoiceField(label=_("Language of teaching"), required=False)
    contact_office = forms.CharField(
        label=_("Office that answers questions"),
        max_length=200,
        required=False,
        help_text=_("An office with its telephone or address, never a person's name."),
    )
    prevailing_language = forms.ChoiceField(
        label=_("Text that prevails"),
        required=False,
        help_text=_("May stay open until signing; without one nothing is signed."),
    )
    clauses = forms.MultipleChoiceField(
        label=_("Clauses"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        regions: list[tuple[str, str]],
        regimes: list[tuple[str, str]],
        currencies: list[str],
        clauses: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        languages = [("", _("not stated")), *((one, language_name(one)) for one in LANGUAGES)]
        lists = {
            "work_region": regions,
            "regime": regimes,
            "currency": [(one, one) for one in currencies],
            "teaching_language": languages,
            "prevailing_language": languages,
            "clauses": clauses,
        }
        for name, options in lists.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        for question in Question:
            for language in LANGUAGES:
                self.fields[f"{question.value}_{language}"] = forms.CharField(
                    label=language_name(language),
                    required=False,
                    max_length=1500,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
                )

    def clean(self) -> dict[str, Any]:
        """An answer stands in all three languages or in none."""
        given = super().clean() or {}
        for question in Question:
            texts = {
                one: str(given.get(f"{question.value}_{one}", "")).strip() for one in LANGUAGES
            }
            if any(texts.values()):
                for language, text in texts.items():
                    if not text:
                        self.add_error(
                            f"{question.value}_{language}",
                            _("Write the answer in all three languages, or in none."),
                        )
        return given

    @property
    def answers(self) -> dict[str, tuple[str, str, str]]:
        """Question → (English, Russian, Kazakh), of those that are answered."""
        found = {
            question.value: tuple(
                str(self.cleaned_data.get(f"{question.value}_{one}", "")).strip()
                for one in LANGUAGES
            )
            for question in Question
        }
        return {question: texts for question, texts in found.items() if all(texts)}  # type: ignore[misc]

    @property
    def plain_fields(self) -> list[Any]:
        """Fields other than answers, in their order."""
        asked = {f"{one.value}_{language}" for one in Question for language in LANGUAGES}
        return [field for field in self if field.name not in asked]

    @property
    def questions(self) -> list[tuple[str, list[Any]]]:
        """Each question with its three fields."""
        return [
            (str(one.label), [self[f"{one.value}_{language}"] for language in LANGUAGES])
            for one in Question
        ]
