"""A plan is prepared: what later stages know of people in training goes in as dated input."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from sheber.flows.measuring import with_measured
from sheber.kernel.access import Actor
from sheber.kernel.jobs import Work
from sheber.planning import engine_io, queries
from sheber.planning import operations as planning
from sheber.planning.engine_io import (
    Inputs,
    Occupied,
    Pipeline,
    Search,
    Share,
    Workforce,
    graduation_year,
    years_of_study,
)
from sheber.planning.models import Plan
from sheber.training.models import Enrolment

SOURCE = "enrolments"


def draft_plan(
    code: str,
    first_year: int,
    last_year: int,
    inputs: Inputs,
    *,
    search: Search | None = None,
    use_measured: bool = False,
    actor: Actor,
    now: datetime,
) -> Plan:
    """Draft the plan that the engine finds, counting on those who are in training today.

    If asked, what was measured on enough cases takes the place of what the inputs assume.
    """
    return planning.draft_solved(
        code,
        first_year,
        last_year,
        _as_known(inputs, use_measured, now.date()),
        search=search,
        actor=actor,
        now=now,
    )


def draft(work: Work, now: datetime) -> None:
    """Draft the plan that a job asks for, as `draft_plan` does."""
    given = work.job.given
    first_year, last_year = given["years"]
    inputs = engine_io.restored(given["inputs"])
    found = planning.find_draft(
        work.job.subject_key,
        first_year,
        last_year,
        _as_known(inputs, given["use_measured"], now.date()),
        search=Search(**given["search"]),
        tell=planning.telling(work),
        actor=work.actor,
    )
    work.progress("keeping", 95, work.job.told)
    with work.settled():
        planning.keep_draft(found, actor=work.actor, now=now)


def with_pipeline(inputs: Inputs, *, on: date) -> Inputs:
    """The inputs with everybody enrolled on this day, by programme, region and year of graduation.

    What stood there for the pipeline is replaced. How many of them finish is the share that the
    inputs state for the programme.
    """
    count: Counter[tuple[str, str, int]] = Counter()
    for one in _enrolled():
        capacity = one.capacity
        if capacity.provider.region_id is not None and graduation_year(capacity) >= on.year:
            count[
                capacity.programme.code, capacity.provider.region_id, graduation_year(capacity)
            ] += 1
    return replace(
        inputs,
        pipeline=tuple(
            Pipeline(
                f"{programme}/{region}/{year}",
                programme,
                region,
                year,
                number,
                _completion(inputs, programme, on),
            )
            for (programme, region, year), number in sorted(count.items())
        ),
    )


def with_occupied(inputs: Inputs, *, on: date) -> Inputs:
    """The inputs with what people enrolled on this day take up at their provider, by intake.

    What stood there is replaced. Groups are counted as if they were full.
    """
    cohorts = Counter(one.capacity for one in _enrolled())
    return replace(
        inputs,
        occupied=tuple(
            Occupied(
                provider=capacity.provider.code,
                first_year=capacity.intake_year,
                last_year=years_of_study(capacity)[-1],
                people=people,
                groups=-(-people // capacity.group_size),
                source=SOURCE,
                as_of=on,
            )
            for capacity, people in sorted(cohorts.items(), key=lambda one: one[0].pk)
            if years_of_study(capacity)[-1] >= on.year
        ),
    )


def with_workforce(inputs: Inputs, *, on: date) -> Inputs:
    """The inputs with the latest count, known on this day, of each region and occupation.

    What stood there for the workforce is replaced.
    """
    return replace(
        inputs,
        workforce=tuple(
            Workforce(
                region=row.region_id,
                occupation=row.occupation_id,
                year=row.year,
                people=row.people,
                source=row.source,
                as_of=row.as_of,
                retire=Share(Fraction(row.retire_thousandths, 1000), row.source, row.as_of),
                leave=Share(Fraction(row.leave_thousandths, 1000), row.source, row.as_of),
                join=row.join,
            )
            for row in queries.workforce(on)
        ),
    )


def _as_known(inputs: Inputs, use_measured: bool, on: date) -> Inputs:
    """The inputs with all that later stages know on this day."""
    given = with_measured(inputs, on) if use_measured else inputs
    return with_workforce(with_occupied(with_pipeline(given, on=on), on=on), on=on)


def _completion(inputs: Inputs, programme: str, on: date) -> Share:
    stated = inputs.completion_of.get(programme, inputs.completion)
    return Share(stated.share, f"{SOURCE}; {stated.source}", on)


def _enrolled() -> list[Enrolment]:
    return list(
        Enrolment.objects.filter(state="enrolled").select_related(
            "capacity__programme", "capacity__provider"
        )
    )
