from django.db import models

from sheber.accords.models.said import About, Said
from sheber.kernel.trilingual import KazakhStatus, in_reader_language


class Statement(Said, About):
    """One thing that an office said, in our words; `sources` say where, to the paragraph.

    `sources` and `cross_checks` are lists of tables as `seeds/accords/statements.toml` has them,
    dates as ISO text; `details` holds what only single statements carry (a share, a derived
    figure, party types).
    """

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
    status = models.CharField(max_length=30)
    value = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    qualifier = models.CharField(max_length=60, blank=True)
    measure = models.CharField(max_length=80, blank=True)
    wording = models.CharField(max_length=30, blank=True)
    ambiguity_en = models.TextField(blank=True)
    ambiguity_ru = models.TextField(blank=True)
    ambiguity_kk = models.TextField(blank=True)
    parties = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    cross_checks = models.JSONField(default=list, blank=True)
    details = models.JSONField(default=dict, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """What was said, in the reader's language."""
        return in_reader_language(self, "text")

    @property
    def office(self) -> str:
        """Which office said it, in the reader's language; never a name."""
        return in_reader_language(self, "office")

    @property
    def ambiguity(self) -> str:
        """What the words leave open, in the reader's language; empty when nothing."""
        return in_reader_language(self, "ambiguity")
