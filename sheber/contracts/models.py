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
                fields=("contract", "role", "organisation"),
                condition=models.Q(organisation__isnull=False),
                name="organisation_is_party_once",
            ),
            models.UniqueConstraint(
                fields=("contract", "role", "person"),
                condition=models.Q(person__isnull=False),
                name="person_is_party_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of contract {self.contract_id}"


class Amendment(models.Model):
    """A newer version of the terms that waits for everybody; until then the old one stands."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    document_sha256 = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("contract",),
                condition=models.Q(closed_at__isnull=True),
                name="one_open_amendment",
                violation_error_message="An amendment waits already: sign or refuse it first.",
            ),
        )

    def __str__(self) -> str:
        return f"amendment of contract {self.contract_id}"


class Signature(models.Model):
    """A party signed, or refused to sign, the document with this hash.

    `scan_sha256` is of the scanned page, kept by whoever handed it in. `settled_by` names the
    decision of a guardianship authority or a court that stands in for a guardian's refusal.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    document_sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=SignatureKind.choices)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    refused = models.BooleanField(default=False)
    under_age = models.BooleanField(default=False)
    settled_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("party", "document_sha256"), name="one_word_of_a_party_on_a_document"
            ),
        )

    def __str__(self) -> str:
        return f"signature of party {self.party_id}"


class Suspension(models.Model):
    """Days that do not count, half open; runs from the day the customer has the notice.

    `starts_on` is when its ground began; the days before `notified_on` count as usual.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=20, choices=SuspensionGround.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    notified_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.ground} of contract {self.contract_id}"


class Breach(models.Model):
    """Who broke the contract, on what ground, under which regime, and what is owed for it.

    `settled_on` is the day on which an office recorded that the claim was paid or dropped.
    """

    contract = models.OneToOneField(Contract, models.CASCADE, related_name="+")
    by_role = models.CharField(max_length=12, choices=PartyRole.choices)
    ground = models.CharField(max_length=20, choices=BreachGround.choices)
    on = models.DateField()
    regime = models.CharField(max_length=100)
    before_first_attestation = models.BooleanField()
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    formula = models.JSONField(default=dict)
    settled_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "breaches"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_minor__isnull=True, currency="")
                | (models.Q(amount_minor__gte=0) & ~models.Q(currency="")),
                name="breach_amount_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ground} of contract {self.contract_id}"
