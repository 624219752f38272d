"""Problems of a few small groups in which everything is short, drawn from a seed."""

import random
from dataclasses import replace
from fractions import Fraction

from sheber.engine.planning import problem as p
from tests.engine.planning.build import market

LOW, HIGH = (None, Fraction(1, 4), Fraction(1, 3)), (None, Fraction(2, 3), Fraction(3, 4))


def cramped(seed: int) -> p.Problem:
    """A market cut down until a second formulation can plan it in a moment."""
    draw = random.Random(seed)  # noqa: S311  (a repeatable problem, not a secret)
    problem = market(
        seed=seed,
        lines=draw.randint(1, 8),
        programmes=draw.randint(1, 5),
        years=draw.randint(1, 2),
        regions=draw.choice([2, 3, 4]),
    )
    intakes = tuple(
        replace(
            intake,
            maximum_groups=min(intake.maximum_groups, 2),
            group_size=draw.choice([3, 5, 8]),
            minimum_group=draw.choice([1, 2, 3]),
            duration=draw.choice([0, 1, 2, 3]),
        )
        for intake in problem.intakes
    )
    return replace(
        problem,
        intakes=intakes,
        lines=tuple(replace(line, number=draw.randint(0, 20)) for line in problem.lines),
        resources=tuple(replace(row, amount=draw.randint(0, 9)) for row in problem.resources),
        shares=tuple(
            p.CountryShare("KZ", share.year, draw.choice(LOW), draw.choice(HIGH))
            for share in problem.shares
        ),
        overrides=_overrides(draw, intakes),
        balances=tuple(
            p.Balance("KZ", "RU", year, of, draw.randint(0, 6))
            for of in p.BALANCES
            for year in (2027, 2028, 2029)
            if draw.random() < 0.3
        ),
        previous=tuple(
            p.Previous(intake.id, "KZ-state", draw.randint(0, 6))
            for intake in intakes
            if draw.random() < 0.3
        ),
        budgets=tuple(
            replace(budget, amount=budget.amount // draw.choice([1, 3, 10, 40]))
            for budget in problem.budgets
            if draw.random() < 0.9
        ),
    )


def _overrides(draw: random.Random, intakes: tuple[p.Intake, ...]) -> tuple[p.Override, ...]:
    fixed = draw.sample(intakes, min(2, len(intakes)))
    if draw.random() < 0.5:
        return ()
    return tuple(
        p.Override(f"X{place}", intake.id, draw.choice(p.RULES), draw.randint(0, 9), "a letter")
        for place, intake in enumerate(fixed)
    )
