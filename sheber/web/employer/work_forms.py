"""What is typed in about work: days, periods and what proves them, how a job ended."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.outcomes.enums import EndGround, EvidenceKind
from sheber.web.employer.contract_forms import a_day, a_reason

REFERENCE = 100


class ReportForm(forms.Form):
    """A graduate under contract, and the first day of work."""

    graduate = forms.TypedChoiceField(label=_("Whose job it is"), coerce=int)
    starts_on = a_day(_("First day of work"))

    def __init__(self, *args: Any, options: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(options)
        self.fields["graduate"].choices = choices  # type: ignore[attr-defined]
        self.is_empty = not choices


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("What proves it"), choices=EvidenceKind.choices)
    reference = forms.CharField(
        label=_("Number of the paper"),
        max_length=REFERENCE,
        help_text=_("The number and date of the order, never a person’s name."),
    )
    starts_on = a_day(_("First day of the period"))
    ends_on = a_day(
        _("First day after the period"),
        help_text=_("A day that stands in two periods counts once."),
    )


class EndForm(forms.Form):
    ground = forms.ChoiceField(label=_("How the job ended"), choices=EndGround.choices)
    on = a_day(_("First day that is not worked"))


class BreakForm(forms.Form):
    on = a_day(_("First day that is not worked"))
    reason = a_reason()


class BeginForm(forms.Form):
    starts_on = a_day(_("The days count from"))


class SecondForm(forms.Form):
    """A specialist at work at the firm, an agreement with the host, half-open dates."""

    job = forms.TypedChoiceField(coerce=int, label=_("Specialist"))
    agreement = forms.TypedChoiceField(coerce=int, label=_("Agreement and host"))
    starts_on = a_day(_("First day"))
    ends_on = a_day(_("First day after it"))

    def __init__(
        self,
        *args: Any,
        jobs: list[tuple[int, str]],
        agreements: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].choices = jobs  # type: ignore[attr-defined]
        self.fields["agreement"].choices = agreements  # type: ignore[attr-defined]
