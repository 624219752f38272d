"""The coming intake as it stands on the demo's day: asked for, half planned, half offered.

February is before every admission calendar of the rule packs: its campaign is prepared, not open.
"""

from collections.abc import Callable

from sheber.admissions import operations as admissions
from sheber.demand import operations as demand
from sheber.demand.models import Line
from sheber.flows.demo import admissions as stage_of_admissions
from sheber.flows.demo import demand as stage_of_demand
from sheber.flows.demo import foreseeing, opinions
from sheber.flows.demo import offers as stage_of_offers
from sheber.flows.demo import planning as stage_of_planning
from sheber.flows.demo.world import COMING, World, at
from sheber.offers import operations as offers
from sheber.planning import operations as planning
from sheber.planning.models import Plan

# An employer states what it needs for this intake and, less surely, for the two after it.
SENT, ALL = (0, 1), (0, 1, 2)


def ask(world: World) -> None:
    """Calls and lines: some drafts, some sent, some sent back; regions confirm this intake's."""
    asking = [(rows, one) for rows in world.clusters for one in rows.employers]
    actors = [world.of(employer) for _, employer in asking]
    new = [demand.NewCall(f"{one.code}-{COMING}", one, COMING) for _, one in asking]
    calls = world.act(demand.open_calls, new, actor=actors, now=at(COMING, 1, 6))
    drafts = {call.pk for call in world.some(calls, "call_in_draft")}
    published = [call for call in calls if call.pk not in drafts]
    who = [world.of(call.employer) for call in published]
    world.act(demand.publish_calls, published, actor=who, now=at(COMING, 1, 8))
    wanted = [
        (stage_of_demand.new_line(world, call, programme, COMING, later), later)
        for call, (rows, _) in zip(calls, asking, strict=True)
        for programme in stage_of_demand.programmes(world, rows)
        for later in ALL
    ]
    lines = world.act(
        demand.add_lines,
        [line for line, _ in wanted],
        actor=[world.of(line.call.employer) for line, _ in wanted],
        now=at(COMING, 1, 9),
    )
    sent = [
        (line, later)
        for line, (_, later) in zip(lines, wanted, strict=True)
        if later in SENT and line.call_id not in drafts
    ]
    _send(world, sent)


def _send(world: World, sent: list[tuple[Line, int]]) -> None:
    lines = [line for line, _ in sent]
    world.act(
        demand.submit_many,
        lines,
        actor=[world.of(line.call.employer) for line in lines],
        now=at(COMING, 1, 13),
    )
    this = [line for line, later in sent if later == 0]
    waiting = {line.pk for line in world.some(this, "line_waits_for_region")}
    stage_of_demand.confirm(
        world, [line for line in this if line.pk not in waiting], at(COMING, 1, 17)
    )
    later = [line for line, years in sent if years]
    for line in world.some(later, "line_sent_back"):
        demand.send_back(
            line,
            reason="Demo: say from which project the posts come",
            actor=world.of(world.regional[line.region_id]),
            now=at(COMING, 1, 20),
        )
    world.lines[COMING] = [line for line in this if line.state == "confirmed"]


def plan(world: World) -> None:
    """One half of the seats approved, the other half by one office only; a later year begun."""
    given = stage_of_planning.given(world, COMING)
    half = -(-len(given) // 2)
    approved = _proposed(world, f"demo-plan-{COMING}", given[:half], 20)
    for day, country in enumerate(sorted(world.offices), start=22):
        _approve(world, approved, country, day)
    waiting = _proposed(world, f"demo-plan-{COMING}-second", given[half:], 27)
    _approve(world, waiting, "RU", 29)
    opinions.give(world, waiting, at(COMING, 1, 30), most=stage_of_planning.OPINIONS, waits=True)
    later = COMING + 1
    planning.draft_by_hand(
        f"demo-plan-{later}", later, later, actor=world.office("KZ"), now=at(COMING, 1, 30)
    )


def _proposed(world: World, code: str, given: list[planning.Given], day: int) -> Plan:
    proposer, now = world.office("RU"), at(COMING, 1, day)
    row = planning.draft_by_hand(code, COMING, COMING, actor=proposer, now=now)
    planning.allocate(row, given, actor=proposer, now=now)
    return planning.propose(row, actor=proposer, now=at(COMING, 1, day + 1))


def _approve(world: World, row: Plan, country: str, day: int) -> None:
    planning.approve(
        row,
        office=world.offices[country],
        digest=row.digest,
        actor=world.office(country),
        now=at(COMING, 1, day),
    )


def offer(world: World) -> None:
    """Of the planned seats some are not offered yet, some stand in drafts, the rest published."""
    found = stage_of_offers.room(COMING)
    idle = {one.pk for one, _ in world.some(found, "offer_not_drafted")}
    drafted = stage_of_offers.draft(
        world, [one for one in found if one[0].pk not in idle], at(COMING, 1, 24)
    )
    answers = stage_of_offers.read_answers()
    terms = stage_of_offers.new_terms(world, drafted, answers, at(COMING, 1, 27).date())
    actors = [world.of(one.line.call.employer) for one in drafted]
    world.act(offers.set_terms_many, terms, actor=actors, now=at(COMING, 1, 27))
    kept = {one.pk for one in world.few(drafted, "offer_in_draft")}
    ready = [one for one in drafted if one.pk not in kept]
    world.act(
        offers.publish_many,
        ready,
        actor=[world.of(one.line.call.employer) for one in ready],
        now=at(COMING, 1, 29),
    )


def prepare(world: World) -> None:
    """The campaign with its days; its seats come once the offers are frozen in June."""
    admissions.prepare(
        stage_of_admissions.new_campaign(world, COMING),
        actor=world.office("RU"),
        now=at(COMING, 1, 30),
    )


# What is done for the coming intake at the end of a stage.
ACTS: dict[str, Callable[[World], None]] = {
    "demand": ask,
    "planning": plan,
    "offers": offer,
    "admissions": prepare,
    "outcomes": foreseeing.build,
}
