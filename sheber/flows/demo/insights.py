"""An office publishes the river of the first cohort, the one that has got to work."""

from sheber.flows.demo.world import SHOWN_AS_OF, World
from sheber.insights import operations


def build(world: World) -> None:
    operations.publish_river(world.size.years[0], actor=world.office("RU"), now=SHOWN_AS_OF)
