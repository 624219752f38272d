"""Everything that is kept about one person, as plain values: for that person alone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models

from sheber.admissions.models import Application, RankedContract, Seat, VerifiedFact
from sheber.contracts.models import Breach, Contract, Party, Signature, Suspension
from sheber.credentials.models import Award, Recognition
from sheber.kernel.models import Event
from sheber.mobility.models import LearningAgreement, Stay
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation, PlacementRight
from sheber.registry.identity.models import Document, Guardianship, Identity, NameDisclosure
from sheber.registry.models import Account, Membership, Person
from sheber.training.models import (
    Enrolment,
    Expulsion,
    Leave,
    ModuleResult,
    Placement,
    PracticeDay,
)

FORMAT = "sheber.person/1"
# What is no fact about the person: a secret of the account.
SECRET = {"password"}


def everything(person: Person, now: datetime) -> dict[str, Any]:
    """All rows of a person by kind, each as its columns; keys of others are their pseudonyms."""
    rows = {kind: [_plain(row) for row in found] for kind, found in _rows(person).items()}
    return {"format": FORMAT, "as_of": now.isoformat(), "person": _plain(person), **rows}


def _rows(person: Person) -> dict[str, Iterable[models.Model]]:
    accounts = Account.objects.filter(person=person)
    keys = [f"account:{one.pk}" for one in accounts]
    return {
        "identity": Identity.objects.filter(person=person),
        "documents": Document.objects.filter(person=person),
        "guardianships": Guardianship.objects.filter(
            models.Q(ward=person) | models.Q(guardian=person)
        ),
        "names_shown": NameDisclosure.objects.filter(person=person).order_by("at"),
        "accounts": accounts,
        "roles": Membership.objects.filter(account__in=accounts),
        **_of_admission(person),
        **_of_contracts(person),
        **_of_study(person),
        **_of_work(person),
        "own_acts": Event.objects.filter(actor__in=keys),
    }


def _of_admission(person: Person) -> dict[str, Iterable[models.Model]]:
    return {
        "applications": Application.objects.filter(person=person),
        "wishes": RankedContract.objects.filter(application__person=person),
        "checked_facts": VerifiedFact.objects.filter(person=person),
        "seats": Seat.objects.filter(person=person),
    }


def _of_contracts(person: Person) -> dict[str, Iterable[models.Model]]:
    contracts = Contract.objects.filter(person=person)
    return {
        "contracts": contracts,
        "parties": Party.objects.filter(models.Q(contract__in=contracts) | models.Q(person=person)),
        "signatures": Signature.objects.filter(party__person=person),
        "suspensions": Suspension.objects.filter(contract__in=contracts),
        "breaches": Breach.objects.filter(contract__in=contracts),
    }


def _of_study(person: Person) -> dict[str, Iterable[models.Model]]:
    return {
        "enrolments": Enrolment.objects.filter(person=person),
        "leaves": Leave.objects.filter(enrolment__person=person),
        "expulsions": Expulsion.objects.filter(enrolment__person=person),
        "module_results": ModuleResult.objects.filter(enrolment__person=person),
        "placements": Placement.objects.filter(enrolment__person=person),
        "practice_days": PracticeDay.objects.filter(placement__enrolment__person=person),
        "stays_abroad": Stay.objects.filter(person=person),
        "learning_agreements": LearningAgreement.objects.filter(stay__person=person),
    }


def _of_work(person: Person) -> dict[str, Iterable[models.Model]]:
    return {
        "awards": Award.objects.filter(person=person),
        "recognitions": Recognition.objects.filter(award__person=person),
        "jobs": Employment.objects.filter(person=person),
        "periods_of_work": EmploymentEvidence.objects.filter(employment__person=person),
        "obligations": Obligation.objects.filter(person=person),
        "rights_to_a_place": PlacementRight.objects.filter(obligation__person=person),
    }


def _plain(row: models.Model) -> dict[str, Any]:
    columns = [one for one in row._meta.concrete_fields if one.name not in SECRET]
    return {one.attname: _value(getattr(row, one.attname)) for one in columns}


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
