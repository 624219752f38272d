from django.db import models

from sheber.registry.enums import EntryBasis
from sheber.registry.models.places import Country, Region


class Person(models.Model):
    """A person as every room downstream knows one: a pseudonym and what the rules ask about.

    Names, birth, documents, contacts and guardians stand in `registry.identity`.
    """

    pseudonym = models.CharField(max_length=12, primary_key=True)
    citizenship = models.ForeignKey(Country, models.PROTECT, related_name="+")
    home_region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    entry_basis = models.CharField(max_length=10, choices=EntryBasis.choices, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.pseudonym
