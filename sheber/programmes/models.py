"""Who trains together, for what, and how much they can hold."""

from django.db import models

from sheber.accords.models import Commitment
from sheber.kernel.trilingual import NamedInThree
from sheber.programmes.enums import MemberRole, ModuleKind, MoneySource, PartnerRole
from sheber.registry.models import (
    Country,
    Field,
    Level,
    Occupation,
    Organisation,
    Region,
    Sector,
)


class Cluster(NamedInThree):
    """Enterprises, colleges and universities of one sector that train together."""

    code = models.CharField(max_length=40, unique=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+")
    manager = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    agreement_document = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20)


class Member(models.Model):
    """An organisation's part in a cluster, over half-open dates."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cluster", "organisation", "role", "valid_from"), name="member_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.cluster_id}"


class MoneyEntry(models.Model):
    """One line of a cluster's ledger: planned or paid, by whom, on what document."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=MoneySource.choices)
    payer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    paid = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    document = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "money entries"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="money_entry_is_positive"
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"


class Programme(NamedInThree):
    """A joint programme. The practice share is a fraction of a named part of the hours."""

    code = models.CharField(max_length=40, unique=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    occupations = models.ManyToManyField(Occupation, related_name="+")
    months = models.PositiveSmallIntegerField()
    teaching_languages = models.JSONField(default=list)
    practice_hours = models.PositiveIntegerField()
    practice_of_hours = models.PositiveIntegerField()
    practice_of = models.CharField(max_length=40)
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(practice_hours__lte=models.F("practice_of_hours")),
                name="practice_is_a_part_of_the_hours",
                violation_error_message="Practice cannot exceed the hours it is a part of.",
            ),
        )


class Partner(models.Model):
    """What an organisation does in a joint programme, over half-open dates."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=PartnerRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "organisation", "role", "valid_from"), name="partner_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role} {self.programme_id}"


class Module(NamedInThree):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    hours = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ModuleKind.choices)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("programme", "order")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="module_once"),)


class Capacity(models.Model):
    """What one provider can hold of one programme in one intake year."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    intake_year = models.PositiveSmallIntegerField()
    group_size = models.PositiveSmallIntegerField()
    minimum_group = models.PositiveSmallIntegerField()
    groups_maximum = models.PositiveSmallIntegerField()
    teachers = models.PositiveSmallIntegerField()
    beds = models.PositiveSmallIntegerField()
    practice_places = models.PositiveSmallIntegerField()
    cost_per_seat_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        verbose_name_plural = "capacities"
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "provider", "intake_year"), name="capacity_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_group__lte=models.F("group_size")),
                name="minimum_group_fits_a_group",
                violation_error_message="The smallest group cannot exceed the group's size.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.intake_year}"

    @property
    def seats_maximum(self) -> int:
        return self.groups_maximum * self.group_size
