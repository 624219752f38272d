"""What employers and regions think of the demo's plans, and how an office answers."""

from datetime import datetime, timedelta

from sheber.flows.demo.world import World
from sheber.planning import operations, queries
from sheber.planning.enums import View
from sheber.planning.models import Opinion, Plan
from sheber.registry.models import Organisation

# By turns, so that a page shows each of them; most have nothing against a plan.
VIEWS = (View.FAVOURABLE, View.RESERVED, View.FAVOURABLE, View.ADVERSE, View.FAVOURABLE)
WORDS = {
    View.FAVOURABLE: "",
    View.RESERVED: "Demo: good, if the practice places are ready by the spring",
    View.ADVERSE: "Demo: fewer seats than the posts that stand open here",
}
ANSWER = "Demo: no further group can be opened this year; the next plan begins with this line"


def give(world: World, plan: Plan, now: datetime, *, most: int, waits: bool = False) -> None:
    """Opinions of some that the plan touches, adverse ones answered a day later.

    Of a plan that `waits` every second body has not spoken yet, and no office has answered.
    """
    for number, body in enumerate(_touched(world, plan)[:most]):
        if waits and number % 2 == 0:
            continue
        view = VIEWS[number % len(VIEWS)]
        row = operations.give_opinion(
            plan,
            organisation=body,
            moment=queries.moments(plan)[0],
            view=view,
            words=WORDS[view],
            digest=queries.seen_digest(plan),
            actor=world.of(body),
            now=now,
        )
        if view == View.ADVERSE and not waits:
            _answer(world, row, now + timedelta(days=1))


def _answer(world: World, row: Opinion, now: datetime) -> None:
    operations.answer_opinion(
        row, office=world.offices["KZ"], reason=ANSWER, actor=world.office("KZ"), now=now
    )


def _touched(world: World, plan: Plan) -> list[Organisation]:
    """Employers with lines in the plan and the regions of their work, by code."""
    lines = queries.lines_of(plan).select_related("call__employer")
    bodies = {line.call.employer.code: line.call.employer for line in lines}
    regions = {line.region_id for line in lines}
    bodies |= {one.code: one for region, one in world.regional.items() if region in regions}
    return [bodies[code] for code in sorted(bodies) if bodies[code].pk in world.actors]
