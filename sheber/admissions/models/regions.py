from django.db import models

from sheber.admissions.models.campaigns import Campaign, Offering
from sheber.registry.models import Region


class RegionalCap(models.Model):
    """How many seats the offerings of a region may give together in one campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    cap = models.PositiveIntegerField()

    class Meta:
        ordering = ("campaign", "code")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "code"), name="regional_cap_once"),
        )

    def __str__(self) -> str:
        return self.code


class RegionalTarget(models.Model):
    """An offering under a cap: the seats that it fills before anybody takes one in turn, and its
    place among those that take turns."""

    under = models.ForeignKey(RegionalCap, models.CASCADE, related_name="+")
    offering = models.OneToOneField(Offering, models.CASCADE, related_name="+")
    target = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("under", "turn")
        constraints = (
            models.UniqueConstraint(fields=("under", "turn"), name="regional_turn_once"),
        )

    def __str__(self) -> str:
        return f"{self.turn} of {self.under_id}"
