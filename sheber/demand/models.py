"""What employers ask for: so many people of an occupation, in a region, by a year."""

from django.db import models

from sheber.accords.models import Project
from sheber.demand.enums import Confidence, Payer
from sheber.registry.models import Occupation, Organisation, Region


class Call(models.Model):
    """An employer's statement of need, made in one year; its lines say for what."""

    code = models.CharField(max_length=40, unique=True)
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.code


class Line(models.Model):
    """One line of a call. `year` is when the people are to start work.

    `reference` is the employer's own mark of the line, such as a number in a staffing plan.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="+")
    number_in_call = models.PositiveSmallIntegerField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    payer = models.CharField(max_length=10, choices=Payer.choices)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("call", "number_in_call"), name="line_once_in_a_call"),
            models.CheckConstraint(
                condition=models.Q(number__gt=0),
                name="line_asks_for_somebody",
                violation_error_message="Ask for at least one person, or withdraw the line.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.call_id}/{self.number_in_call}"
