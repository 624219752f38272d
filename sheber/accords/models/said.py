from django.db import models

from sheber.accords.enums import StatedBy
from sheber.registry.models import Organisation, Region, RegionGroup, Sector


class Said(models.Model):
    """Words of one side or of both; of one side, whether the other has confirmed them."""

    stated_by = models.CharField(max_length=10, choices=StatedBy.choices)
    confirmed_by_other = models.CharField(max_length=300, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides say it. Without this nothing shows as agreed."""
        return self.stated_by == StatedBy.JOINT or bool(self.confirmed_by_other)


class About(models.Model):
    """Which sectors, places and bodies it names; `topics` are the source's finer words.

    `named_areas` are places that the source names loosely, so that no region or group of regions
    may stand for them: tables with the words in three languages and what they leave open.
    """

    sectors = models.ManyToManyField(Sector, related_name="+")
    regions = models.ManyToManyField(Region, related_name="+")
    region_groups = models.ManyToManyField(RegionGroup, related_name="+")
    organisations = models.ManyToManyField(Organisation, related_name="+")
    topics = models.JSONField(default=list, blank=True)
    named_areas = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
