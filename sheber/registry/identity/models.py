"""Who a pseudonym is. Kept in the home store of the country that collected it.

Nothing downstream depends on these rows standing beside the facts: two national nodes may
each hold their own. No engine, insight, event or open export imports this package.
"""

from django.db import models

from sheber.registry.models import Country, Person


class Identity(models.Model):
    """Name in the original script and in Latin, birth, contacts."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    home_store = models.ForeignKey(Country, models.PROTECT, related_name="+")
    name_original = models.CharField(max_length=200)
    name_latin = models.CharField(max_length=200)
    born = models.DateField()
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return self.person_id


class Document(models.Model):
    """A document that proves a name or a diploma, kept at home; elsewhere only the fact."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    issued_by = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.kind


class Guardianship(models.Model):
    """Who answers for a person under age, over half-open dates."""

    ward = models.ForeignKey(Person, models.CASCADE, related_name="+")
    guardian = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("ward", "guardian", "valid_from"), name="guardianship_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(ward=models.F("guardian")), name="nobody_is_own_guardian"
            ),
        )

    def __str__(self) -> str:
        return f"{self.guardian_id} for {self.ward_id}"


class NameDisclosure(models.Model):
    """A name was shown: to whom, for which organisation, for what purpose."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    account_key = models.CharField(max_length=60)
    organisation_key = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} to {self.account_key}"
