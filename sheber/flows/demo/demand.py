"""Employers of each cluster ask for people; their regions confirm; some take it back."""

from collections import defaultdict
from datetime import datetime

from sheber.demand import operations
from sheber.demand.models import Call, Line
from sheber.flows.demo import projects
from sheber.flows.demo.world import ClusterRows, World, at
from sheber.programmes.models import Programme
from sheber.registry.models import Organisation

FEW_EMPLOYERS = 2
CONFIDENCES = ("firm", "firm", "likely", "possible")
PAYERS = ("employer", "employer", "shared", "state")


def build(world: World) -> None:
    """A call of each employer in its years; lines for the programmes of its cluster."""
    for year in world.size.years:
        asking = [
            (rows, employer)
            for rows in world.clusters
            for number, employer in enumerate(rows.employers)
            if _states_need(world, rows, number, year)
        ]
        lines = _ask(world, asking, year)
        confirm(world, lines, at(year, 2, 25))
        _take_back(world, lines, year)
        world.lines[year] = [line for line in lines if line.state == "confirmed"]


def work_year(programme: Programme, intake: int) -> int:
    """The year in which those who enter in September of `intake` can start work."""
    return intake + -(-programme.months // 12)


def _states_need(world: World, rows: ClusterRows, number: int, year: int) -> bool:
    """Every employer in the first year and in small clusters, else every second year by turns."""
    everybody = year == world.size.years[0] or len(rows.employers) <= FEW_EMPLOYERS
    return everybody or (number + year) % 2 == 0


def _ask(world: World, asking: list[tuple[ClusterRows, Organisation]], year: int) -> list[Line]:
    """Every employer opens and publishes a call and submits its lines."""
    actors = [world.of(employer) for _, employer in asking]
    new = [operations.NewCall(f"{one.code}-{year}", one, year) for _, one in asking]
    calls = world.act(operations.open_calls, new, actor=actors, now=at(year, 2, 2))
    world.act(operations.publish_calls, calls, actor=actors, now=at(year, 2, 3))
    wanted = [
        (call, rows, programme)
        for call, (rows, _) in zip(calls, asking, strict=True)
        for programme in programmes(world, rows)
    ]
    new_lines = [new_line(world, call, programme, year) for call, _, programme in wanted]
    employers = [world.of(call.employer) for call, _, _ in wanted]
    lines = world.act(operations.add_lines, new_lines, actor=employers, now=at(year, 2, 4))
    return world.act(operations.submit_many, lines, actor=employers, now=at(year, 2, 16))


def programmes(world: World, rows: ClusterRows) -> list[Programme]:
    """Those of its cluster's programmes from which an employer wants people this time."""
    found = list(rows.programmes.values())
    return world.random.sample(found, min(2, len(found)))


def new_line(
    world: World, call: Call, programme: Programme, year: int, later: int = 0
) -> operations.NewLine:
    """A line for those who enter in a year, or so many years later."""
    work = work_year(programme, year) + later
    return operations.NewLine(
        call=call,
        region=str(call.employer.region_id),
        occupation=world.occupations[programme.pk],
        year=work,
        number=world.random.randrange(*world.size.people_of_a_line),
        confidence=world.random.choice(CONFIDENCES),
        payer=world.random.choice(PAYERS),
        project=projects.resting(world, call, work),
    )


def confirm(world: World, lines: list[Line], now: datetime) -> None:
    """Each region confirms its own lines."""
    by_region: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_region[line.region_id].append(line)
    for region, some in sorted(by_region.items()):
        world.act(
            operations.confirm_many,
            some,
            actor=world.of(world.regional[region]),
            now=now,
        )


def _take_back(world: World, lines: list[Line], year: int) -> None:
    """Some lines are cut by half and confirmed anew, some withdrawn, before seats are planned."""
    for line in world.some(lines, "line_cut"):
        if line.number > 1:
            actor, office = world.of(line.call.employer), world.office(line.region.country_id)
            half = line.number // 2
            reason = "Demo: the investment was put off"
            operations.cut(line, number=half, reason=reason, actor=actor, now=at(year, 3, 3))
            operations.confirm(line, actor=office, now=at(year, 3, 5))
    for line in world.some(lines, "line_withdrawn"):
        actor = world.of(line.call.employer)
        reason = "Demo: the shop will not be built"
        operations.withdraw(line, reason=reason, actor=actor, now=at(year, 3, 4))
