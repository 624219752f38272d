from django.db import models

from sheber.kernel.trilingual import KazakhStatus
from sheber.registry.enums import AnswerBasis, Certainty, RuleKind
from sheber.registry.models.organisations import Organisation
from sheber.registry.models.places import Country


class RulePack(models.Model):
    """The rules of one country for a half-open interval of dates, as a file stated them."""

    code = models.CharField(max_length=20, unique=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.code


class Rule(models.Model):
    """One value with its source and certainty; of kind *unknown*, a question instead."""

    pack = models.ForeignKey(RulePack, models.CASCADE, related_name="+")
    code = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=RuleKind.choices)
    value = models.JSONField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=400)
    source_date = models.CharField(max_length=20, blank=True)
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    # Within the pack's year, when the rule starts later than the pack.
    in_force_from = models.DateField(null=True)
    label_en = models.CharField(max_length=200)
    label_ru = models.CharField(max_length=200)
    label_kk = models.CharField(max_length=200)
    kk_status = models.CharField(
        max_length=10, choices=KazakhStatus.choices, default=KazakhStatus.DRAFT
    )
    question_en = models.TextField(blank=True)
    question_ru = models.TextField(blank=True)
    question_kk = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    note_ru = models.TextField(blank=True)
    note_kk = models.TextField(blank=True)
    asked_of = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pack", "code"), name="rule_once_in_a_pack"),
            models.CheckConstraint(
                condition=models.Q(kind=RuleKind.UNKNOWN, value__isnull=True)
                | ~models.Q(kind=RuleKind.UNKNOWN),
                name="unknown_rule_has_no_value",
                violation_error_message="An unknown rule has no value until an office answers.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pack_id} {self.code}"


class RuleAnswer(models.Model):
    """What an office answered to an unknown rule, on a document or as an assumption."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    code = models.CharField(max_length=100)
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    value = models.JSONField()
    basis = models.CharField(max_length=12, choices=AnswerBasis.choices)
    document = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("country", "code", "office", "answered_at"), name="rule_answer_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(basis=AnswerBasis.DOCUMENT) | ~models.Q(document=""),
                name="rule_answer_names_its_document",
                violation_error_message="Name the document on which the answer rests.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.country_id} {self.code}"
