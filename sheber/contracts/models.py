"""An offer's terms executed: who signed what, and what changed since."""

from django.db import models

from sheber.admissions.models import Seat
from sheber.contracts.enums import BreachGround, PartyRole, SignatureKind, SuspensionGround
from sheber.offers.models import Terms
from sheber.registry.models import Organisation, Person


class Contract(models.Model):
    """A target contract of one person on one version of an offer's terms."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    document_sha256 = models.CharField(max_length=64)
    sign_by = models.DateField()
    state = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"contract {self.pk}"


class Party(models.Model):
    """A side of a contract: an organisation, or a person (the citizen, a guardian)."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "parties"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, person__isnull=True)
                | models.Q(organisation__isnull=True, person__isnull=False),
                name="party_is_one_body",
            ),
            models.UniqueConstraint(
                fields=("contract", "role", "organisation", "person"),
                name="party_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of contract {self.contract_id}"


class Signature(models.Model):
    """A party signed, or refused to sign, the document with this hash."""

    party = models.OneToOneField(Party, models.CASCADE, related_name="+")
    document_sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=SignatureKind.choices)
    refused = models.BooleanField(default=False)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signature of party {self.party_id}"


class Suspension(models.Model):
    """Days that do not count, half open; runs from the day the customer has the notice."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=20, choices=SuspensionGround.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    notified_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.ground} of contract {self.contract_id}"


class Breach(models.Model):
    """Who broke the contract, on what ground, under which regime, and what is owed for it."""

    contract = models.OneToOneField(Contract, models.CASCADE, related_name="+")
    by_role = models.CharField(max_length=12, choices=PartyRole.choices)
    ground = models.CharField(max_length=20, choices=BreachGround.choices)
    on = models.DateField()
    regime = models.CharField(max_length=100)
    before_first_attestation = models.BooleanField()
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    formula = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "breaches"

    def __str__(self) -> str:
        return f"{self.ground} of contract {self.contract_id}"
