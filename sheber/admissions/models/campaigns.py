from django.db import models

from sheber.admissions.enums import Channel, FactKind, PoolKind, TermsKind
from sheber.kernel.trilingual import NamedInThree
from sheber.offers.models import Offer
from sheber.programmes.models import Capacity
from sheber.registry.models import Country, Organisation, Person, RulePack


class Campaign(NamedInThree):
    """One admission year. Deadlines are moments; each page shows them in the reader's zone.

    `lottery_seed` is what the public lottery drew, in hex; empty until then.
    """

    code = models.CharField(max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(unique=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    consent_by = models.DateTimeField()
    ends_at = models.DateTimeField()
    contracts_maximum = models.PositiveSmallIntegerField()
    lottery_seed = models.CharField(max_length=64, blank=True)
    rule_packs = models.ManyToManyField(RulePack, related_name="+")
    state = models.CharField(max_length=20)


class SeatSource(models.Model):
    """Where a kind of seat is officially applied for; the programme clears only its own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    pool_kind = models.CharField(max_length=12, choices=PoolKind.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    deadline = models.DateTimeField(null=True)
    number = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "country", "pool_kind"), name="seat_source_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pool_kind} by {self.channel}"


class Fund(models.Model):
    """A cap over pools of several offerings with one ranking."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    cap = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("campaign", "code"), name="fund_once"),)

    def __str__(self) -> str:
        return self.code


class Offering(models.Model):
    """A programme at an institution in one year: what people apply for.

    `closed_in` is the first round, which closed it for want of a minimum group.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    capacity = models.ForeignKey(Capacity, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    closed_in = models.ForeignKey("Clearing", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("campaign", "capacity"), name="offering_once"),
        )

    def __str__(self) -> str:
        return self.code


class Pool(models.Model):
    """Seats of one kind in an offering; `scale` says which scores meet in its ranking."""

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="+")
    code = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=12, choices=PoolKind.choices)
    order = models.PositiveSmallIntegerField()
    capacity = models.PositiveIntegerField()
    spill_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, related_name="+")
    scale = models.CharField(max_length=20)

    class Meta:
        ordering = ("offering", "order")
        constraints = (
            models.UniqueConstraint(fields=("offering", "order"), name="pool_order_once"),
            models.CheckConstraint(
                condition=models.Q(kind=PoolKind.TARGET, offer__isnull=False)
                | ~models.Q(kind=PoolKind.TARGET),
                name="target_pool_has_an_offer",
                violation_error_message="Target seats belong to an employer's offer.",
            ),
        )

    def __str__(self) -> str:
        return self.code


class RuleUse(models.Model):
    """A rule that no pack knows and whose answer by the offices shaped an offering's pools.

    `basis` is *document* or *assumption*. `carried_forward`: the pack of an earlier year stood in.
    """

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="+")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    code = models.CharField(max_length=100)
    basis = models.CharField(max_length=20)
    pack = models.CharField(max_length=20)
    carried_forward = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("offering", "country", "code"), name="offering_rule_use_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.country_id} {self.code}"


class VerifiedFact(models.Model):
    """A score or an entitlement, checked by an office on a day. The document stays at home.

    `ties` are the tie-breaks of a score, in the order of its scale, the higher the better.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=FactKind.choices)
    scale = models.CharField(max_length=20, blank=True)
    points = models.IntegerField(null=True)
    ties = models.JSONField(default=list, blank=True)
    checked_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    refuted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "campaign", "kind", "scale"),
                condition=models.Q(refuted_at__isnull=True),
                name="verified_fact_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Application(models.Model):
    """A person's application in one campaign.

    `guardian` has agreed to exactly this list of contracts; a new list needs a new word.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    guardian = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("campaign", "person"), name="application_once"),
        )

    def __str__(self) -> str:
        return f"application {self.pk}"


class RankedContract(models.Model):
    """One wish: an offering under certain terms, at a place in the applicant's order."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="+")
    terms_kind = models.CharField(max_length=10, choices=TermsKind.choices)
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, related_name="+")
    terms_version = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("application", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "position"), name="ranked_position_once"
            ),
            models.UniqueConstraint(
                fields=("application", "offering", "terms_kind", "offer"),
                name="ranked_contract_once",
            ),
            models.UniqueConstraint(
                fields=("application", "offering", "terms_kind"),
                condition=models.Q(offer__isnull=True),
                name="ranked_contract_without_offer_once",
            ),
            models.CheckConstraint(
                condition=models.Q(terms_kind=TermsKind.TARGET, offer__isnull=False)
                | ~models.Q(terms_kind=TermsKind.TARGET),
                name="ranked_target_names_its_offer",
                violation_error_message="A target contract names the employer's offer.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} of application {self.application_id}"


class Clearing(models.Model):
    """One run: the input as it was, the result, its certificate, and who approved exactly it.

    `market` are the seats and `result` the numbers by pool, as documents in which nobody stands;
    everybody's rows are the run's columns, and `people` and `held` count them.
    `rule_marks` says how far its rules may be trusted: `carried_forward` are codes of packs of an
    earlier year that stood in, `assumed` are rules on which pools rest although an office only
    assumed the answer, as “KZ admission.spill”.
    `consent_by` is set on publication: until then whoever was given a seat may take it.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    market = models.TextField()
    result = models.TextField()
    people = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=60)
    rule_hashes = models.JSONField(default=dict)
    rule_marks = models.JSONField(default=dict)
    computed_at = models.DateTimeField()
    consent_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("campaign", "round")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "round"), name="clearing_round_once"),
        )

    def __str__(self) -> str:
        return f"round {self.round} of {self.campaign_id}"


class RunColumn(models.Model):
    """One column of a run, packed: everybody's lists, ranking or certificate, as an array."""

    clearing = models.ForeignKey(Clearing, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clearing", "name"), name="run_column_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.clearing_id}"


class ClearingApproval(models.Model):
    """An office has approved exactly the clearing with this digest."""

    clearing = models.ForeignKey(Clearing, models.CASCADE, related_name="+")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clearing", "office"), name="clearing_approval_once"),
        )

    def __str__(self) -> str:
        return f"{self.clearing_id} by {self.office_id}"


class Seat(models.Model):
    """A seat that a person was given, until it is taken up or lost.

    Given by a published clearing, or, without one, by an official channel whose outcome was
    imported. `keeps_wishing`: consented to, and still in the market for what was ranked higher.
    `guardian` has agreed to the consent of somebody under age.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    clearing = models.ForeignKey(Clearing, models.PROTECT, null=True, related_name="+")
    contract = models.ForeignKey(RankedContract, models.PROTECT, related_name="+")
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    guardian = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    keeps_wishing = models.BooleanField(default=False)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("campaign", "state"), name="seat_campaign_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "campaign"),
                condition=models.Q(state__in=("offered", "consented", "enrolled")),
                name="one_living_seat_for_a_person",
                violation_error_message="A person holds one seat of a campaign at most.",
            ),
        )

    def __str__(self) -> str:
        return f"seat {self.pk}"
