"""What a person has earned, and how it was recognised across the border."""

from django.db import models

from sheber.credentials.enums import Outcome, Purpose
from sheber.programmes.models import Programme
from sheber.registry.models import Country, Organisation, Person
from sheber.training.models import Enrolment


class Award(models.Model):
    """A qualification awarded by an institution at the end of a programme."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    awarding = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    awarded_on = models.DateField()
    state = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.number


class Recognition(models.Model):
    """A body's decision on an award of the other country, for study or for work.

    In part: `hours_recognised` of `hours_of`, and in `remaining` the tasks still to be done.
    After an appeal the row holds the new decision, and the log both.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    hours_recognised = models.PositiveIntegerField(null=True)
    hours_of = models.PositiveIntegerField(null=True)
    remaining = models.CharField(max_length=1000, blank=True)
    decided_on = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("award", "country", "purpose"),
                name="recognition_asked_once",
                violation_error_message="This recognition has been asked for already.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome=Outcome.PARTIAL, hours_recognised__lt=models.F("hours_of")
                )
                | (~models.Q(outcome=Outcome.PARTIAL) & models.Q(hours_recognised__isnull=True)),
                name="recognition_in_part_has_hours",
                violation_error_message="Recognition in part says how many hours of how many.",
            ),
            models.CheckConstraint(
                condition=(models.Q(outcome=Outcome.PARTIAL) & ~models.Q(remaining=""))
                | (~models.Q(outcome=Outcome.PARTIAL) & models.Q(remaining="")),
                name="recognition_in_part_has_tasks",
                violation_error_message="Recognition in part says what remains to be done.",
            ),
        )

    def __str__(self) -> str:
        return f"recognition {self.pk}"
