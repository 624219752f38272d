"""Work, its evidence, and what was promised, counted to the day."""

from django.db import models

from sheber.contracts.models import Contract
from sheber.credentials.models import Award
from sheber.demand.models import Line
from sheber.outcomes.enums import EndGround, EvidenceKind, NoLine
from sheber.registry.models import Occupation, Organisation, Person, Region


class Employment(models.Model):
    """A job of a graduate. It goes back to a line of demand, or says why it does not.

    `paper` is the number of what whoever reported it holds as proof, `paper_sha256` of its scan.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="+")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")
    no_line = models.CharField(max_length=20, choices=NoLine.choices, blank=True)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
    end_ground = models.CharField(max_length=20, choices=EndGround.choices, blank=True)
    paper = models.CharField(max_length=100, blank=True)
    paper_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(line__isnull=False, no_line="")
                | (models.Q(line__isnull=True) & ~models.Q(no_line="")),
                name="employment_has_a_line_or_says_why_not",
                violation_error_message="Name the line of demand, or say why there is none.",
            ),
        )

    def __str__(self) -> str:
        return f"employment {self.pk}"


class EmploymentEvidence(models.Model):
    """A half-open interval of work and what proves it. While it is disputed it does not count."""

    employment = models.ForeignKey(Employment, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=25, choices=EvidenceKind.choices)
    reference = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()
    confirmed_at = models.DateTimeField()
    state = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "employment evidence"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on")),
                name="evidence_has_days",
                violation_error_message="A period of work ends after it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class Obligation(models.Model):
    """Months of work that a contract created, under the regime of the year of admission."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    regime = models.CharField(max_length=100)
    state = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"obligation {self.pk}"


class PlacementRight(models.Model):
    """Somebody lost the job through no fault of their own, and has a right to be placed anew.

    The days from `since` until the new job count neither as served nor against the person.
    """

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="+")
    lost = models.OneToOneField(Employment, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, choices=EndGround.choices)
    since = models.DateField()
    placed_by = models.ForeignKey(Employment, models.PROTECT, null=True, related_name="+")
    placed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(placed_on__isnull=True)
                | models.Q(placed_on__gte=models.F("since")),
                name="placed_anew_after_the_loss",
            ),
        )

    def __str__(self) -> str:
        return f"right under obligation {self.obligation_id}"
