from django.db import models

from sheber.registry.enums import Certainty


class Sourced(models.Model):
    """A fact that keeps where it came from, as of when, and how far it may be trusted."""

    source = models.CharField(max_length=300, blank=True)
    as_of = models.CharField(max_length=20, blank=True)
    certainty = models.CharField(
        max_length=20, choices=Certainty.choices, default=Certainty.PUBLISHED
    )

    class Meta:
        abstract = True
