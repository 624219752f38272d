"""A new works asks late: the engine drafts the coming intake anew, and futures are tried on it.

The draft stands beside the plans that offices set by hand, so that both can be compared.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from sheber.demand import operations as demand
from sheber.demand.enums import Confidence
from sheber.demand.models import Call, Line
from sheber.flows.demo import demand as stage_of_demand
from sheber.flows.demo import planning as stage_of_planning
from sheber.flows.demo.world import COMING, ClusterRows, World, at
from sheber.flows.plans import draft_plan
from sheber.planning import engine_io, operations
from sheber.planning.engine_io import Share, Wish
from sheber.planning.models import Plan

GROUPS_ASKED = 2
"""A new works asks for so many groups at once: more than its region can teach."""
SPREADS, LATE, SEED = {"demand": 25, "completion": 8, "migration": 30, "budget": 10}, 5, 2031


def build(world: World) -> None:
    """One large line, confirmed; a draft of the engine, what becomes of it in scenarios, and what
    would help it most."""
    if not world.size.scenarios:
        return
    rows = world.clusters[0]
    call = Call.objects.filter(employer__in=rows.employers, year=COMING, state="published").first()
    if call is None:
        return
    _ask_late(world, rows, call)
    plan = _drafted(world)
    found = engine_io.foresee(
        plan, _wish(plan, world.size.scenarios), lambda _stage, _done, _of: None
    )
    operations.keep_ensemble(plan, found, actor=world.office("RU"), now=at(COMING, 1, 31, 8))
    care, now = stage_of_planning.CARE, at(COMING, 1, 31, 9)
    operations.price(plan, care=care, actor=world.office("RU"), now=now)


def _ask_late(world: World, rows: ClusterRows, call: Call) -> None:
    programme = next(iter(rows.programmes.values()))
    usual = stage_of_demand.new_line(world, call, programme, COMING)
    number = GROUPS_ASKED * world.size.seats_of_a_group
    line = replace(usual, number=number, confidence=Confidence.LIKELY)
    actor = world.of(call.employer)
    lines: list[Line] = demand.add_lines([line], actor=actor, now=at(COMING, 1, 27))
    demand.submit_many(lines, actor=actor, now=at(COMING, 1, 27))
    stage_of_demand.confirm(world, lines, at(COMING, 1, 29))


def _drafted(world: World) -> Plan:
    return draft_plan(
        f"demo-plan-{COMING}-engine",
        COMING,
        COMING,
        stage_of_planning.inputs(world, COMING),
        search=stage_of_planning.SEARCH,
        actor=world.office("RU"),
        now=at(COMING, 1, 30),
    )


def _wish(plan: Plan, scenarios: int) -> Wish:
    source = Share(Fraction(1), "assumed", date(COMING, 1, 30))
    return engine_io.wish_of(
        plan, scenarios=scenarios, seed=SEED, spreads=SPREADS, late=LATE, source=source
    )
