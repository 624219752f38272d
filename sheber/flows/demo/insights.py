"""An office publishes the river of the first cohort, the one that has got to work, and scores the
plans of which something has come to its day."""

from sheber.flows.demo.world import SHOWN_AS_OF, World
from sheber.insights import operations, queries
from sheber.planning.models import Plan


def build(world: World) -> None:
    office = world.office("RU")
    operations.publish_river(world.size.years[0], actor=office, now=SHOWN_AS_OF)
    for plan in Plan.objects.filter(state="approved").order_by("pk"):
        if queries.kept(plan, SHOWN_AS_OF.date()):
            operations.score_forecasts(plan, actor=office, now=SHOWN_AS_OF)
