from django.db import models
from django.utils.translation import gettext_lazy as _

from sheber.accords.models.said import About, Said
from sheber.accords.models.statements import Statement
from sheber.kernel.trilingual import NamedInThree, in_reader_language
from sheber.registry.models import Organisation


class Commitment(NamedInThree, Said, About):
    """What follows from statements: a life with evidence at each step and gaps that show.

    `documents` are tables with a title in three languages, a date (day, month or year as ISO
    text) and an address or reference. `owners` are the bodies responsible, one a country.
    """

    code = models.CharField(max_length=20, unique=True)
    description_en = models.TextField()
    description_ru = models.TextField()
    description_kk = models.TextField()
    state = models.CharField(max_length=30)
    unresolved_party = models.BooleanField(default=False)
    resolution_document = models.CharField(max_length=300, blank=True)
    resolved_on = models.DateField(null=True, blank=True)
    owners = models.ManyToManyField(Organisation, related_name="+")
    documents = models.JSONField(default=list, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)

    @property
    def description(self) -> str:
        """What it is about, in the reader's language."""
        return in_reader_language(self, "description")


class Evidence(models.Model):
    """A statement, or a document, on which a commitment's state rests."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    supports_state = models.CharField(max_length=30)
    dated = models.DateField()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(statement__isnull=False) | ~models.Q(document=""),
                name="evidence_is_a_statement_or_a_document",
                violation_error_message=_("Name the statement or the document."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.supports_state}"
