"""Build a demo stage by stage, by the real verbs, from a seed."""

import random
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.db import transaction

from sheber.flows import begin
from sheber.flows.demo.world import SHOWN_AS_OF, STARTED, World, read_rates, read_size
from sheber.kernel import events, ids
from sheber.kernel.refusals import Refused

# The order of the river; `--until` names one of these.
STAGES = (
    "registry",
    "accords",
    "programmes",
    "demand",
    "planning",
    "offers",
    "admissions",
    "contracts",
    "training",
    "mobility",
    "credentials",
    "outcomes",
)


def build(
    size: str,
    seed: int,
    *,
    until: str | None = None,
    one_by_one: bool = False,
    progress: Callable[[str], None],
) -> World:
    """Fill an empty database with a demo; each stage in one transaction.

    `one_by_one` calls each verb once a row, as people do, instead of in bulk.
    """
    stages = _up_to(until)
    folder = settings.SEEDS / "demo"
    with ids.seeded(seed):
        progress("reference data, rule packs and accords")
        begin.demo(now=STARTED, until=SHOWN_AS_OF, seed=seed, size=size)
        world = World(
            size=read_size(folder, size),
            rates=read_rates(folder),
            random=random.Random(seed),  # noqa: S311 - a demo is repeatable on purpose
            one_by_one=one_by_one,
        )
        for number, stage in enumerate(stages, start=1):
            progress(f"{number}/{len(stages)} {stage}")
            with transaction.atomic():
                import_module(f"sheber.flows.demo.{stage}").build(world)
        events.seal(now=SHOWN_AS_OF)
    return world


def _up_to(until: str | None) -> tuple[str, ...]:
    if until is None:
        return STAGES
    if until not in STAGES:
        raise Refused("unknown_stage", given=until, known=", ".join(STAGES))
    return STAGES[: STAGES.index(until) + 1]
