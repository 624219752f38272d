"""Insights read everything and own only what they have counted and published."""

from django.db import models


class Snapshot(models.Model):
    """A count as it stood on a day, with the digest of what was published."""

    indicator = models.CharField(max_length=60)
    as_of = models.DateField()
    counts = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("indicator", "as_of"), name="snapshot_once"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.as_of}"
