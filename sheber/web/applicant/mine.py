"""Who is reading, and where that person stands in the campaign that matters to them now."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sheber.admissions import queries
from sheber.admissions.models import Application, Campaign, RankedContract, Seat
from sheber.admissions.queries import LIVING
from sheber.contracts.models import Contract
from sheber.offers import queries as offers
from sheber.registry.identity.queries import guardians_of, is_adult
from sheber.registry.models import Person


@dataclass(frozen=True)
class Mine:
    """A person's own rows, each looked up when first used."""

    person: Person
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def zone(self) -> str:
        """The zone of the home region, in which deadlines are shown."""
        return self.person.home_region.timezone

    @cached_property
    def adult(self) -> bool:
        return is_adult(self.person.pk, self.today)

    @cached_property
    def guardians(self) -> list[str]:
        return guardians_of(self.person.pk, self.today)

    @cached_property
    def open_campaign(self) -> Campaign | None:
        """The campaign that takes applications at this moment."""
        return Campaign.objects.filter(
            state="open", opens_at__lte=self.now, closes_at__gt=self.now
        ).first()

    @cached_property
    def application(self) -> Application | None:
        """The latest application; one of the open campaign if there is one."""
        rows = Application.objects.filter(person=self.person)
        return rows.select_related("campaign", "person").order_by("-campaign__year").first()

    @property
    def campaign(self) -> Campaign | None:
        return self.application.campaign if self.application else self.open_campaign

    @property
    def may_begin(self) -> bool:
        """Whether an application may be begun in the open campaign."""
        if self.open_campaign is None:
            return False
        return self.application is None or self.application.campaign_id != self.open_campaign.pk

    @property
    def writes(self) -> bool:
        """Whether the list may be changed now."""
        return (
            self.application is not None
            and self.application.state in ("draft", "returned")
            and self.campaign == self.open_campaign
        )

    @cached_property
    def wishes(self) -> list[RankedContract]:
        if self.application is None:
            return []
        rows = RankedContract.objects.filter(application=self.application)
        return list(
            rows.select_related(
                "offering__capacity__provider__region",
                "offering__capacity__programme",
                "offer__line__call__employer",
            ).order_by("position")
        )

    @cached_property
    def assumed(self) -> bool:
        """Whether an offer on the list, or the pools behind a wish, rest on an assumption."""
        pools = queries.resting_on_assumptions()
        return (
            offers.rests_on_assumption(one.offer_id for one in self.wishes if one.offer_id)
            or pools.filter(offering__in={one.offering_id for one in self.wishes}).exists()
        )

    @cached_property
    def amended(self) -> list[RankedContract]:
        """Wishes whose offers were amended since they were ranked."""
        if self.application is None:
            return []
        return list(queries.ranked_older_terms().filter(application=self.application))

    @cached_property
    def seat(self) -> Seat | None:
        """The seat that is held, else the last one that was lost."""
        if self.application is None:
            return None
        rows = Seat.objects.filter(contract__application=self.application)
        rows = rows.select_related(
            "campaign",
            "contract__offer",
            "pool__offering__capacity__provider",
            "pool__offering__capacity__programme",
            "clearing",
        ).defer("clearing__market", "clearing__result")
        held = rows.filter(state__in=LIVING).first()
        return held or rows.order_by("-pk").first()

    @cached_property
    def published(self) -> bool:
        """Whether a round of this application's campaign has been published."""
        campaign = self.application.campaign if self.application else None
        return campaign is not None and queries.published_clearings(campaign).exists()

    @property
    def consent_by(self) -> datetime | None:
        """Until when the seat may be consented to."""
        if self.seat is None:
            return None
        own = self.seat.clearing.consent_by if self.seat.clearing else None
        return own or self.seat.campaign.consent_by

    @cached_property
    def contracts(self) -> list[Contract]:
        """Contracts of this person, the latest first."""
        rows = Contract.objects.filter(person=self.person)
        return list(rows.select_related("terms__offer__line__call__employer").order_by("-pk"))


def of(pseudonym: str, now: datetime) -> Mine:
    """Everything of one person."""
    return Mine(Person.objects.select_related("home_region").get(pk=pseudonym), now)
