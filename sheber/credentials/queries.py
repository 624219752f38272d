"""Shared reads of credentials."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from sheber.credentials.enums import Outcome, Purpose
from sheber.credentials.models import Award, Recognition
from sheber.credentials.rules import BODIES
from sheber.registry.enums import OrganisationStatus
from sheber.registry.models import Organisation


@dataclass(frozen=True)
class Decision:
    """What a body has decided and nobody has appealed: `share` of the hours counts."""

    outcome: Outcome
    share: Fraction
    decided_on: date
    document: str


def awards_of(pseudonym: str) -> QuerySet[Award]:
    """Awards that count: issued and not revoked."""
    return (
        Award.objects.filter(person_id=pseudonym, state="issued")
        .select_related("programme", "awarding")
        .order_by("awarded_on", "pk")
    )


def decisions_on(award: Award) -> QuerySet[Recognition]:
    return Recognition.objects.filter(award=award).select_related("body").order_by("pk")


def bodies(award: Award) -> QuerySet[Organisation]:
    """Who may be asked to recognise an award: offices and institutions of other countries.

    An invented award is recognised by invented bodies only, and a real one by real ones.
    """
    found = Organisation.objects.filter(
        kind__in=BODIES[Purpose.STUDY],
        status=OrganisationStatus.OPERATING,
        demo=award.awarding.demo,
    )
    return found.exclude(country=award.awarding.country_id).order_by("country_id", "kind", "pk")


def decision(award: Award, country: str, purpose: str) -> Decision | None:
    """The decision in force on an award in a country; None if none, appealed or revoked."""
    row = Recognition.objects.filter(
        award=award, award__state="issued", country_id=country, purpose=purpose, state="decided"
    ).first()
    if row is None or row.decided_on is None:
        return None
    shares = {Outcome.FULL: Fraction(1), Outcome.REFUSED: Fraction(0)}
    outcome = Outcome(row.outcome)
    share = shares.get(outcome, Fraction(row.hours_recognised or 0, row.hours_of or 1))
    return Decision(outcome, share, row.decided_on, row.document)
