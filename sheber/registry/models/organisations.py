from django.db import models

from sheber.kernel.trilingual import NamedInThree
from sheber.registry.enums import AliasKind, Certainty, OrganisationKind, OrganisationStatus
from sheber.registry.models.places import Country, Region
from sheber.registry.models.sourced import Sourced


class Organisation(NamedInThree, Sourced):
    """A body that takes part. `demo` marks an invented one: no real body carries demo figures."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    town_en = models.CharField(max_length=100, blank=True)
    town_ru = models.CharField(max_length=100, blank=True)
    town_kk = models.CharField(max_length=100, blank=True)
    status = models.CharField(
        max_length=20, choices=OrganisationStatus.choices, default=OrganisationStatus.OPERATING
    )
    status_since = models.CharField(max_length=20, blank=True)
    demo = models.BooleanField(default=False)
    teaching_languages = models.JSONField(default=list, blank=True)
    # For a branch: whose it is, who awards, who founded and who pays for it.
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    awarding = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    founder = models.CharField(max_length=200, blank=True)
    funder = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind=OrganisationKind.BRANCH) | models.Q(parent__isnull=False),
                name="branch_has_a_parent",
                violation_error_message="A branch belongs to a university: name its parent.",
            ),
        )


class Alias(models.Model):
    """Another name under which an organisation or a place was met: how, where and when.

    `source_date` is a day, month or year as ISO text; `note` says in words what else is known.
    A `seeded` one comes from the seed file and is written anew by each load.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="+")
    of_capital = models.BooleanField(default=False)
    text = models.CharField(max_length=250)
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=20, choices=AliasKind.choices)
    source = models.CharField(max_length=300)
    source_date = models.CharField(max_length=20, blank=True)
    certainty = models.CharField(
        max_length=20, choices=Certainty.choices, default=Certainty.PUBLISHED
    )
    note = models.CharField(max_length=300, blank=True)
    seeded = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.text
