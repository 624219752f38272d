"""What an employer offers to a person: training now, years of work later, in plain terms."""

from django.db import models

from sheber.demand.models import Line
from sheber.kernel.trilingual import KazakhStatus
from sheber.offers.enums import Question
from sheber.planning.models import Allocation
from sheber.registry.models import Country, Region


class ClauseTemplate(models.Model):
    """A clause of a target contract in three languages. A draft term carries its warning."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    text_en = models.TextField()
    text_ru = models.TextField()
    text_kk = models.TextField()
    kk_status = models.CharField(
        max_length=10, choices=KazakhStatus.choices, default=KazakhStatus.DRAFT
    )

    class Meta:
        ordering = ("code", "version")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="clause_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Offer(models.Model):
    """An employer's target offer for one line of demand and one allocation of seats."""

    code = models.CharField(max_length=40, unique=True)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()
    open_to = models.ManyToManyField(Country, related_name="+")
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seats__gt=0),
                name="offer_has_seats",
                violation_error_message="An offer needs at least one seat.",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Terms(models.Model):
    """One version of an offer's terms; an amendment after publication adds a version.

    A version `for_contracts` was written once the offer was closed: contracts may be redrawn on
    it or amended to it, while the offer goes on showing what people ranked.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    months_owed = models.PositiveSmallIntegerField()
    work_region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    monthly_minor = models.BigIntegerField(null=True)
    bed = models.BooleanField(null=True)
    bed_price_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    teaching_language = models.CharField(max_length=5, blank=True)
    regime = models.CharField(max_length=100)
    contact_office = models.CharField(max_length=200, blank=True)
    prevailing_language = models.CharField(max_length=2, blank=True)
    clauses = models.ManyToManyField(ClauseTemplate, related_name="+")
    dated = models.DateTimeField()
    for_contracts = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "terms"
        ordering = ("offer", "version")
        constraints = (
            models.UniqueConstraint(fields=("offer", "version"), name="terms_version_once"),
            models.CheckConstraint(
                condition=models.Q(months_owed__gt=0),
                name="terms_owe_some_months",
                violation_error_message="A target offer owes at least one month of work.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} v{self.version}"


class Answer(models.Model):
    """An answer of the offer's terms to one of the questions; without a row: not stated."""

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="+")
    question = models.CharField(max_length=20, choices=Question.choices)
    text_en = models.TextField()
    text_ru = models.TextField()
    text_kk = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("terms", "question"), name="offer_answers_once"),
        )

    def __str__(self) -> str:
        return f"{self.question} of {self.terms_id}"


class RuleUse(models.Model):
    """A rule that this offer needed on publication, and on what its answer rested.

    `basis` is *document* or *assumption* for a rule that the packs do not know, and the
    certainty of a rule that they know. `carried_forward`: the pack of an earlier year stood in.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    code = models.CharField(max_length=100)
    basis = models.CharField(max_length=20)
    pack = models.CharField(max_length=20)
    carried_forward = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("offer", "country", "code"), name="rule_use_once"),
        )

    def __str__(self) -> str:
        return f"{self.country_id} {self.code}"
