"""The policy lab: a study of an own campaign, made, published and read; the example as it ships."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import rfc8785
from django.conf import settings

from sheber.admissions import engine_io
from sheber.admissions.models import Campaign, RankedContract
from sheber.doors.lab.study import (
    AssumptionsFile,
    Range,
    Sensitivity,
    Study,
    read_assumptions,
    read_study,
    study_document,
)
from sheber.insights import operations as insights
from sheber.insights.models import Snapshot
from sheber.insights.queries import FEWEST, in_fives, latest
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused

LEAST_SEATS = 5 * FEWEST
"""In steps of five seats, a smaller campaign would say nothing."""


def campaign(code: str | None) -> Campaign:
    """The campaign of this code; without one, the latest in which somebody ranked anything."""
    if code:
        found = Campaign.objects.filter(code=code).first()
        if found is None:
            raise Refused("lab_unknown_campaign", code=code)
        return found
    ranked = RankedContract.objects.values("application__campaign")
    found = Campaign.objects.filter(pk__in=ranked).order_by("-year").first()
    if found is None:
        raise Refused("lab_no_campaign")
    return found


def study(campaign: Campaign, seeds: Sequence[int], *, command: str) -> Study:
    """A study of a campaign as it stands. It reads only; `publish` shows it."""
    return engine_io.policy_study(campaign, seeds, command)


def publish(campaign: Campaign, made: Study, *, actor: Actor, now: datetime) -> Snapshot:
    """Show a campaign's study to everybody, in steps of five seats so that nobody is seen."""
    if made.scenarios[0].counts[0].seats < LEAST_SEATS:
        raise Refused("lab_too_small", campaign=campaign.code, least=LEAST_SEATS)
    content = study_document(publishable(made))
    return insights.publish_study(campaign.code, content, actor=actor, now=now)


def publishable(made: Study) -> Study:
    """The same study in steps of five seats: no group of one to four can be read from it, nor
    from the difference of two of its numbers."""
    scenarios = tuple(
        replace(
            one,
            counts=tuple(
                replace(count, **{name: in_fives(number) for name, number in vars(count).items()})
                for count in one.counts
            ),
        )
        for one in made.scenarios
    )
    return replace(made, scenarios=scenarios, sensitivity=_in_steps(made))


def _in_steps(made: Study) -> Sensitivity | None:
    """The sensitivity with shares of seats turned to whole steps."""
    if made.sensitivity is None:
        return None
    seats = made.scenarios[0].counts[0].seats
    swings = tuple(
        replace(
            swing,
            gains=tuple(
                replace(one, filled=_stepped(one.filled, seats), used=_stepped(one.used, seats))
                for one in swing.gains
            ),
        )
        for swing in made.sensitivity.swings
    )
    return replace(made.sensitivity, swings=swings)


def _stepped(share: Range, seats: int) -> Range:
    stepped = {name: in_fives(one * seats) / seats for name, one in vars(share).items()}
    return replace(share, **stepped)


def published(on: datetime) -> tuple[Study, Snapshot] | None:
    """The campaign study that was published last."""
    found = latest(insights.LAB, on.date())
    return (read_study(rfc8785.dumps(found.counts)), found) if found else None


def example(code: str) -> tuple[Study, AssumptionsFile]:
    """The stored study of an example and its assumptions, as they ship with the software."""
    return _read(_folder() / code)


@lru_cache(maxsize=4)
def _read(stem: Path) -> tuple[Study, AssumptionsFile]:
    study = read_study(stem.with_suffix(".json").read_bytes())
    return study, read_assumptions(stem.with_suffix(".toml").read_bytes())


def _folder() -> Path:
    return Path(settings.SEEDS) / "lab"


def examples() -> list[str]:
    """The examples that have a stored study."""
    return sorted(one.stem for one in _folder().glob("*.json"))


def as_file(study: Study) -> bytes:
    """A study as `sheber lab` writes it."""
    return json.dumps(study_document(study), ensure_ascii=False, indent=1).encode()
