"""Acts of a person that touch several stages: a contract refused, one's own name erased."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from sheber.admissions import operations as admissions
from sheber.admissions.models import Application, Seat
from sheber.contracts import operations as contracts
from sheber.contracts.models import Breach, Contract
from sheber.flows import erasing
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation
from sheber.registry.identity.models import Guardianship
from sheber.registry.identity.queries import ADULT, ages
from sheber.registry.models import Person
from sheber.training.models import Enrolment

HANDED_IN = ("submitted", "returned", "verified")
CONTRACT_STANDS = ("intended", "signed", "amended", "suspended")


def refuse_contract(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """The citizen does not sign: nothing is owed, and the target seat goes with the contract.

    A seat that was only consented to is given up in the same act, and a further round fills it.
    Whoever is enrolled already waits for the institution: it expels from the seat or moves.
    """
    with transaction.atomic():
        contracts.refuse_as_citizen(contract, reason=reason, actor=actor, now=now)
        seat = Seat.objects.select_for_update(of=("self",)).get(pk=contract.seat_id)
        if seat.state == "consented":
            admissions.give_up(seat, actor=actor, now=now)
    return contract


def erasure_holds(person: Person, now: datetime) -> list[Refused]:
    """What keeps a person's name from being erased now, each with its sentence; empty if nothing.

    A name is needed while the person owes or is owed something, or answers for somebody.
    """
    found = {
        "erasure_application_runs": _applications_that_run(person, now),
        "erasure_seat_held": Seat.objects.filter(person=person, state__in=("offered", "consented")),
        "erasure_study_runs": Enrolment.objects.filter(person=person, state="enrolled"),
        "erasure_contract_stands": Contract.objects.filter(
            person=person, state__in=CONTRACT_STANDS
        ),
        "erasure_obligation_runs": Obligation.objects.filter(person=person, state="running"),
        "erasure_legal_hold": _broken_and_not_settled(person),
        "erasure_work_disputed": Employment.objects.filter(person=person, state="disputed"),
        "erasure_evidence_disputed": EmploymentEvidence.objects.filter(
            employment__person=person, state="disputed"
        ),
    }
    codes = [code for code, rows in found.items() if rows.exists()]
    if _answers_for_somebody(person, now):
        codes.append("erasure_guards_somebody")
    return [Refused(code) for code in codes]


def erase_oneself(person: Person, *, actor: Actor, now: datetime) -> None:
    """Erase who one is, once nothing holds the name; the pseudonym and the facts stay."""
    with transaction.atomic():
        for hold in erasure_holds(person, now):
            raise hold
        erasing.erase_person(person, actor=actor, now=now)


def _applications_that_run(person: Person, now: datetime) -> QuerySet[Application]:
    """Those that may still be given a seat: whoever was given one is out, or holds it."""
    seats = Seat.objects.filter(person=person)
    return (
        Application.objects.filter(person=person, state__in=HANDED_IN, campaign__ends_at__gt=now)
        .exclude(campaign__state="ended")
        .exclude(pk__in=seats.values("contract__application"))
    )


def _broken_and_not_settled(person: Person) -> QuerySet[Contract]:
    claims = Breach.objects.filter(settled_on__isnull=True).values("contract")
    broken = Obligation.objects.filter(state="breached").values("contract")
    return Contract.objects.filter(Q(pk__in=claims) | Q(pk__in=broken), person=person)


def _answers_for_somebody(person: Person, now: datetime) -> bool:
    rows = Guardianship.objects.filter(guardian=person, valid_from__lte=now.date())
    wards = [row.ward_id for row in rows if row.valid_to is None or row.valid_to > now.date()]
    return any(years < ADULT for years in ages(wards, now.date()).values())
