from django.db import models

from sheber.accords.models.statements import Statement
from sheber.kernel.trilingual import KazakhStatus, in_reader_language


class Conflict(models.Model):
    """Claims that disagree, kept side by side; only a person with a document settles them.

    `rule` says in words how they are shown until then, such as "both kept, never averaged".
    """

    code = models.CharField(max_length=20, primary_key=True)
    about_en = models.CharField(max_length=300)
    about_ru = models.CharField(max_length=300)
    about_kk = models.CharField(max_length=300)
    rule_en = models.CharField(max_length=300, blank=True)
    rule_ru = models.CharField(max_length=300, blank=True)
    rule_kk = models.CharField(max_length=300, blank=True)
    rule_code = models.CharField(max_length=40, blank=True)
    kk_status = models.CharField(
        max_length=10, choices=KazakhStatus.choices, default=KazakhStatus.DRAFT
    )
    settled_with = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    # What the document upholds; empty when it shows that several claims hold, or none.
    upheld = models.ForeignKey(
        "ConflictingClaim", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def about(self) -> str:
        """What the claims are about, in the reader's language."""
        return in_reader_language(self, "about")

    @property
    def rule(self) -> str:
        """How the claims are shown until they are settled, in the reader's language."""
        return in_reader_language(self, "rule")


class ConflictingClaim(models.Model):
    """One figure or name with the office and the day. Never averaged with another."""

    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="+")
    number_in_conflict = models.PositiveSmallIntegerField()
    value_en = models.CharField(max_length=250)
    value_ru = models.CharField(max_length=250)
    value_kk = models.CharField(max_length=250)
    number = models.BigIntegerField(null=True, blank=True)
    note_en = models.CharField(max_length=250, blank=True)
    note_ru = models.CharField(max_length=250, blank=True)
    note_kk = models.CharField(max_length=250, blank=True)
    office_en = models.CharField(max_length=200)
    office_ru = models.CharField(max_length=200)
    office_kk = models.CharField(max_length=200)
    said_on = models.DateField(null=True, blank=True)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField(max_length=400, blank=True)

    class Meta:
        ordering = ("conflict", "number_in_conflict")
        constraints = (
            models.UniqueConstraint(
                fields=("conflict", "number_in_conflict"), name="claim_once_in_a_conflict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.conflict_id}: {self.value_en}"

    @property
    def value(self) -> str:
        """What is claimed, in the reader's language."""
        return in_reader_language(self, "value")

    @property
    def note(self) -> str:
        """How the claim is meant, in the reader's language; may be empty."""
        return in_reader_language(self, "note")

    @property
    def office(self) -> str:
        """Which office claims it, in the reader's language."""
        return in_reader_language(self, "office")
