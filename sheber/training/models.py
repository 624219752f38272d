"""Study and practice, day by day, until graduation."""

from django.db import models

from sheber.admissions.models import Seat
from sheber.contracts.models import Contract
from sheber.kernel.refusals import Sentence
from sheber.programmes.models import Capacity, Module
from sheber.registry.models import Account, Organisation, Person
from sheber.training.enums import ExpulsionGround, LeaveGround, conditions_in_words


class Enrolment(models.Model):
    """A person in one cohort. Standing (studying, on leave) is computed as of a date."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.ForeignKey(Capacity, models.PROTECT, related_name="+")
    seat = models.OneToOneField(Seat, models.PROTECT, null=True, related_name="+")
    contract = models.OneToOneField(Contract, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
    state = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"enrolment {self.pk}"


class Expulsion(models.Model):
    """An expulsion from a day on; half open, if the person was reinstated."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=20, choices=ExpulsionGround.choices)
    on = models.DateField()
    reinstated_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"expulsion of enrolment {self.enrolment_id}"


class Leave(models.Model):
    """An academic leave, half open; counters pause."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=20, choices=LeaveGround.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"leave of enrolment {self.enrolment_id}"


class ModuleResult(models.Model):
    """A mark as the provider gave it, on its own scale; conversion never overwrites it."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    module = models.ForeignKey(Module, models.PROTECT, related_name="+")
    scale = models.CharField(max_length=20)
    mark = models.CharField(max_length=10)
    passed = models.BooleanField()
    dated = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "module", "dated"), name="module_result_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mark} in module {self.module_id}"


class Placement(models.Model):
    """Practice of one student at an enterprise, with a mentor, over half-open dates.

    `conditions` are the codes of what the work involves, such as ``underground``: somebody
    under age may be kept from it by a rule.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Account, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours_planned = models.PositiveSmallIntegerField()
    conditions = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on")),
                name="placement_has_days",
                violation_error_message="A placement ends after it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"placement {self.pk}"

    @property
    def conditions_in_words(self) -> Sentence:
        return conditions_in_words(self.conditions)


class PracticeDay(models.Model):
    """Hours on one day, as the mentor confirmed them."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="+")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    confirmed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("placement", "day"), name="practice_day_once"),
        )

    def __str__(self) -> str:
        return f"{self.day} of placement {self.placement_id}"
