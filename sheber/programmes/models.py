"""Who trains together, for what, and how much they can hold."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sheber.accords.models import Commitment
from sheber.kernel.trilingual import NamedInThree
from sheber.programmes.enums import (
    ClusterKind,
    Cycle,
    MemberRole,
    ModuleKind,
    MoneySource,
    PartnerRole,
    PracticeOf,
    ResourceKind,
)
from sheber.registry.models import (
    Country,
    Field,
    Level,
    Occupation,
    Organisation,
    Region,
    Sector,
)

SEPTEMBER = 9


class Cluster(NamedInThree):
    """Organisations that train together: an industrial cluster, an academy, a school.

    `manager` is who acts for it. Only clusters of industry belong to a sector.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(
        max_length=20, choices=ClusterKind.choices, default=ClusterKind.INDUSTRY
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, related_name="+")
    manager = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    agreement_document = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind=ClusterKind.INDUSTRY) | models.Q(sector__isnull=False),
                name="cluster_of_industry_has_a_sector",
                violation_error_message=_("An industrial cluster belongs to a sector: name it."),
            ),
        )


class Member(models.Model):
    """An organisation's part in a cluster, over half-open dates."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("cluster", "organisation", "role", "valid_from"), name="member_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="member_ends_after_the_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.cluster_id}"


class MoneyEntry(models.Model):
    """One line of a cluster's ledger: planned or paid, by whom, on what document.

    Nothing is changed or deleted: a wrong line is reversed by one of the same amount.
    """

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=MoneySource.choices)
    payer = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    paid = models.BooleanField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    document = models.CharField(max_length=200)
    entered_on = models.DateField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "money entries"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0),
                name="money_entry_is_positive",
                violation_error_message=_("An amount of money is more than nothing."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"


class Programme(NamedInThree):
    """A programme of a cluster, from a degree of several years to a course of a few weeks.

    It lasts `months` and then `weeks`, from the first of `start_month`. The practice share is
    declared as a fraction of a named part of the hours, and approved only if the modules agree.
    """

    code = models.CharField(max_length=40, unique=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    field = models.ForeignKey(Field, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, related_name="+")
    occupations = models.ManyToManyField(Occupation, related_name="+")
    joint = models.BooleanField(default=False)
    months = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField(default=0)
    start_month = models.PositiveSmallIntegerField(
        default=SEPTEMBER, validators=(MinValueValidator(1), MaxValueValidator(12))
    )
    teaching_languages = models.JSONField(default=list)
    practice_hours = models.PositiveIntegerField()
    practice_of_hours = models.PositiveIntegerField()
    practice_of = models.CharField(max_length=20, choices=PracticeOf.choices)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(practice_hours__lte=models.F("practice_of_hours")),
                name="practice_is_a_part_of_the_hours",
                violation_error_message=_("Practice cannot exceed the hours it is a part of."),
            ),
            models.CheckConstraint(
                condition=models.Q(months__gt=0) | models.Q(weeks__gt=0),
                name="programme_lasts_some_time",
                violation_error_message=_("A programme lasts at least a week."),
            ),
            models.CheckConstraint(
                condition=models.Q(start_month__gte=1, start_month__lte=12),
                name="programme_starts_in_a_month",
                violation_error_message=_("Give the month of the start as a number from 1 to 12."),
            ),
        )


class Partner(models.Model):
    """What an organisation does in a programme, over half-open dates."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=PartnerRole.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "organisation", "role", "valid_from"), name="partner_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="partner_ends_after_the_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role} {self.programme_id}"


class Module(NamedInThree):
    """A part of the curriculum with its hours, in the order in which it is taught."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    hours = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ModuleKind.choices)
    cycle = models.CharField(max_length=20, choices=Cycle.choices, default=Cycle.PROFESSIONAL)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("programme", "order")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="module_once"),)


class Capacity(models.Model):
    """What one provider can hold of one programme in one intake year.

    Teachers, workshops, beds and places of practice are those kept for this intake alone, in each
    year in which it studies; what programmes share is a `SharedResource`.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    intake_year = models.PositiveSmallIntegerField()
    group_size = models.PositiveSmallIntegerField()
    minimum_group = models.PositiveSmallIntegerField()
    groups_maximum = models.PositiveSmallIntegerField()
    teachers = models.PositiveSmallIntegerField()
    workshops = models.PositiveSmallIntegerField()
    beds = models.PositiveSmallIntegerField()
    practice_places = models.PositiveSmallIntegerField()
    cost_per_seat_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        verbose_name_plural = "capacities"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "provider", "intake_year"), name="capacity_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_group__lte=models.F("group_size")),
                name="minimum_group_fits_a_group",
                violation_error_message=_("The smallest group cannot exceed the group's size."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.intake_year}"

    @property
    def seats_maximum(self) -> int:
        return self.groups_maximum * self.group_size


class SharedResource(models.Model):
    """What a provider has in a calendar year for all its programmes together.

    It limits them beside what each capacity states for itself, and those who are in training
    already take their part of it first.
    """

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ResourceKind.choices)
    year = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()

    class Meta:
        ordering = ("kind", "year")
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "kind", "year"), name="shared_resource_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.kind} of {self.provider_id}, {self.year}"
