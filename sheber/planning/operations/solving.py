"""A plan that the engine finds: drafted from rows and inputs, solved again when an office fixes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning import engine_io, queries, rules
from sheber.planning.engine_io import Inputs, Recheck, Rows, Search, Solved, Tell
from sheber.planning.models import Allocation, Coverage, LineOutlook, Override, Plan
from sheber.planning.operations.drafting import check_new
from sheber.planning.operations.records import BATCH, hold, packs_in_force, record
from sheber.planning.states import PLAN

# Facts of an event are whole numbers: a gap is kept in millionths.
MILLION = 1_000_000


@dataclass(frozen=True)
class Found:
    """A plan that was found and is not yet kept: its row, the rows it speaks of, its numbers.

    `fixed` is what offices had fixed when the search began.
    """

    plan: Plan
    rows: Rows
    solved: Solved
    fixed: tuple[tuple[int, int], ...] = ()


def prepare(first_year: int, last_year: int, inputs: Inputs, *, actor: Actor) -> str:
    """The problem for these intakes as the text of the file door; writes nothing."""
    require(rules.can_plan(actor), "planning.plan.prepare")
    return engine_io.text_of(_problem(engine_io.read(first_year, last_year), inputs))


def draft_solved(
    code: str,
    first_year: int,
    last_year: int,
    inputs: Inputs,
    *,
    search: Search | None = None,
    actor: Actor,
    now: datetime,
) -> Plan:
    """Draft the plan that the engine finds for the intakes of these years, checked and priced.

    Confirmed lines and capacities of approved programmes are read as they stand; what else the
    plan rests on stands in `inputs`, and is kept with the plan.
    """
    found = find_draft(code, first_year, last_year, inputs, search=search, actor=actor)
    return keep_draft(found, actor=actor, now=now)


def find_draft(
    code: str,
    first_year: int,
    last_year: int,
    inputs: Inputs,
    *,
    search: Search | None = None,
    tell: Tell | None = None,
    actor: Actor,
) -> Found:
    """What `draft_solved` would keep; writes nothing, and tells how far it is."""
    require(rules.can_plan(actor), "planning.plan.begin")
    check_new(code, first_year, last_year)
    rows = engine_io.read(first_year, last_year)
    solved = engine_io.solve_problem(_problem(rows, inputs), search or Search(), tell)
    plan = Plan(
        code=code,
        first_year=first_year,
        last_year=last_year,
        made_by_hand=False,
        sources=engine_io.sources(inputs),
        inputs=engine_io.kept(inputs),
        rule_hashes=packs_in_force(first_year, last_year),
    )
    _fill(plan, solved)
    return Found(plan, rows, solved)


def keep_draft(found: Found, *, actor: Actor, now: datetime) -> Plan:
    """Write down a draft that was found."""
    plan = found.plan
    check_new(plan.code, plan.first_year, plan.last_year)
    facts = {"by_hand": False, **_facts(found.solved)}
    with transaction.atomic():
        states.begin(PLAN, plan, actor=actor, now=now, facts=facts)
        _write_rows(plan, found.rows, found.solved)
    return plan


def solve_again(plan: Plan, *, search: Search | None = None, actor: Actor, now: datetime) -> Plan:
    """Solve a draft again from its stored problem, with what offices have fixed since.

    Nothing else of the problem changes: for newer demand or money draft a new plan.
    """
    return keep_again(find_again(plan, search=search, actor=actor), actor=actor, now=now)


def find_again(
    plan: Plan, *, search: Search | None = None, tell: Tell | None = None, actor: Actor
) -> Found:
    """What `solve_again` would keep; writes nothing, and tells how far it is."""
    refuse_unsolvable(plan, actor=actor)
    fixed = engine_io.overrides(plan)
    problem = engine_io.with_overrides(plan.problem, fixed)
    solved = engine_io.solve_problem(problem, search or Search(), tell)
    rows = engine_io.named(
        [one.id for one in problem.intakes], [one.id for one in problem.lines], plan
    )
    return Found(plan, rows, solved, _numbers(fixed))


def refuse_unsolvable(plan: Plan, *, actor: Actor) -> None:
    """Refuse to solve a plan by hand, or one that is no draft."""
    require(rules.can_plan(actor), "planning.plan.solve")
    if plan.made_by_hand:
        raise Refused("plan_is_by_hand", plan=plan.code)
    if plan.state != "draft":
        raise Refused("wrong_state", subject=PLAN.subject, state=plan.state, act="solve")


def keep_again(found: Found, *, actor: Actor, now: datetime) -> Plan:
    """Write down a draft that was solved again; refused if what is fixed has changed since."""
    plan = found.plan
    with transaction.atomic():
        hold(plan, "draft", "solve")
        if _numbers(engine_io.overrides(plan)) != found.fixed:
            raise Refused("changed_meanwhile", subject=PLAN.subject)
        plan.before = queries.said(plan)
        _fill(plan, found.solved)
        plan.save(update_fields=("problem", "solution", "engine", "status", "gap", "before"))
        Allocation.objects.filter(plan=plan).delete()
        LineOutlook.objects.filter(plan=plan).delete()
        _write_rows(plan, found.rows, found.solved)
        record(plan, "solve", _facts(found.solved), actor, now)
    return plan


def recheck(plan: Plan) -> Recheck:
    """Whether a solved plan still holds, from its stored texts alone."""
    return engine_io.recheck(plan)


def _numbers(fixed: Sequence[Override]) -> tuple[tuple[int, int], ...]:
    return tuple((one.pk, one.seats) for one in fixed)


def _problem(rows: Rows, inputs: Inputs) -> Any:
    return engine_io.problem_of(rows, (), inputs)


def _fill(plan: Plan, found: Solved) -> None:
    plan.problem, plan.solution = found.problem, found.solution
    plan.engine, plan.status, plan.gap = found.engine, found.status, found.gap


def _facts(found: Solved) -> dict[str, Any]:
    return {
        "status": found.status,
        "gap_millionths": round(found.gap * MILLION),
        "seats": sum(found.seats.values()),
    }


def _write_rows(plan: Plan, rows: Rows, found: Solved) -> None:
    """Seats by capacity and fund, the lines they are meant for, and each line's outlook."""
    capacities, lines = rows.by_intake, rows.by_line
    allocations = {
        key: Allocation(
            plan=plan,
            capacity=capacities[key[0]],
            fund=key[1],
            groups=found.groups[key[0]],
            seats=seats,
        )
        for key, seats in found.seats.items()
    }
    Allocation.objects.bulk_create(allocations.values(), batch_size=BATCH)
    Coverage.objects.bulk_create(
        [
            Coverage(
                allocation=allocations[one.intake, one.fund], line=lines[one.line], seats=one.seats
            )
            for one in found.meant
        ],
        batch_size=BATCH,
    )
    LineOutlook.objects.bulk_create(
        [
            LineOutlook(
                plan=plan,
                line=lines[one.line],
                expected=one.expected,
                limited_by=one.limited_by,
                facts=dict(one.facts),
            )
            for one in found.outlooks
        ],
        batch_size=BATCH,
    )
