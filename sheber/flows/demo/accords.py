"""The offices record their answers to rules that nobody knows, as assumptions."""

from sheber.flows.demo.world import World, at
from sheber.registry import operations
from sheber.registry.enums import AnswerBasis

# Country of the rule, its code, and what the demo assumes. Listed on one page of the site.
ASSUMPTIONS = (
    ("RU", "target_seat.open_to.KZ", True),
    ("KZ", "target_seat.open_to.RU", True),
    ("RU", "obligation.discharge_abroad.KZ", True),
    ("KZ", "obligation.discharge_abroad.RU", True),
    ("KZ", "admission.spill", [{"from": "target", "to": "main"}]),
)


def build(world: World) -> None:
    """Every office answers every question, so that offers across the border can be published."""
    for country, code, value in ASSUMPTIONS:
        for of, office in sorted(world.offices.items()):
            operations.answer_rule(
                country=country,
                code=code,
                office=office,
                value=value,
                basis=AnswerBasis.ASSUMPTION,
                actor=world.office(of),
                now=at(2026, 1, 20),
            )
