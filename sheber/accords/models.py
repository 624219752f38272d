"""What was said and agreed between countries, regions and institutions, with its evidence."""

from django.db import models

from sheber.accords.enums import GapCode, StatedBy
from sheber.kernel.trilingual import KazakhStatus, NamedInThree
from sheber.registry.models import Organisation, Region, RegionGroup, Sector


class Statement(models.Model):
    """One thing that an office said, in our words; the source says where."""

    code = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=30)
    text_en = models.TextField()
    text_ru = models.TextField()
    text_kk = models.TextField()
    kk_status = models.CharField(
        max_length=10, choices=KazakhStatus.choices, default=KazakhStatus.DRAFT
    )
    office_en = models.CharField(max_length=200)
    office_ru = models.CharField(max_length=200)
    office_kk = models.CharField(max_length=200)
    said_on = models.DateField()
    stated_by = models.CharField(max_length=10, choices=StatedBy.choices)
    confirmed_by_other = models.CharField(max_length=300, blank=True)
    confirmed_on = models.DateField(null=True)
    status = models.CharField(max_length=30)
    value = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    qualifier = models.CharField(max_length=60, blank=True)
    sources = models.JSONField(default=list)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Commitment(NamedInThree):
    """What follows from statements: a life with evidence at each step and gaps that show."""

    code = models.CharField(max_length=20, unique=True)
    description_en = models.TextField()
    description_ru = models.TextField()
    description_kk = models.TextField()
    state = models.CharField(max_length=30)
    stated_by = models.CharField(max_length=10, choices=StatedBy.choices)
    confirmed_by_other = models.CharField(max_length=300, blank=True)
    confirmed_on = models.DateField(null=True)
    unresolved_party = models.BooleanField(default=False)
    resolution_document = models.CharField(max_length=300, blank=True)
    sectors = models.ManyToManyField(Sector, related_name="+")
    regions = models.ManyToManyField(Region, related_name="+")
    region_groups = models.ManyToManyField(RegionGroup, related_name="+")
    organisations = models.ManyToManyField(Organisation, related_name="+")
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)


class Evidence(models.Model):
    """A statement, or a document, on which a commitment's state rests."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=300, blank=True)
    supports_state = models.CharField(max_length=30)
    dated = models.DateField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(statement__isnull=False) | ~models.Q(document=""),
                name="evidence_is_a_statement_or_a_document",
                violation_error_message="Name the statement or the document.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.supports_state}"


class Gap(models.Model):
    """Something that nobody has stated. Filled only with a document."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    code = models.CharField(max_length=30, choices=GapCode.choices)
    filled_with = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("commitment", "code"), name="gap_once"),)

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.code}"


class Conflict(models.Model):
    """Claims that disagree, kept side by side; only a person with a document settles them."""

    code = models.CharField(max_length=20, primary_key=True)
    about_en = models.CharField(max_length=300)
    about_ru = models.CharField(max_length=300)
    about_kk = models.CharField(max_length=300)
    kk_status = models.CharField(
        max_length=10, choices=KazakhStatus.choices, default=KazakhStatus.DRAFT
    )
    settled_with = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.code


class ConflictingClaim(models.Model):
    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="+")
    value_en = models.CharField(max_length=250)
    value_ru = models.CharField(max_length=250)
    value_kk = models.CharField(max_length=250)
    office_en = models.CharField(max_length=200)
    office_ru = models.CharField(max_length=200)
    office_kk = models.CharField(max_length=200)
    said_on = models.DateField(null=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    url = models.URLField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.conflict_id}: {self.value_en}"


class Project(NamedInThree):
    """A project of industry on which lines of demand may rest. A delay moves its lines."""

    code = models.CharField(max_length=30, unique=True)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    region_group = models.ForeignKey(RegionGroup, models.PROTECT, null=True, related_name="+")
    opens_on = models.DateField(null=True)
    state = models.CharField(max_length=20)
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    demo = models.BooleanField(default=False)
