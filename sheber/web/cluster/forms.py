"""Forms of the room: money, members, partners and how they leave."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.kernel.money import MINOR_UNITS
from sheber.programmes.enums import MemberRole, MoneySource, PartnerRole
from sheber.registry.models import Organisation
from sheber.web.college.forms import a_day, a_reason


class Body(forms.Form):
    """An organisation by its code in the registry."""

    organisation = forms.SlugField(
        label=_("Organisation"), max_length=80, help_text=_("Its code in the registry.")
    )

    def clean_organisation(self) -> Organisation:
        """The organisation itself, so that a wrong code is told beside the field."""
        found = Organisation.objects.filter(code=self.cleaned_data["organisation"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no organisation with this code."))
        return found


class MemberForm(Body):
    role = forms.ChoiceField(label=_("Part in the cluster"), choices=MemberRole.choices)


class PartnerForm(Body):
    role = forms.ChoiceField(label=_("Part in the programme"), choices=PartnerRole.choices)


class LeavingForm(forms.Form):
    on = a_day(_("First day without it"))
    reason = a_reason()


class MoneyForm(forms.Form):
    """An amount planned or paid for a year, on a document."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    source = forms.ChoiceField(label=_("Source of money"), choices=MoneySource.choices)
    paid = forms.ChoiceField(
        label=_("Planned or paid"), choices=(("planned", _("planned")), ("paid", _("paid")))
    )
    amount = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2, max_digits=16)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in MINOR_UNITS])
    document = forms.CharField(
        label=_("Document"), max_length=200, help_text=_("Its name, number and date.")
    )
    payer = forms.TypedChoiceField(
        label=_("Which employer pays"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        payers: list[tuple[int, str]],
        sources: tuple[MoneySource, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(one.value, one.label) for one in sources]  # type: ignore[attr-defined]
        self.fields["payer"].choices = [("", "—"), *payers]  # type: ignore[attr-defined]


class ReversalForm(forms.Form):
    """On what document a wrong line is taken back, and why."""

    document = forms.CharField(
        label=_("Document"), max_length=200, help_text=_("Its name, number and date.")
    )
    reason = a_reason()


class MonthForm(forms.Form):
    month = forms.DateField(label=_("Month"), input_formats=("%Y-%m",), required=False)
