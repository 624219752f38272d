"""What a plan of the engine rests on, typed in by an office: money, completion, moves, needs.

Each kind of input is a table of rows; a row left blank is none. Every number has a source and a
day. What the last plan rested on stands there already.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sheber.demand.enums import Confidence
from sheber.demand.models import Line
from sheber.kernel.refusals import Sentence
from sheber.planning import engine_io, queries
from sheber.planning.engine_io import NEEDS, WEIGHTS, Inputs, Search, Share
from sheber.planning.models import Plan
from sheber.programmes.enums import ResourceKind
from sheber.programmes.models import Capacity, Programme
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Country, Organisation, Region
from sheber.web.office.forms import SolvedPlan, day, words
from sheber.web.shared.order import alphabetical

CODE = r"^[A-Za-z0-9_.:+/-]{1,40}$"
MINOR = 100
HUNDRED = 100
SPARE_ROWS = 2
MOST_ROWS = 500


class Dated(forms.Form):
    """A row that says where its number stands and as of when."""

    source = words(gettext_lazy("Source"), 120)
    as_of = day(pgettext_lazy("heading", "As of"))


def per_cent(label: Sentence, **given: Any) -> forms.DecimalField:
    """A share as people write it, to a hundredth of a per cent."""
    return forms.DecimalField(
        label=label, min_value=0, max_value=HUNDRED, max_digits=5, decimal_places=2, **given
    )


def year(**given: Any) -> forms.IntegerField:
    """An intake year; without one the row holds for every year of the plan."""
    return forms.IntegerField(
        label=gettext_lazy("Year; empty: each"),
        min_value=2020,
        max_value=2100,
        required=False,
        **given,
    )


def currencies() -> list[tuple[str, str]]:
    """Currencies of the countries that take part, after an empty choice."""
    codes = Country.objects.order_by("currency").values_list("currency", flat=True).distinct()
    return [("", ""), *((one, one) for one in codes)]


class Money(Dated):
    fund = forms.RegexField(CODE, label=gettext_lazy("Fund, a code"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currencies)
    employer = forms.ModelChoiceField(
        label=gettext_lazy("Only for lines of the employer, a code"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.ENTERPRISE),
        required=False,
        to_field_name="code",
        widget=forms.TextInput,
        error_messages={
            "invalid_choice": gettext_lazy("There is no employer of this code in the registry.")
        },
    )
    year = year()
    amount = forms.DecimalField(
        label=gettext_lazy("Budget of a year"), min_value=0, max_digits=15, decimal_places=2
    )
    country = forms.ModelChoiceField(
        label=gettext_lazy("Only for seats in"),
        queryset=Country.objects.order_by("pk"),
        required=False,
    )
    field_order = ("fund", "currency", "year", "amount", "employer", "country", "source", "as_of")


class Converting(Dated):
    base = forms.ChoiceField(label=gettext_lazy("Cost stated in"), choices=currencies)
    quote = forms.ChoiceField(label=gettext_lazy("Paid in"), choices=currencies)
    rate = forms.DecimalField(
        label=gettext_lazy("One unit costs"), min_value=0, max_digits=16, decimal_places=6
    )
    field_order = ("base", "quote", "rate", "source", "as_of")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("base") and given["base"] == given.get("quote"):
            self.add_error("quote", _("Name two different currencies."))
        return given


class Finishing(Dated):
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"),
        queryset=Programme.objects.filter(state="approved").order_by("code"),
        to_field_name="code",
    )
    share = per_cent(gettext_lazy("Finish, per cent"))
    field_order = ("programme", "share", "source", "as_of")


class Moving(Dated):
    """`regions` are those that can be chosen, looked up once for all rows of the table."""

    study = forms.ModelChoiceField(label=gettext_lazy("Studied in"), queryset=Region.objects.all())
    work = forms.ModelChoiceField(
        label=gettext_lazy("Would work in"), queryset=Region.objects.all()
    )
    share = per_cent(gettext_lazy("Of all, per cent"))
    field_order = ("study", "work", "share", "source", "as_of")

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", ""), *((one.pk, one.name) for one in regions)]
        for name in ("study", "work"):
            self.fields[name].choices = named  # type: ignore[attr-defined]


def regions_concerned() -> list[Region]:
    """Regions in which somebody teaches or asks for people, by name."""
    taught = Capacity.objects.values("provider__region")
    asked = Line.objects.values("region")
    return alphabetical(Region.objects.filter(Q(pk__in=taught) | Q(pk__in=asked)))


class Needing(Dated):
    resource = forms.ChoiceField(
        label=gettext_lazy("What is needed"),
        choices=(("", ""), *ResourceKind.choices),
    )
    per = forms.ChoiceField(
        label=gettext_lazy("By whom"),
        choices=(
            ("", ""),
            ("person", gettext_lazy("for a person")),
            ("group", gettext_lazy("for a group")),
        ),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much"), min_value=0, max_digits=6, decimal_places=3
    )
    when = forms.ChoiceField(
        label=gettext_lazy("In which years"),
        choices=(
            ("", ""),
            ("all", gettext_lazy("each year of study")),
            ("last", gettext_lazy("the last year")),
        ),
    )
    field_order = ("resource", "per", "amount", "when", "source", "as_of")


class Sharing(forms.Form):
    country = forms.ModelChoiceField(
        label=gettext_lazy("Country"), queryset=Country.objects.order_by("pk")
    )
    year = year()
    at_least = per_cent(gettext_lazy("Of all seats at least, per cent"), required=False)
    at_most = per_cent(gettext_lazy("At most, per cent"), required=False)


class Balancing(forms.Form):
    first = forms.ModelChoiceField(
        label=gettext_lazy("One country"), queryset=Country.objects.order_by("pk")
    )
    second = forms.ModelChoiceField(
        label=gettext_lazy("The other"), queryset=Country.objects.order_by("pk")
    )
    year = year()
    of = forms.ChoiceField(
        label=gettext_lazy("What is balanced"),
        choices=(
            ("", ""),
            ("seats", gettext_lazy("seats")),
            ("movement", gettext_lazy("graduates who move")),
        ),
    )
    tolerance = forms.IntegerField(
        label=gettext_lazy("Difference at most, people"), min_value=0, max_value=10**6
    )


class Rows(BaseFormSet):
    """A table of rows of which blank ones count for nothing, however many stand there."""

    def initial_form_count(self) -> int:
        return 0

    def given(self) -> list[dict[str, Any]]:
        """What was typed in, row by row."""
        return [one.cleaned_data for one in self.forms if one.has_changed()]


@dataclass(frozen=True)
class Part:
    """One table of the form: its code, its words, the form of a row."""

    code: str
    title: Sentence
    hint: Sentence
    row: type[forms.Form]


PARTS = (
    Part(
        "money",
        gettext_lazy("Funds and what they may spend"),
        gettext_lazy(
            "The whole cost of a seat counts in its year of intake. A fund has one currency. A "
            "fund with an employer pays only for that employer's lines, one with a country only "
            "for seats there."
        ),
        Money,
    ),
    Part(
        "converting",
        gettext_lazy("Planning rates between currencies"),
        gettext_lazy(
            "With a rate a fund may pay for seats whose cost is stated in another currency. "
            "Without one nothing is converted."
        ),
        Converting,
    ),
    Part(
        "finishing",
        gettext_lazy("Who finishes a programme, where that is known"),
        gettext_lazy("For every other programme the share above holds."),
        Finishing,
    ),
    Part(
        "moving",
        gettext_lazy("Who would work in another region"),
        gettext_lazy("In the region of study everybody would work; elsewhere nobody, unless here."),
        Moving,
    ),
    Part(
        "needing",
        gettext_lazy("What a person or a group takes of what providers declare"),
        gettext_lazy(
            "A need that is not stated limits nothing. It is counted against what a provider "
            "keeps for the intake, and against what its programmes share."
        ),
        Needing,
    ),
    Part(
        "sharing",
        gettext_lazy("Agreed shares of the countries"),
        gettext_lazy("Of all seats of a year."),
        Sharing,
    ),
    Part(
        "balancing",
        gettext_lazy("Agreed balance between the countries"),
        gettext_lazy("By how many people the two may differ in a year."),
        Balancing,
    ),
)


def rows_of(part: Part, data: Any, stated: Sequence[dict[str, Any]]) -> Rows:
    """The table of a part: what was sent, or what the last plan rested on and rows to spare."""
    kind = forms.formset_factory(
        part.row, formset=Rows, extra=len(stated) + SPARE_ROWS, max_num=MOST_ROWS
    )
    given = {"regions": regions_concerned()} if part.row is Moving else {}
    initial = None if data else list(stated)
    return kind(data, prefix=part.code, initial=initial, form_kwargs=given)  # type: ignore[return-value]


class Beginning:
    """The whole form: the plan's own fields and a table for each kind of input."""

    def __init__(self, data: Any, before: Plan | None, today: date) -> None:
        stated = begun_with(before, today)
        self.plan = SolvedPlan(data, initial=stated["plan"])
        self.parts = [(one, rows_of(one, data, stated.get(one.code, []))) for one in PARTS]

    @property
    def rows(self) -> dict[str, Rows]:
        return {part.code: rows for part, rows in self.parts}

    @property
    def wrong(self) -> list[forms.BoundField]:
        """Every field that cannot be read, in the order of the page."""
        all_forms = [self.plan, *(one for _part, rows in self.parts for one in rows)]
        return [bound for form in all_forms for bound in form if bound.errors]

    @property
    def troubled(self) -> bool:
        return bool(self.plan.is_bound and (self.wrong or self.plan.non_field_errors()))

    def is_valid(self) -> bool:
        """Whether every field and row can be read; what cannot has its words beside it."""
        found = [self.plan.is_valid(), *(rows.is_valid() for _part, rows in self.parts)]
        if all(found) and not self.rows["money"].given():
            self.plan.add_error(None, _("Name at least one fund with its budget."))
        return all(found) and not self.plan.errors

    def inputs(self) -> Inputs:
        """What was typed in, as the engine takes it. Only of a form that is valid."""
        given, rows = self.plan.cleaned_data, {code: one.given() for code, one in self.rows.items()}
        years = range(given["first_year"], given["last_year"] + 1)
        return Inputs(
            currencies=tuple(dict.fromkeys(one["currency"] for one in rows["money"])),
            funds=tuple(_funds(rows["money"])),
            budgets=tuple(_budgets(rows["money"], years)),
            completion=Share(
                _share(given["completion"]),
                given["completion_source"],
                given["completion_as_of"],
            ),
            completion_of={one["programme"].code: _dated_share(one) for one in rows["finishing"]},
            propensity=tuple(
                engine_io.Propensity(one["study"].pk, one["work"].pk, _dated_share(one))
                for one in rows["moving"]
            ),
            needs=tuple(map(_need, rows["needing"])),
            rates=tuple(map(_rate, rows["converting"])),
            shares=tuple(
                engine_io.CountryShare(
                    one["country"].pk, each, _perhaps(one["at_least"]), _perhaps(one["at_most"])
                )
                for one in rows["sharing"]
                for each in _years(one, years)
            ),
            balances=tuple(
                engine_io.Balance(
                    one["first"].pk, one["second"].pk, each, one["of"], one["tolerance"]
                )
                for one in rows["balancing"]
                for each in _years(one, years)
            ),
            weights={one: given[f"weight_{one}"] for one in Confidence.values},
            previous=given["previous"],
        )

    def search(self) -> Search:
        """How hard to search, as it was typed in."""
        given = self.plan.cleaned_data
        return Search(gap=float(given["gap"]) / HUNDRED, nodes=given["nodes"])


def last_solved() -> Plan | None:
    """The last plan whose inputs are known, put aside or not."""
    return Plan.objects.exclude(inputs={}).order_by("-pk").first()


def begun_with(before: Plan | None, today: date) -> dict[str, Any]:
    """What the form begins with: the inputs of the plan before, or what is assumed without one."""
    search, coming = Search(), queries.coming_intake(today)
    plan: dict[str, Any] = {
        "first_year": coming,
        "last_year": coming,
        "gap": Decimal(str(search.gap * HUNDRED)),
        "nodes": search.nodes,
        "completion_as_of": today,
        "previous": queries.last_in_force(coming) or before,
        **{f"weight_{code}": weight for code, weight in WEIGHTS.items()},
    }
    if before is None:
        return {"plan": plan, "needing": [_need_row(one) for one in NEEDS]}
    known = engine_io.restored(before.inputs)
    plan |= {
        "completion": _written(known.completion.share),
        "completion_source": known.completion.source,
        "completion_as_of": known.completion.as_of,
        **{f"weight_{code}": weight for code, weight in known.weights.items()},
    }
    return {
        "plan": plan,
        "money": _money_rows(known),
        "finishing": [
            {"programme": code, **_share_row(share)} for code, share in known.completion_of.items()
        ],
        "moving": [
            {"study": one.study, "work": one.work, **_share_row(one.rate)}
            for one in known.propensity
        ],
        "needing": [_need_row(one) for one in known.needs],
        "converting": [_rate_row(one) for one in known.rates],
        "sharing": [
            {
                "country": one.country,
                "at_least": _perhaps_written(one.at_least),
                "at_most": _perhaps_written(one.at_most),
            }
            for one in _latest(known.shares, lambda one: one.country)
        ],
        "balancing": [
            {
                "first": one.first,
                "second": one.second,
                "of": one.of,
                "tolerance": one.tolerance,
            }
            for one in _latest(known.balances, lambda one: (one.first, one.second, one.of))
        ],
    }


def _funds(rows: Iterable[dict[str, Any]]) -> list[engine_io.Fund]:
    found = {
        one["fund"]: engine_io.Fund(
            one["fund"],
            one["currency"],
            one["employer"].code if one["employer"] else "",
            one["country"].pk if one["country"] else "",
        )
        for one in rows
    }
    return list(found.values())


def _budgets(rows: Iterable[dict[str, Any]], years: range) -> Iterable[engine_io.Budget]:
    for one in rows:
        for each in _years(one, years):
            yield engine_io.Budget(
                one["fund"], each, int(one["amount"] * MINOR), one["source"], one["as_of"]
            )


def _years(row: dict[str, Any], years: range) -> Sequence[int]:
    return [row["year"]] if row["year"] else years


def _rate(row: dict[str, Any]) -> engine_io.Rate:
    return engine_io.Rate(
        row["base"], row["quote"], Fraction(row["rate"]), row["source"], row["as_of"]
    )


def _rate_row(rate: engine_io.Rate) -> dict[str, Any]:
    return {
        "base": rate.base,
        "quote": rate.quote,
        "rate": round(float(rate.rate), 6),
        "source": rate.source,
        "as_of": rate.as_of,
    }


def _need(row: dict[str, Any]) -> engine_io.Need:
    return engine_io.Need(
        row["resource"],
        row["per"],
        Fraction(row["amount"]),
        row["source"],
        row["as_of"],
        row["when"],
    )


def _need_row(need: engine_io.Need) -> dict[str, Any]:
    return {
        "resource": need.resource,
        "per": need.per,
        "amount": round(float(need.amount), 3),
        "when": need.when,
        "source": need.source,
        "as_of": need.as_of,
    }


def _money_rows(known: Inputs) -> list[dict[str, Any]]:
    """The last known budget of each fund, for each year of the new plan."""
    funds = {one.code: one for one in known.funds}
    return [
        {
            "fund": one.fund,
            "currency": funds[one.fund].currency,
            "employer": funds[one.fund].employer,
            "country": funds[one.fund].country,
            "amount": Decimal(one.amount_minor) / MINOR,
            "source": one.source,
            "as_of": one.as_of,
        }
        for one in _latest(known.budgets, lambda one: one.fund)
    ]


def _latest(rows: Iterable[Any], key: Callable[[Any], Any]) -> list[Any]:
    """Of each key the row of its last year."""
    found: dict[Any, Any] = {}
    for one in rows:
        if key(one) not in found or found[key(one)].year <= one.year:
            found[key(one)] = one
    return list(found.values())


def _share(given: Decimal) -> Fraction:
    return Fraction(given) / HUNDRED


def _perhaps(given: Decimal | None) -> Fraction | None:
    return None if given is None else _share(given)


def _dated_share(row: dict[str, Any]) -> Share:
    return Share(_share(row["share"]), row["source"], row["as_of"])


def _share_row(share: Share) -> dict[str, Any]:
    return {"share": _written(share.share), "source": share.source, "as_of": share.as_of}


def _written(share: Fraction) -> float:
    return round(float(share) * HUNDRED, 2)


def _perhaps_written(share: Fraction | None) -> float | None:
    return None if share is None else _written(share)
