"""The one place outside of verbs that knows what time it is: the demo has a clock of its own."""

from datetime import datetime

from django.utils import timezone

from sheber.kernel.models import Installation
from sheber.kernel.refusals import Refused

DEMO_COMMENT = "Demo data: organisations, people and figures are invented."


def installation() -> Installation | None:
    """What this database is; None before `sheber init` or `sheber demo`."""
    return Installation.objects.first()


def is_demo() -> bool:
    found = installation()
    return found is not None and found.kind == Installation.Kind.DEMO


def comment() -> dict[str, str]:
    """What a file of demo data says of itself, for documents that take a comment; else nothing."""
    return {"comment": DEMO_COMMENT} if is_demo() else {}


def now() -> datetime:
    """The demo's date in a demo, else the time of the day. For pages and commands, never verbs."""
    found = installation()
    if found is not None and found.demo_now is not None:
        return found.demo_now
    return timezone.now()


def install(
    kind: str,
    *,
    demo_now: datetime | None = None,
    seed: int | None = None,
    size: str = "",
    until: str = "",
) -> Installation:
    """Mark an empty database for good as real or demo; refuse one that is in use.

    `until` is the stage up to which a demo will be built.
    """
    found = installation()
    if found is not None:
        raise Refused("installed_already", kind=found.kind)
    return Installation.objects.create(
        kind=kind, demo_now=demo_now, demo_seed=seed, demo_size=size, demo_until=until
    )


def reached(stage: str) -> None:
    """Keep that a demo stands up to this stage."""
    Installation.objects.filter(kind=Installation.Kind.DEMO).update(demo_stage=stage)
