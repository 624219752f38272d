from django.db import models

from sheber.kernel.trilingual import NamedInThree
from sheber.registry.models.sourced import Sourced


class Country(NamedInThree):
    code = models.CharField(max_length=2, primary_key=True)
    alpha3 = models.CharField(max_length=3)
    currency = models.CharField(max_length=3)
    timezone = models.CharField(max_length=40)


class Region(NamedInThree, Sourced):
    """A first-level division as ISO 3166-2 publishes it; no claim on borders is made."""

    code = models.CharField(max_length=6, primary_key=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    capital_en = models.CharField(max_length=100)
    capital_ru = models.CharField(max_length=100)
    capital_kk = models.CharField(max_length=100)
    timezone = models.CharField(max_length=40)
    longitude = models.FloatField()
    latitude = models.FloatField()


class RegionGroup(NamedInThree, Sourced):
    """Federal districts, the north and east of Kazakhstan, border regions."""

    code = models.CharField(max_length=40, primary_key=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)


class RegionGroupMember(Sourced):
    """Membership over a half-open interval of dates."""

    group = models.ForeignKey(RegionGroup, models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("group", "region", "valid_from"), name="region_group_member_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.region_id} in {self.group_id}"
