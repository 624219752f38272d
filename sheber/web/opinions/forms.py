from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.planning.enums import Moment, View
from sheber.planning.queries import moments


class Opinion(forms.Form):
    """An opinion of a plan: of what in it, what one thinks, and in which words."""

    moment = forms.ChoiceField(label=_("Of what"), widget=forms.RadioSelect)
    view = forms.ChoiceField(
        label=_("Your opinion"), choices=View.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed unless it is favourable. The offices read it. Name nobody."),
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due = moments(plan)
        field = self.fields["moment"]
        field.choices = [(one, Moment(one).label) for one in due]  # type: ignore[attr-defined]
        field.initial = due[0]
        if len(due) == 1:
            field.widget = field.hidden_widget()
