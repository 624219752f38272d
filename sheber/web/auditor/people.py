"""Whose rows the log speaks of: an auditor sees people of the own country only."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from sheber.admissions.models import Application, Seat, VerifiedFact
from sheber.contracts.models import Contract
from sheber.credentials.models import Award, Recognition
from sheber.kernel.models import Event
from sheber.mobility.models import LearningAgreement, Stay
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation
from sheber.registry.models import Account, Person
from sheber.training.models import Enrolment, Placement

# The model behind a subject of the log, and the way from it to a citizenship.
OF_PEOPLE: dict[str, tuple[type[models.Model], str]] = {
    "admissions.application": (Application, "person__citizenship_id"),
    "admissions.fact": (VerifiedFact, "person__citizenship_id"),
    "admissions.seat": (Seat, "person__citizenship_id"),
    "contracts.contract": (Contract, "person__citizenship_id"),
    "credentials.award": (Award, "person__citizenship_id"),
    "credentials.recognition": (Recognition, "award__person__citizenship_id"),
    "mobility.learning_agreement": (LearningAgreement, "stay__person__citizenship_id"),
    "mobility.stay": (Stay, "person__citizenship_id"),
    "outcomes.employment": (Employment, "person__citizenship_id"),
    "outcomes.evidence": (EmploymentEvidence, "employment__person__citizenship_id"),
    "outcomes.obligation": (Obligation, "person__citizenship_id"),
    "registry.account": (Account, "person__citizenship_id"),
    "registry.person": (Person, "citizenship_id"),
    "training.enrolment": (Enrolment, "person__citizenship_id"),
    "training.placement": (Placement, "enrolment__person__citizenship_id"),
}


def of_other_countries(events: Iterable[Event], country: str) -> set[int]:
    """The events whose subject is, or belongs to, a person of another country."""
    rows = list(events)
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.subject_type in OF_PEOPLE:
            keys[row.subject_type].add(row.subject_key)
    citizens = {subject: _citizenships(subject, some) for subject, some in keys.items()}
    return {
        row.pk
        for row in rows
        if row.subject_type in citizens
        and citizens[row.subject_type].get(row.subject_key, country) not in (country, None)
    }


def _citizenships(subject: str, keys: set[str]) -> dict[str, Any]:
    model, path = OF_PEOPLE[subject]
    found = model._default_manager.filter(pk__in=keys).values_list("pk", path)
    return {str(key): citizenship for key, citizenship in found}
