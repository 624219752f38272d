from django.db import models
from django.utils.translation import gettext_lazy as _

from sheber.accords.models.commitments import Commitment
from sheber.accords.models.projects import Project
from sheber.kernel.trilingual import NamedInThree


class GapKind(NamedInThree):
    """What can be missing: a responsible body, a deadline, a budget, a legal instrument…"""

    code = models.CharField(max_length=30, primary_key=True)


class Gap(models.Model):
    """Something that nobody has stated, shown as a gap. Filled only with a document."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+")
    kind = models.ForeignKey(GapKind, models.PROTECT, related_name="+")
    filled_with = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=300, blank=True)
    filled_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("commitment", "kind"),
                condition=models.Q(commitment__isnull=False),
                name="gap_of_a_commitment_once",
            ),
            models.UniqueConstraint(
                fields=("project", "kind"),
                condition=models.Q(project__isnull=False),
                name="gap_of_a_project_once",
            ),
            models.CheckConstraint(
                condition=models.Q(commitment__isnull=False, project__isnull=True)
                | models.Q(commitment__isnull=True, project__isnull=False),
                name="gap_is_of_a_commitment_or_of_a_project",
            ),
            models.CheckConstraint(
                condition=models.Q(filled_with="", document="")
                | (~models.Q(filled_with="") & ~models.Q(document="")),
                name="gap_is_filled_with_a_document",
                violation_error_message=_("A gap is filled only with a document."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment or self.project}: {self.kind_id}"

    @property
    def is_open(self) -> bool:
        return not self.document
