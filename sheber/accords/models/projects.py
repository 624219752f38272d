from django.db import models

from sheber.accords.models.commitments import Commitment
from sheber.accords.models.said import Said
from sheber.accords.models.statements import Statement
from sheber.kernel.trilingual import NamedInThree, in_reader_language
from sheber.registry.models import Region, RegionGroup, Sector


class Project(NamedInThree, Said):
    """A project of industry on which lines of demand may rest. A delay moves its lines.

    Region, site and opening date stay empty until somebody has stated them.
    """

    code = models.CharField(max_length=30, unique=True)
    description_en = models.TextField(blank=True)
    description_ru = models.TextField(blank=True)
    description_kk = models.TextField(blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    region_group = models.ForeignKey(
        RegionGroup, models.PROTECT, null=True, blank=True, related_name="+"
    )
    site = models.CharField(max_length=200, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    # The paper on which the date of opening rests.
    document = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    statements = models.ManyToManyField(Statement, related_name="+")
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)

    @property
    def country_id(self) -> str | None:
        """The country of its region or of its group of regions; None while no place is stated."""
        place = self.region or self.region_group
        return place.country_id if place else None

    @property
    def description(self) -> str:
        """What it is, in the reader's language."""
        return in_reader_language(self, "description")
