"""Insights read everything and own only what they have counted and published."""

from django.db import models

from sheber.insights.enums import Foretold
from sheber.planning.models import Plan


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


class ForecastScore(models.Model):
    """How well a plan foretold one kind of thing, as far as its day had come on a day.

    `bias` is the mean of forecast less actual, in people or as a share; `error` the mean absolute
    percentage error, as a share, over all cases but the `left_out` ones whose actual was nought;
    `coverage` the share of the `ranged` cases that fell into their range. None: no such case.
    `groups` are the rows of a table of reliability, for a kind that has one.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Foretold.choices)
    as_of = models.DateField()
    cases = models.PositiveIntegerField()
    bias = models.FloatField(null=True)
    error = models.FloatField(null=True)
    left_out = models.PositiveIntegerField(default=0)
    coverage = models.FloatField(null=True)
    ranged = models.PositiveIntegerField(default=0)
    groups = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "kind", "as_of"), name="forecast_score_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.plan_id} as of {self.as_of}"
