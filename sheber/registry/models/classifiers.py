from django.db import models

from sheber.kernel.trilingual import NamedInThree
from sheber.registry.models.sourced import Sourced


class Sector(NamedInThree):
    code = models.CharField(max_length=30, primary_key=True)


class Occupation(NamedInThree, Sourced):
    """A unit group of ISCO-08; the national classifiers share its four digits."""

    code = models.CharField(max_length=4, primary_key=True)
    sectors = models.ManyToManyField(Sector, related_name="+")


class Field(NamedInThree, Sourced):
    """A field of education, ISCED-F 2013: two, three or four digits."""

    code = models.CharField(max_length=4, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")


class Level(NamedInThree, Sourced):
    """A national level of qualification; EQF and ISCED stand apart, since they differ."""

    code = models.CharField(max_length=30, primary_key=True)
    country = models.ForeignKey("registry.Country", models.PROTECT, related_name="+")
    national = models.CharField(max_length=20, blank=True)
    eqf = models.CharField(max_length=10, blank=True)
    isced = models.CharField(max_length=10, blank=True)


class NationalCode(NamedInThree, Sourced):
    """A national code of a specialty or qualification; never a key across institutions."""

    country = models.ForeignKey("registry.Country", models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=30)
    code = models.CharField(max_length=20)
    sectors = models.ManyToManyField(Sector, related_name="+")
    occupations = models.ManyToManyField(Occupation, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    # The code in whose place it came.
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("country", "scheme", "code"), name="national_code_once"
            ),
        )
