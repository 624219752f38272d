"""A name is shown only to those who have to do with the person, whichever stage that is in."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sheber.admissions.models import RankedContract, Seat
from sheber.contracts.models import Party
from sheber.kernel.access import Actor
from sheber.mobility.models import Stay
from sheber.outcomes.models import Employment
from sheber.registry.identity import operations as identity
from sheber.registry.identity.models import Identity
from sheber.registry.models import Person
from sheber.training.models import Enrolment, Placement

HANDED_IN = ("submitted", "returned", "verified")


def disclose(person: Person, *, purpose: str, actor: Actor, now: datetime) -> Identity:
    """The identity of a person, for a purpose that is logged."""
    return identity.disclose(
        person.pk, dealing=organisations_of(person), purpose=purpose, actor=actor, now=now
    )


def organisations_of(person: Person) -> frozenset[int]:
    """Where they apply, study, practise, stay or work, and the parties of their contracts."""
    found: list[QuerySet[Any, int]] = [
        RankedContract.objects.filter(
            application__person=person, application__state__in=HANDED_IN
        ).values_list("offering__capacity__provider", flat=True),
        Seat.objects.filter(person=person).values_list(
            "pool__offering__capacity__provider", flat=True
        ),
        Party.objects.filter(contract__person=person, organisation__isnull=False).values_list(
            "organisation", flat=True
        ),
        Enrolment.objects.filter(person=person).values_list("capacity__provider", flat=True),
        Placement.objects.filter(enrolment__person=person).values_list("host", flat=True),
        Stay.objects.filter(person=person).values_list("home", flat=True),
        Stay.objects.filter(person=person).values_list("host", flat=True),
        Employment.objects.filter(person=person).values_list("employer", flat=True),
    ]
    return frozenset(key for rows in found for key in rows)
