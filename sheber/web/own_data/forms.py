"""Forms made from the columns of a kind, so that a form and a table are checked alike."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data.files import told
from sheber.flows.own_data.kind import Fault, Kind
from sheber.kernel.uploads import NAME_LENGTH
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Account, Organisation
from sheber.web.shared.order import alphabetical

# Lists from which somebody picks; longer texts and free codes are typed.
ROLES = (
    Role.EMPLOYER,
    Role.COLLEGE,
    Role.CLUSTER,
    Role.REGION,
    Role.OFFICE,
    Role.ADMISSIONS,
    Role.MENTOR,
    Role.AUDITOR,
)


# Nothing is chosen before somebody chooses it.
NOBODY = ("", "—")


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Your file"),
        help_text=_("XLSX or CSV, up to 5 MB and 5,000 lines."),
        max_length=NAME_LENGTH,
    )


class LineForm(forms.Form):
    """One line of a kind, typed by hand. Faults come from the same checks as those of a file."""

    def __init__(self, kind: Kind, facts: Any, *args: Any, leave_out: tuple[str, ...] = ()) -> None:
        super().__init__(*args)
        self.kind = kind
        for column in kind.columns:
            if column.code not in leave_out:
                self.fields[column.code] = _field(column, facts)

    @property
    def cells(self) -> dict[str, str]:
        return {code: str(value or "") for code, value in self.cleaned_data.items()}

    def show(self, faults: tuple[Fault, ...]) -> None:
        """Put what is wrong beside each field."""
        for code, refusal, facts in faults:
            field = code if code in self.fields else None
            self.add_error(field, told(None, refusal, facts))


class AccountForm(forms.Form):
    username = forms.RegexField(
        r"^[\w.@+-]+$",
        label=_("User name"),
        max_length=100,
        help_text=_("Letters, digits and . @ + - _; the person signs in with it."),
    )
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ChoiceField(label=_("Organisation of the account"))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["role"].choices = [NOBODY, *((one.value, one.label) for one in ROLES)]  # type: ignore[attr-defined]
        rows = alphabetical(organisations)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            NOBODY,
            *((str(one.pk), f"{one.name} ({OrganisationKind(one.kind).label})") for one in rows),
        ]

    def clean_username(self) -> str:
        given: str = self.cleaned_data["username"]
        if Account.objects.filter(username=given).exists():
            raise forms.ValidationError(_("There is an account with this name. Take another one."))
        return given


def _field(column: Any, facts: Any) -> forms.Field:
    given = {"label": column.label, "required": column.required}
    if column.picked:
        options = [(one.code, one.name or one.code) for one in column.choices(facts)]
        return forms.ChoiceField(choices=[NOBODY, *options], **given)
    return forms.CharField(strip=True, help_text=column.meaning, **given)
