"""Across the border and back: agreements, stays, learning agreements, secondments."""

from django.db import models

from sheber.mobility.enums import EndedEarly, StayKind
from sheber.registry.models import Organisation, Person
from sheber.training.models import Enrolment


class Agreement(models.Model):
    """Two organisations agree to exchange people over half-open dates."""

    first = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    second = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    document = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_from__lt=models.F("valid_to")), name="agreement_has_days"
            ),
        )

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Stay(models.Model):
    """A person at a host abroad over half-open dates: a student, or a specialist seconded.

    `hours_recognised` is what the home counts of the hours of the learning agreement.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=StayKind.choices)
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_early_on = models.DateField(null=True)
    ended_early = models.CharField(max_length=12, choices=EndedEarly.choices, blank=True)
    hours_recognised = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=StayKind.SECONDMENT) | models.Q(enrolment__isnull=False),
                name="student_stay_has_an_enrolment",
                violation_error_message="A student's stay belongs to an enrolment.",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on")), name="stay_has_days"
            ),
        )

    def __str__(self) -> str:
        return f"stay {self.pk}"


class LearningAgreement(models.Model):
    """What is to be learned abroad and recognised at home; signed by all before the stay.

    The last version that everybody has signed stands. For a student under age a guardian
    signs, too.
    """

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)
    student_signed_at = models.DateTimeField(null=True)
    guardian_signed_at = models.DateTimeField(null=True)
    home_signed_at = models.DateTimeField(null=True)
    host_signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("stay", "version"), name="learning_agreement_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"learning agreement of stay {self.stay_id}"
