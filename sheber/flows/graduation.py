"""Graduation: the study ends and the qualification is awarded, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.credentials import operations as credentials
from sheber.credentials.models import Award
from sheber.kernel.access import Acting
from sheber.registry.models import Organisation
from sheber.training import operations as training
from sheber.training.models import Enrolment


@dataclass(frozen=True)
class Graduate:
    """Somebody who finishes: who awards, and the number of the document."""

    enrolment: Enrolment
    awarding: Organisation
    number: str


def graduate_many(
    graduates: Sequence[Graduate],
    *,
    on: date,
    reason: str = "",
    teachers: Acting,
    awarding: Acting,
    now: datetime,
) -> list[Award]:
    """Graduate people on a day and award them: the provider ends the study, the awarding
    institution gives the document. Somebody short of practice only with a reason."""
    with transaction.atomic():
        training.graduate_many(
            [one.enrolment for one in graduates], on=on, reason=reason, actor=teachers, now=now
        )
        return credentials.award_many(
            [
                credentials.NewAward(one.enrolment, one.awarding, one.number, on)
                for one in graduates
            ],
            actor=awarding,
            now=now,
        )
