"""What a plan of the engine rests on, typed in by an office: money, completion, moves, needs.

Each kind of input is a table of rows; a row left blank is none. Every number has a source and a
day. What the last plan rested on stands there already.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sheber.demand.enums import Confidence
from sheber.planning import engine_io, queries
from sheber.planning.engine_io import NEEDS, WEIGHTS, Inputs, Search, Share
from sheber.planning.models import Plan
from sheber.web.office.forms import SolvedPlan
from sheber.web.office.input_rows import HUNDRED, MINOR, PARTS, Rows, rows_of


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
