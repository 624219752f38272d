"""Rows and inputs → a problem of the engine → the text of the file door, and back."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

import rfc8785

from sheber.demand.enums import Payer
from sheber.demand.models import Line
from sheber.doors.planning.plan import ProblemFile, problem_document, read_problem
from sheber.engine.planning import problem as sheet
from sheber.planning.engine_io.inputs import Inputs, Share
from sheber.planning.engine_io.resources import resources, uses
from sheber.planning.engine_io.rows import (
    Rows,
    duration,
    intake_name,
    line_name,
)
from sheber.planning.engine_io.rows import overrides as stored_overrides
from sheber.planning.models import Allocation, Override, Plan
from sheber.programmes.models import Capacity, Programme
from sheber.registry.models import Region


def problem_of(rows: Rows, overrides: Iterable[Override], inputs: Inputs) -> sheet.Problem:
    """The problem of these rows: every number of it comes from a row or a dated input."""
    return sheet.Problem(
        regions=tuple(_regions(rows, inputs)),
        currencies=inputs.currencies,
        funds=tuple(
            sheet.Fund(one.code, one.currency, bool(one.employer), one.country or None)
            for one in inputs.funds
        ),
        budgets=tuple(sheet.Budget(one.fund, one.year, one.amount_minor) for one in inputs.budgets),
        programmes=tuple(_programmes(rows, inputs)),
        intakes=tuple(_intake(one, rows, inputs) for one in rows.capacities),
        lines=tuple(_line(one, inputs) for one in rows.lines),
        resources=tuple(resources(rows, inputs)),
        pipeline=tuple(
            sheet.Pipeline(
                one.code, one.programme, one.region, one.year, one.number, _rate(one.completion)
            )
            for one in inputs.pipeline
        ),
        propensity=tuple(
            sheet.Propensity(one.study, one.work, _rate(one.rate)) for one in inputs.propensity
        ),
        shares=tuple(
            sheet.CountryShare(one.country, one.year, one.at_least, one.at_most)
            for one in inputs.shares
        ),
        balances=tuple(
            sheet.Balance(one.first, one.second, one.year, one.of, one.tolerance)
            for one in inputs.balances
        ),
        overrides=tuple(map(_override, overrides)),
        previous=tuple(_previous(rows.capacities, inputs)),
        workforce=tuple(_workforce(rows, inputs)),
    )


def text_of(problem: sheet.Problem) -> str:
    """A problem as `sheber.problem/1`: in canonical form, so that its hash is that of the text."""
    return rfc8785.dumps(problem_document(sheet.canonical(problem))).decode()


def problem_digest(plan: Plan) -> str:
    """The hash by which files name the problem of a solved plan: its text is in canonical form."""
    return hashlib.sha256(plan.problem.encode()).hexdigest()


def file_of(text: str) -> ProblemFile:
    """The problem in a stored text."""
    return read_problem(text.encode())


def with_overrides(text: str, overrides: Iterable[Override]) -> sheet.Problem:
    """The stored problem with what offices have fixed by now, and nothing else changed."""
    return replace(file_of(text).problem, overrides=tuple(map(_override, overrides)))


def keeps_overrides(plan: Plan) -> bool:
    """Whether a plan was solved with what offices have fixed by now, no more and no less."""
    # The table alone: to read and check a whole problem takes seconds where many are planned for.
    stated = json.loads(plan.problem)["overrides"]
    solved = {(one["intake"], one["fund"], one["seats"]) for one in stated}
    fixed = map(_override, stored_overrides(plan))
    return solved == {(one.intake, one.fund, one.seats) for one in fixed}


def _regions(rows: Rows, inputs: Inputs) -> Iterator[sheet.Region]:
    codes = {one.provider.region_id for one in rows.capacities}
    codes |= {one.region_id for one in rows.lines}
    codes |= {one.region for one in inputs.pipeline}
    codes |= {code for one in inputs.propensity for code in (one.study, one.work)}
    for region in Region.objects.filter(pk__in=codes):
        yield sheet.Region(region.pk, region.country_id)


def _workforce(rows: Rows, inputs: Inputs) -> Iterator[sheet.Workforce]:
    """Counts of what this problem plans for: occupations that are asked for or taught, in regions
    that it knows."""
    regions = {region.id for region in _regions(rows, inputs)}
    occupations = {one.occupation_id for one in rows.lines}
    occupations |= {code for one in _programmes(rows, inputs) for code in one.occupations}
    for one in inputs.workforce:
        if one.region in regions and one.occupation in occupations:
            yield sheet.Workforce(
                region=one.region,
                occupation=one.occupation,
                year=one.year,
                people=one.people,
                source=one.source,
                as_of=one.as_of,
                retire=_rate(one.retire),
                leave=_rate(one.leave),
                join=one.join,
            )


def _programmes(rows: Rows, inputs: Inputs) -> Iterator[sheet.Programme]:
    """What is planned, and what people in training learn, each with its occupations."""
    found = {one.programme.code: one.programme for one in rows.capacities}
    missing = {one.programme for one in inputs.pipeline} - found.keys()
    older = Programme.objects.filter(code__in=missing).prefetch_related("occupations")
    for programme in (*found.values(), *older):
        occupations = sorted(one.pk for one in programme.occupations.all())
        yield sheet.Programme(programme.code, tuple(occupations))


def _intake(capacity: Capacity, rows: Rows, inputs: Inputs) -> sheet.Intake:
    completion = inputs.completion_of.get(capacity.programme.code, inputs.completion)
    return sheet.Intake(
        id=intake_name(capacity),
        programme=capacity.programme.code,
        institution=capacity.provider.code,
        region=str(capacity.provider.region_id),
        year=capacity.intake_year,
        duration=duration(capacity),
        group_size=capacity.group_size,
        minimum_group=max(1, capacity.minimum_group),
        maximum_groups=capacity.groups_maximum,
        completion=_rate(completion),
        costs=tuple(_costs(capacity, inputs)),
        uses=tuple(uses(capacity, rows, inputs)),
    )


def _costs(capacity: Capacity, inputs: Inputs) -> Iterator[sheet.Cost]:
    yield sheet.Cost(capacity.currency, capacity.cost_per_seat_minor)
    for rate in inputs.rates:
        if rate.base == capacity.currency:
            yield sheet.Cost(rate.quote, ceil(rate.rate * capacity.cost_per_seat_minor))


def _line(line: Line, inputs: Inputs) -> sheet.Line:
    own = {one.employer: one.code for one in inputs.funds if one.employer}
    payer = own.get(line.call.employer.code) if line.payer == Payer.EMPLOYER else None
    return sheet.Line(
        id=line_name(line),
        region=line.region_id,
        occupation=line.occupation_id,
        year=line.year,
        number=line.number,
        weight=inputs.weights.get(line.confidence, 1),
        payer=payer,
    )


def _override(row: Override) -> sheet.Override:
    """The reason stays in the log, where it can be erased: the problem names the row."""
    return sheet.Override(
        id=f"{row.office.code}: {intake_name(row.capacity)} {row.fund}".strip(),
        intake=intake_name(row.capacity),
        rule="exactly",
        seats=row.seats,
        reason=f"planning.override {row.pk}",
        fund=row.fund or None,
    )


def _previous(capacities: Iterable[Capacity], inputs: Inputs) -> Iterator[sheet.Previous]:
    """Seats of the plan before: of the same capacity, or of the same programme there before."""
    if inputs.previous is None:
        return
    same: dict[int, list[Allocation]] = defaultdict(list)
    before: dict[tuple[int, int], list[Allocation]] = defaultdict(list)
    rows = Allocation.objects.filter(plan=inputs.previous).select_related("capacity")
    for row in rows.order_by("capacity__intake_year"):
        same[row.capacity_id].append(row)
        key = row.capacity.programme_id, row.capacity.provider_id
        latest = before[key]
        if latest and latest[-1].capacity.intake_year < row.capacity.intake_year:
            latest.clear()
        latest.append(row)
    funds = {one.code for one in inputs.funds}
    for capacity in capacities:
        key = capacity.programme_id, capacity.provider_id
        for row in same.get(capacity.pk) or before.get(key, []):
            if row.fund in funds:
                yield sheet.Previous(intake_name(capacity), row.fund, row.seats)


def _rate(given: Share) -> sheet.Rate:
    return sheet.Rate(Fraction(given.share), given.source, given.as_of)
