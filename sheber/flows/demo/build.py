"""Build a demo stage by stage, by the real verbs, from a seed."""

import random
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module

from django.conf import settings
from django.db import transaction

from sheber.flows import begin
from sheber.flows.demo import coming
from sheber.flows.demo.world import STARTED, Size, World, read_rates, read_size
from sheber.kernel import clock, events, ids
from sheber.kernel.models import Installation
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
    "insights",
)
# The stages in which a country's people come batch by batch.
IN_BATCHES = ("registry", "admissions")
# What a positive whole number holds in every database.
SEED_MAXIMUM = 2**31 - 1


def build(
    size: str,
    seed: int,
    *,
    until: str | None = None,
    one_by_one: bool = False,
    measure: Size | None = None,
    progress: Callable[[str], None],
) -> World:
    """Fill an empty database with a demo; each stage in one transaction, or, where a country's
    people come, in one for each batch of them.

    `one_by_one` calls each verb once a row, as people do, instead of in bulk. `measure` stands in
    for what the seeds state of this size, in benchmarks and tests.
    """
    stages = stages_of(size, seed, until)
    folder = settings.SEEDS / "demo"
    measure = measure or read_size(folder, size)
    with ids.seeded(seed):
        progress("reference data, rule packs and accords")
        begin.demo(now=STARTED, shown=measure.shown, seed=seed, size=size, until=stages[-1])
        world = World(
            size=measure,
            rates=read_rates(folder),
            random=_drawing(seed, "begin"),
            one_by_one=one_by_one,
        )
        for number, stage in enumerate(stages, start=1):
            progress(f"{number}/{len(stages)} {stage}")
            world.random = _drawing(seed, stage)
            in_batches = measure.is_national and stage in IN_BATCHES
            with nullcontext() if in_batches else transaction.atomic():
                import_module(f"sheber.flows.demo.{stage}").build(world)
                if stage in coming.ACTS and not measure.is_national:
                    coming.ACTS[stage](world)
                events.seal(now=measure.shown)
                clock.reached(stage)
    return world


def _drawing(seed: int, stage: str) -> random.Random:
    """Each stage draws for itself: what is added to one does not change what another draws."""
    return random.Random(f"{seed} {stage}")  # noqa: S311 - a demo is repeatable on purpose


def standing(size: str, seed: int, until: str | None) -> bool:
    """Whether the demo asked for stands in this database; False where nothing or a part does.

    Refused where another demo or real data stand: they are never mixed and never overwritten.
    """
    found = clock.installation()
    if found is None:
        return False
    if found.kind != Installation.Kind.DEMO:
        raise Refused("installed_already", kind=found.kind)
    stage = stages_of(size, seed, until)[-1]
    if found.is_finished and (found.demo_size, found.demo_seed, found.demo_until) != (
        size,
        seed,
        stage,
    ):
        raise Refused(
            "another_demo",
            size=found.demo_size,
            seed=found.demo_seed,
            stage=found.demo_until,
            asked_size=size,
            asked_seed=seed,
            asked_stage=stage,
        )
    return found.is_finished


def stages_of(size: str, seed: int, until: str | None) -> tuple[str, ...]:
    """The stages up to `until`, in order; asked before the database is touched."""
    last = read_size(settings.SEEDS / "demo", size).last_stage or STAGES[-1]
    known = STAGES[: STAGES.index(last) + 1]
    if not 0 <= seed <= SEED_MAXIMUM:
        raise Refused("seed_out_of_range", given=seed, most=SEED_MAXIMUM)
    if until is None:
        return known
    if until not in known:
        raise Refused("unknown_stage", given=until, known=", ".join(known))
    return known[: known.index(until) + 1]
