from django.db import models

from sheber.admissions.models.campaigns import Campaign
from sheber.registry.models import Organisation


class Lottery(models.Model):
    """The public draw of a campaign: each office commits, then reveals; the seed follows.

    `list_sha256` and `people` are of the list of pseudonyms as it stood at the start: everybody
    who handed in an application. `source` names, in words, whose next publication after
    `reveal_by` stands in for an office that stayed silent. The seed stands in the campaign.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    list_sha256 = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    reveal_by = models.DateTimeField()
    source = models.CharField(max_length=300)
    state = models.CharField(max_length=20)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("campaign",),
                condition=~models.Q(state="annulled"),
                name="one_living_lottery_of_a_campaign",
                violation_error_message="A campaign has one lottery.",
            ),
        )

    def __str__(self) -> str:
        return f"lottery of {self.campaign_id}"


class LotteryParty(models.Model):
    """One office in a draw, at its place in the stated order; hashes and the secret are hex.

    What the office left empty at the end the public source gave: `stand_in` is its text as
    published, `evidence` says where it can be read.
    """

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64, blank=True)
    list_sha256 = models.CharField(max_length=64, blank=True)
    committed_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=64, blank=True)
    revealed_at = models.DateTimeField(null=True)
    stand_in = models.CharField(max_length=1000, blank=True)
    evidence = models.CharField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("lottery", "place")
        verbose_name_plural = "lottery parties"
        constraints = (
            models.UniqueConstraint(fields=("lottery", "place"), name="lottery_place_once"),
            models.UniqueConstraint(fields=("lottery", "office"), name="lottery_office_once"),
            models.CheckConstraint(
                condition=models.Q(secret="") | models.Q(stand_in=""),
                name="a_source_stands_in_for_silence",
                violation_error_message="Nothing stands in for a secret that was revealed.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} of {self.lottery_id}"

    @property
    def has_given(self) -> bool:
        """Whether this place of the seed is filled, by the office or by the source."""
        return bool(self.secret or self.stand_in)
