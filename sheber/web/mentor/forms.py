"""The hours of one student on one day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sheber.training.operations import placing

LONG_AGO = timedelta(days=31)


class HoursForm(forms.Form):
    """Whether the student was there, and for how many minutes."""

    there = forms.BooleanField(label=_("Was there"), required=False, initial=True)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=placing.DAY, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("there") and not given.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes."))
        return given


class DayForm(forms.Form):
    """Which day is confirmed: today, or one of the last month."""

    day = forms.DateField(label=_("Day"), required=False)

    def chosen(self, today: date) -> date:
        """The day asked for if it is of the last month, else today."""
        if not self.is_valid() or self.cleaned_data["day"] is None:
            return today
        day: date = self.cleaned_data["day"]
        return day if today - LONG_AGO <= day <= today else today
