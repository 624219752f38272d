from django import forms
from django.utils.translation import gettext_lazy as _

# Codes, since a purpose stands in the access log for good and is counted.
PURPOSES = (
    ("complaint", _("a complaint or a question of the person")),
    ("inspection", _("an inspection ordered in writing")),
    ("contract", _("a contract or an order that needs the name")),
    ("court", _("a court or an authority asks")),
    ("emergency", _("an accident or danger to life")),
)


class Purpose(forms.Form):
    """Why a name is needed; kept in the access log."""

    purpose = forms.ChoiceField(
        label=_("What do you need the name for?"),
        choices=(("", _("choose a purpose")), *PURPOSES),
        error_messages={"required": _("Choose a purpose: it is kept in the access log.")},
        help_text=_(
            "Your account, your organisation, the purpose and the time are written down; the "
            "person and the auditors can read it."
        ),
    )


class LogFilter(forms.Form):
    """What to keep of the log; each may stay empty."""

    subject = forms.CharField(label=_("Kind of row"), required=False)
    key = forms.CharField(label=_("Number or pseudonym"), required=False, max_length=60)
    verb = forms.CharField(label=_("Act"), required=False, max_length=80)
    account = forms.CharField(label=_("Account"), required=False, max_length=60)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To, included"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
