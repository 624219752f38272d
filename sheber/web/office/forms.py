"""What offices type in. A date is typed with the browser's own field."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sheber.accords.enums import StatedBy
from sheber.accords.models import Commitment, ConflictingClaim, Statement
from sheber.demand.models import Line
from sheber.planning.models import Plan
from sheber.planning.operations import MOST_SCENARIOS
from sheber.programmes.models import Capacity
from sheber.registry.enums import AnswerBasis, OrganisationStatus
from sheber.registry.models import Organisation
from sheber.web.accords.standing import sides

LINE_AND_SEATS = re.compile(r"(\S+)/(\d{1,4})\s*[=:]\s*(\d{1,6})")
YES, NO, OTHER = "yes", "no", "other"
HEXADECIMAL = forms.RegexField(
    r"^([0-9a-f]{2}){4,32}$",
    label=_("Seed, hexadecimal"),
    help_text=_("Eight to sixty-four digits 0–9 and a–f, drawn in public, like 00ff12ab."),
)


def day(label: Any, **given: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **given)


def words(label: Any, length: int = 300, **given: Any) -> forms.CharField:
    """A field for some words."""
    return forms.CharField(label=label, max_length=length, **given)


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the act, and read by whoever may trace it. Name nobody."),
    )


class PerhapsReason(forms.Form):
    reason = words(_("Reason"), 1000, required=False)


class Paper(forms.Form):
    """A document and the day that it bears."""

    document = words(_("Document"), help_text=_("Its name and number, as others can find it."))
    dated = day(_("Dated"))


class Attribution(Paper):
    stated_by = forms.ChoiceField(
        label=_("Which side states it"),
        choices=lambda: [one for one in sides() if one[0] != StatedBy.PRESS],
    )


class Filling(Paper):
    filled_with = words(_("What fills the gap"), help_text=_("In a few words."))
    field_order = ("filled_with", "document", "dated")


class OwnerFilling(Filling):
    """A body responsible, which the registry may know."""

    owner = forms.ModelChoiceField(
        label=_("Body responsible, if the registry knows it"),
        queryset=Organisation.objects.none(),
        required=False,
    )
    field_order = ("filled_with", "owner", "document", "dated")

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.filter(demo=False, country_id=country)
        self.fields["owner"].queryset = known.order_by("code")


class Party(Paper):
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations that are meant, of each side that the document names"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Such as the registry knows and that are established."),
    )
    field_order = ("organisations", "document", "dated")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.exclude(status=OrganisationStatus.UNRESOLVED)
        self.fields["organisations"].queryset = known.filter(demo=False).order_by("code")


class Settlement(Paper):
    upheld = forms.ModelChoiceField(
        label=_("Claim that the document upholds"),
        queryset=ConflictingClaim.objects.none(),
        required=False,
        empty_label=_("none of them alone"),
    )
    field_order = ("upheld", "document", "dated")

    def __init__(self, *args: Any, conflict: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["upheld"]
        field.queryset = ConflictingClaim.objects.filter(conflict=conflict)
        field.label_from_instance = lambda claim: f"{claim.value} · {claim.office}"


class Advance(forms.Form):
    """A step of a commitment: a statement of the register, or a document with its date."""

    move = forms.ChoiceField(label=_("Step"))
    statement = forms.ModelChoiceField(
        label=_("Statement of the register"),
        queryset=Statement.objects.none(),
        required=False,
        empty_label=_("none: a document below"),
    )
    document = words(_("Document"), required=False)
    dated = day(_("Dated"), required=False)
    place = words(_("Page or article"), 120, required=False)
    reason = words(
        _("Reason"),
        1000,
        required=False,
        help_text=_("Needed where a commitment lapses, is superseded or disputed."),
    )

    def __init__(self, *args: Any, moves: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["move"].choices = moves
        field = self.fields["statement"]
        field.queryset = Statement.objects.order_by("code")
        field.label_from_instance = lambda one: f"{one.code} · {one.said_on} · {one.text[:80]}"


class Ground(forms.Form):
    """The commitment on which a cluster rests; `now` is the one that stands."""

    commitment = forms.ModelChoiceField(
        label=_("Commitment"),
        queryset=Commitment.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, now: Commitment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["commitment"]
        field.queryset = Commitment.objects.order_by("code")
        field.label_from_instance = lambda one: f"{one.code} · {one.name}"
        field.initial = now


class Opening(forms.Form):
    """The day on which a project opens, and on what that rests."""

    opens_on = day(_("Opens on"))
    document = words(_("Document"))


class Delay(Reason):
    opens_on = day(_("Opens on, now"))
    field_order = ("opens_on", "reason")


class Answer(forms.Form):
    """An office's answer to a rule that nobody knows."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=((YES, _("yes")), (NO, _("no")), (OTHER, _("something else"))),
        widget=forms.RadioSelect,
    )
    other = words(
        _("What else"),
        200,
        required=False,
        help_text=_("A whole number, or a code of the rule packs."),
    )
    basis = forms.ChoiceField(
        label=_("On what it rests"), choices=AnswerBasis.choices, widget=forms.RadioSelect
    )
    document = words(
        _("Document"),
        required=False,
        help_text=_("Needed unless it is an assumption; then it may say what it leans on."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == OTHER and not given.get("other", "").strip():
            self.add_error("other", ValidationError(_("Say what the answer is.")))
        return given

    @property
    def value(self) -> bool | int | str:
        """The answer as the rules read it."""
        if self.cleaned_data["answer"] != OTHER:
            return bool(self.cleaned_data["answer"] == YES)
        other = str(self.cleaned_data["other"]).strip()
        return int(other) if other.isdigit() else other


def weight(label: Any) -> forms.IntegerField:
    """A field for how much one unmet person counts."""
    return forms.IntegerField(label=label, min_value=1, max_value=1000)


class NewPlan(forms.Form):
    """A plan to be made by hand."""

    code = forms.RegexField(
        r"^[A-Za-z0-9_.:+/-]{1,40}$",
        label=_("Code"),
        help_text=_("Up to 40 Latin letters, digits and signs, like PLAN-2032."),
    )
    first_year = forms.IntegerField(label=_("First year of intake"), min_value=2020, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year of intake"), min_value=2020, max_value=2100)


class SolvedPlan(NewPlan):
    """What a plan of the engine is called, what it stays close to, and how hard to search."""

    completion = forms.DecimalField(
        label=_("Share of people who finish, per cent"),
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    completion_source = words(_("Who measured or assumed it"), 120)
    use_measured = forms.BooleanField(
        label=_("Use what was measured instead, where it rests on enough cases"),
        help_text=_("Who finishes, who moves for work, and the weights of lines."),
        required=False,
    )
    completion_as_of = day(pgettext_lazy("heading", "As of"))
    previous = forms.ModelChoiceField(
        label=_("Plan to stay close to"),
        queryset=Plan.objects.order_by("-first_year", "-pk"),
        required=False,
        empty_label=_("none"),
    )
    weight_firm = weight(_("Weight of a person asked for firmly"))
    weight_likely = weight(_("Weight of a person who is likely needed"))
    weight_possible = weight(_("Weight of a person who is possibly needed"))
    gap = forms.DecimalField(
        label=_("Proven within, per cent"),
        min_value=0,
        max_value=50,
        max_digits=6,
        decimal_places=4,
        help_text=_("The search ends when no plan can be better by more than this. 0: the best."),
    )
    nodes = forms.IntegerField(
        label=_("Steps of the search at most, for each stage"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("If they do not suffice, the best plan found is given with its proven gap."),
    )

    SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("The plan"), ("code", "first_year", "last_year", "previous")),
        (
            _("Who finishes"),
            ("completion", "completion_source", "completion_as_of", "use_measured"),
        ),
        (
            _("How much one unmet person counts"),
            ("weight_firm", "weight_likely", "weight_possible"),
        ),
        (_("How hard to search"), ("gap", "nodes")),
    )

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Fields that belong together, each group with its words."""
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            said = _("The last year is before the first. Give the years in order.")
            self.add_error("last_year", ValidationError(said))
        return given


class OfCapacity(forms.Form):
    """One of the capacities that a plan may give seats to."""

    capacity = forms.ModelChoiceField(label=_("Programme"), queryset=Capacity.objects.none())

    def __init__(self, *args: Any, plan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["capacity"]
        field.queryset = (
            Capacity.objects.filter(
                intake_year__gte=plan.first_year,
                intake_year__lte=plan.last_year,
                programme__state="approved",
            )
            .select_related("programme", "provider")
            .order_by("pk")
        )
        field.label_from_instance = lambda one: (
            f"{one.programme.name} · {one.provider.name} · {one.intake_year}"
        )


class Override(OfCapacity, Reason):
    """Seats that an office fixes for one capacity."""

    fund = forms.RegexField(
        r"^[A-Za-z0-9_.:+/-]{0,40}$",
        label=_("Fund"),
        required=False,
        help_text=_("Empty: all funds of the programme together."),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=0)
    field_order = ("capacity", "fund", "seats", "reason")


class Allocation(OfCapacity):
    """Seats that a plan by hand gives to one capacity from one fund."""

    fund = forms.RegexField(r"^[A-Za-z0-9_.:+/-]{1,40}$", label=_("Fund"))
    seats = forms.IntegerField(label=_("Seats"), min_value=0)
    lines = forms.CharField(
        label=_("Lines of demand that they are meant for"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a row: the code of a confirmed line and its seats, like CALL-1/3 = 5. An employer "
            "drafts offers on the seats meant for its lines. Empty: meant for no line."
        ),
    )

    def clean_lines(self) -> tuple[tuple[Line, int], ...]:
        """Lines by their codes, each with its seats."""
        rows = [one.strip() for one in self.cleaned_data["lines"].splitlines() if one.strip()]
        return tuple(_line_and_seats(one) for one in rows)


def _line_and_seats(text: str) -> tuple[Line, int]:
    found = LINE_AND_SEATS.fullmatch(text)
    if found is None:
        said = _("“%(text)s” cannot be read. Write the line and its seats, like CALL-1/3 = 5.")
        raise ValidationError(said, params={"text": text})
    call, number, seats = found.groups()
    line = Line.objects.filter(call__code=call, number_in_call=int(number)).first()
    if line is None:
        said = _("There is no line %(line)s. Take its code from the lines of the plan's years.")
        raise ValidationError(said, params={"line": f"{call}/{number}"})
    return line, int(seats)


class ConsentDay(forms.Form):
    """Until when a seat may be taken; the first round has the campaign's own day."""

    consent_by = forms.DateTimeField(
        label=_("Seats may be taken until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("In UTC. The first round needs none: the campaign has its day."),
    )


def percent(label: Any, usual: int, **given: Any) -> forms.IntegerField:
    """A field for a whole number of hundredths."""
    return forms.IntegerField(label=label, min_value=0, max_value=100, initial=usual, **given)


class Pricing(forms.Form):
    """How long what would help most may be searched for."""

    minutes = forms.IntegerField(
        label=_("Minutes it may take"),
        min_value=1,
        max_value=120,
        initial=10,
        help_text=_("The more, the more exact. A plan of one year takes seconds."),
    )


class Scenarios(forms.Form):
    """How many futures a plan is tried in, and by how much they differ from what is stated."""

    scenarios = forms.IntegerField(
        label=_("Number of scenarios"), min_value=1, max_value=MOST_SCENARIOS, initial=100
    )
    seed = forms.IntegerField(
        label=_("Seed of the draws"),
        min_value=0,
        initial=2027,
        help_text=_("The same number draws the same scenarios."),
    )
    demand = percent(
        _("Demand of a sector, percent up and down"),
        25,
        help_text=_("What is stated is likeliest; 0 leaves it as stated. So for the next three."),
    )
    completion = percent(_("Completion of a programme, percent up and down"), 8)
    migration = percent(_("Moves to other regions, percent up and down"), 30)
    budget = percent(_("Money of a fund, percent up and down"), 10)
    late = percent(_("Institutions of a hundred that open a year later"), 5)
    source = words(
        _("Where these numbers come from"),
        initial=_("assumed"),
        help_text=_("The numbers that stand here are assumed. Name your source if you have one."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        numbers = ("demand", "completion", "migration", "budget", "late")
        if not any(given.get(name, True) for name in numbers):
            raise ValidationError(_("Let at least one of these numbers be more than 0."))
        return given
