"""The offices record their answers to unknown rules as assumptions, and announce a project."""

import tomllib

from django.conf import settings

from sheber.flows.demo import projects
from sheber.flows.demo.world import World, at
from sheber.registry import operations
from sheber.registry.enums import AnswerBasis


def build(world: World) -> None:
    """Every office answers every question of `seeds/demo/assumptions.toml`, in its order."""
    given = tomllib.loads((settings.SEEDS / "demo" / "assumptions.toml").read_text("utf-8"))
    for one in given["assumption"]:
        for of, office in sorted(world.offices.items()):
            operations.answer_rule(
                country=one["country"],
                code=one["code"],
                office=office,
                value=one["value"],
                basis=AnswerBasis.ASSUMPTION,
                actor=world.office(of),
                now=at(2026, 1, 20),
            )
    projects.announce(world)
