"""Who a person is goes, and the words said about them; the pseudonym and the facts stay."""

from datetime import datetime

from django.db import models, transaction

from sheber.admissions.models import Application, Seat, VerifiedFact
from sheber.admissions.states import APPLICATION, SEAT
from sheber.contracts.models import Breach, Contract
from sheber.contracts.states import CONTRACT
from sheber.credentials.models import Award, Recognition
from sheber.credentials.states import AWARD, RECOGNITION
from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.mobility.models import LearningAgreement, Stay
from sheber.mobility.states import STAY
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation
from sheber.outcomes.states import EMPLOYMENT, EVIDENCE, OBLIGATION
from sheber.registry import operations as registry
from sheber.registry.models import Person
from sheber.training.models import Enrolment, Placement
from sheber.training.states import ENROLMENT, PLACEMENT

# Label in the log → rows that are about one person, and the way from such a row to the person.
ABOUT_A_PERSON: dict[str, tuple[type[models.Model], str]] = {
    "registry.person": (Person, "pk"),
    "admissions.fact": (VerifiedFact, "person"),
    APPLICATION.subject: (Application, "person"),
    SEAT.subject: (Seat, "person"),
    CONTRACT.subject: (Contract, "person"),
    "contracts.breach": (Breach, "contract__person"),
    ENROLMENT.subject: (Enrolment, "person"),
    PLACEMENT.subject: (Placement, "enrolment__person"),
    STAY.subject: (Stay, "person"),
    "mobility.learning_agreement": (LearningAgreement, "stay__person"),
    AWARD.subject: (Award, "person"),
    RECOGNITION.subject: (Recognition, "award__person"),
    EMPLOYMENT.subject: (Employment, "person"),
    EVIDENCE.subject: (EmploymentEvidence, "employment__person"),
    OBLIGATION.subject: (Obligation, "person"),
}


def erase_person(person: Person, *, actor: Actor, now: datetime) -> None:
    """Erase the identity, and every reason in free words given about this person.

    A reason may name somebody. The log keeps its salted hash, and the chain still verifies.
    """
    with transaction.atomic():
        registry.erase_person(person, actor=actor, now=now)
        for label, (model, way) in ABOUT_A_PERSON.items():
            rows = model._default_manager.filter(**{way: person.pk})
            events.erase_reasons(label, rows.values_list("pk", flat=True))
