"""What is typed in at a college: days, grounds, marks, placements, stays, capacities, facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sheber.admissions.enums import FactKind
from sheber.kernel.money import MINOR_UNITS
from sheber.mobility.enums import EndedEarly, StayKind
from sheber.programmes.enums import ResourceKind
from sheber.registry.models import Membership
from sheber.training.enums import ExpulsionGround, LeaveGround, PracticeCondition
from sheber.web.college.acting import Chosen

WORDS = 1000
STUDY_STAYS = [(one.value, one.label) for one in StayKind if one != StayKind.SECONDMENT]


class Day(forms.DateInput):
    """A day as a browser asks for it, and as a person may type it: 2031-02-01."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def a_day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=Day(), input_formats=("%Y-%m-%d",), **given)


def a_reason(**given: Any) -> forms.CharField:
    stated = {"help_text": _("Kept with the act. Name offices, not people."), **given}
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=_("Why"), max_length=WORDS, widget=area, **stated)


class ReasonForm(forms.Form):
    reason = a_reason()


class DayForm(forms.Form):
    on = a_day(_("From which day"))


class EnrolForm(Chosen):
    sign_by = a_day(_("Contracts are to be signed by"))


class LeaveForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=LeaveGround.choices)
    starts_on = a_day(_("First day of leave"))
    ends_on = a_day(
        _("First day back"), required=False, help_text=_("Empty while it is not known.")
    )


class ExpelForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=ExpulsionGround.choices)
    on = a_day(_("From which day"))
    reason = a_reason()


class ReinstateForm(forms.Form):
    on = a_day(_("From which day"))
    reason = a_reason()


class ResultForm(Chosen):
    module = forms.TypedChoiceField(coerce=int, label=_("Module"))
    scale = forms.ChoiceField(
        label=_("Scale"),
        choices=(("ru-5", _("five marks, 5 is the best")), ("kz-letter", _("letters, A to F"))),
    )
    mark = forms.CharField(label=_("Mark"), max_length=10)
    passed = forms.BooleanField(label=_("Passed"), required=False, initial=True)
    dated = a_day(_("Day of the mark"))

    def __init__(self, *args: Any, modules: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = modules  # type: ignore[attr-defined]


class PlaceForm(Chosen):
    mentor = forms.TypedChoiceField(coerce=int, label=_("Enterprise and mentor"))
    starts_on = a_day(_("First day"))
    ends_on = a_day(_("First day after it"))
    hours = forms.IntegerField(label=_("Hours planned"), min_value=1, max_value=10_000)
    conditions = forms.MultipleChoiceField(
        label=_("What the work involves"),
        choices=PracticeCondition.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The rules keep people under 18 from some of it."),
    )

    def __init__(self, *args: Any, mentors: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [
            (one.pk, f"{one.organisation.name} — {one.account.username}")
            for one in mentors
            if one.organisation
        ]
        self.fields["mentor"].choices = options  # type: ignore[attr-defined]


class AwardForm(Chosen):
    on = a_day(_("Day of the document"))
    series = forms.CharField(
        label=_("Series of the documents"),
        max_length=25,
        help_text=_("Each document is numbered within the series."),
    )


class EndForm(Chosen):
    """The end of a study whose document another institution gives."""

    on = a_day(_("Day of graduation"))
    reason = a_reason(
        required=False, help_text=_("Needed only if somebody is short of practice; it is kept.")
    )


class GraduateForm(EndForm):
    series = forms.CharField(
        label=_("Series of the documents"),
        max_length=25,
        help_text=_("Each document is numbered within the series."),
    )
    field_order = ("rows", "on", "series", "reason")


class StayForm(forms.Form):
    agreement = forms.TypedChoiceField(coerce=int, label=_("Agreement and host"))
    kind = forms.ChoiceField(label=_("Kind of stay"), choices=STUDY_STAYS)
    starts_on = a_day(_("First day"))
    ends_on = a_day(_("First day after it"))

    def __init__(self, *args: Any, agreements: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].choices = agreements  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    """Two organisations of two countries, half-open dates, and the paper that both signed."""

    partner = forms.TypedChoiceField(coerce=int, label=_("Partner in the other country"))
    valid_from = a_day(_("First day"))
    valid_to = a_day(_("First day after it"))
    document = forms.CharField(
        label=_("Document that both have signed"),
        max_length=200,
        help_text=_("Its number and day. Name nobody."),
    )

    def __init__(self, *args: Any, partners: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]


class LearningForm(forms.Form):
    hours = forms.IntegerField(label=_("Hours to be learned"), min_value=1, max_value=10_000)
    paper = forms.FileField(
        label=_("The paper"),
        help_text=_("Only its fingerprint is kept here; keep the paper itself."),
    )


class EarlyForm(forms.Form):
    on = a_day(_("First day no longer there"))
    ground = forms.ChoiceField(label=_("Ground"), choices=EndedEarly.choices)
    reason = a_reason()


class RecogniseForm(forms.Form):
    hours = forms.IntegerField(
        label=_("Hours that count"), min_value=0, help_text=_("0 if none of them counts.")
    )


class CapacityForm(forms.Form):
    """What one intake can hold; for the same intake it corrects what was declared."""

    programme = forms.TypedChoiceField(coerce=int, label=_("Programme"))
    intake_year = forms.IntegerField(label=_("Year of intake"), min_value=2000, max_value=2100)
    group_size = forms.IntegerField(label=_("Seats in a group"), min_value=1, max_value=500)
    minimum_group = forms.IntegerField(label=_("Smallest group"), min_value=1, max_value=500)
    groups_maximum = forms.IntegerField(label=_("Groups at most"), min_value=0, max_value=500)
    teachers = forms.IntegerField(label=_("Teachers"), min_value=0, max_value=5000)
    workshops = forms.IntegerField(label=_("Workshops"), min_value=0, max_value=5000)
    beds = forms.IntegerField(label=_("Beds"), min_value=0, max_value=30_000)
    practice_places = forms.IntegerField(
        label=_("Places of practice"), min_value=0, max_value=30_000
    )
    cost = forms.DecimalField(
        label=_("Cost of one seat, whole programme"), min_value=0, decimal_places=2, max_digits=14
    )
    currency = forms.ChoiceField(
        label=pgettext_lazy("money", "Currency"), choices=[(one, one) for one in MINOR_UNITS]
    )

    def __init__(self, *args: Any, programmes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]


class SharedForm(forms.Form):
    """What all programmes of the institution share, for some calendar years alike."""

    kind = forms.ChoiceField(label=_("What is shared"), choices=ResourceKind.choices)
    first_year = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2100)
    amount = forms.IntegerField(
        label=_("How many, for all programmes together"),
        min_value=0,
        max_value=30_000,
        required=False,
        help_text=_("Empty: nothing is stated any more, and nothing is limited."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first."))
        return given


class FactForm(forms.Form):
    kind = forms.ChoiceField(label=_("What was checked"), choices=FactKind.choices)
    scale = forms.CharField(
        label=_("Scale of the score"),
        max_length=20,
        required=False,
        help_text=_("For a score only, as the pool names it."),
    )
    points = forms.IntegerField(label=_("Points"), min_value=0, required=False)
