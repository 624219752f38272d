"""What is typed in about a contract: reasons, days, grounds; and which ones are signed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.contracts.enums import BreachGround, SuspensionGround
from sheber.web.employer.forms import WORDS_LENGTH

YES, NO = "yes", "no"
# Work left before its term is recorded on the pages of work, together with the days owed.
BREACHES = (BreachGround.DROPPED_OUT, BreachGround.CITIZEN_REFUSES, BreachGround.NOT_EMPLOYED)


class Day(forms.DateInput):
    """A day as a browser asks for it, and as a person may type it: 2031-02-01."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def a_day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=Day(), input_formats=("%Y-%m-%d",), **given)


def a_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the act. Name offices, not people."),
    )


def before_attestation() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Was it before the first attestation?"),
        choices=((YES, _("yes, before it")), (NO, _("no, after it"))),
        coerce=lambda given: given == YES,
        widget=forms.RadioSelect,
        help_text=_("What is owed depends on it."),
    )


class WhyForm(forms.Form):
    reason = a_reason()


class RefuseForm(forms.Form):
    before_first_attestation = before_attestation()
    reason = a_reason()


class BreachForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("What happened"), choices=[(one.value, one.label) for one in BREACHES]
    )
    on = a_day(_("On which day"))
    before_first_attestation = before_attestation()
    reason = a_reason()


class SuspendForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=SuspensionGround.choices)
    starts_on = a_day(_("The ground began on"))
    notified_on = a_day(
        _("Your firm had the notice on"), help_text=_("Days before the notice count as usual.")
    )
    ends_on = a_day(
        _("First day that counts again"),
        required=False,
        help_text=_("Empty: until your firm says that the days count again."),
    )


class ResumeForm(forms.Form):
    on = a_day(_("First day that counts again"))


class NewerForm(forms.Form):
    """A later version of the terms, and the contracts under which it is put or proposed."""

    version = forms.TypedChoiceField(label=_("Version"), coerce=int, widget=forms.RadioSelect)
    rows = forms.TypedMultipleChoiceField(
        coerce=int, label=_("For which contracts"), widget=forms.CheckboxSelectMultiple
    )
    reason = a_reason()

    def __init__(
        self,
        *args: Any,
        versions: Iterable[tuple[int, str]],
        contracts: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = list(versions)  # type: ignore[attr-defined]
        self.fields["rows"].choices = list(contracts)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Contracts of which some are signed: all of them unless somebody unticks one."""

    rows = forms.MultipleChoiceField(
        label=_("Which of them"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("A contract has changed meanwhile. Read the list again, then sign.")
        },
    )

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(options)
        self.fields["rows"].choices = choices  # type: ignore[attr-defined]
        self.fields["rows"].initial = [key for key, _words in choices]
        self.is_empty = not choices
