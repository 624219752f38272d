"""Counting of what became of one part of a plan, and the days on which it can be judged."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sheber.admissions.models import Campaign
from sheber.insights.enums import Place, Reason
from sheber.insights.queries.reconciling.losses import Cause
from sheber.programmes.models import Capacity
from sheber.programmes.queries import starts_on

TIME_TO_REPORT = timedelta(days=90)
"""How long after graduation a job may still be begun, reported and confirmed. Assumed: the rule
packs state no day by which an employer reports."""


@dataclass
class Tally:
    """How many came to each stage, and how many stopped for which cause."""

    counts: Counter[str] = field(default_factory=Counter)
    causes: Counter[Cause] = field(default_factory=Counter)

    def stopped(self, place: Place, reason: Reason, number: int = 1) -> None:
        """So many stopped here for this reason."""
        if number > 0:
            self.causes[place, reason] += number


@dataclass(frozen=True)
class Days:
    """The cut-off day, and what is due on it.

    An offer is due once applications have opened, and a seat to be taken once the campaign is at
    its end; without a campaign of the year both are due when the study begins.
    """

    on: date
    campaigns: dict[int, Campaign]

    @classmethod
    def of(cls, years: Iterable[int], on: date) -> "Days":
        found = Campaign.objects.filter(year__in=set(years))
        return cls(on, {one.year: one for one in found})

    def offers_due(self, capacity: Capacity) -> bool:
        campaign = self.campaigns.get(capacity.intake_year)
        return (campaign.opens_at.date() if campaign else _begins(capacity)) <= self.on

    def seats_due(self, capacity: Capacity) -> bool:
        campaign = self.campaigns.get(capacity.intake_year)
        return (campaign.ends_at.date() if campaign else _begins(capacity)) <= self.on

    def work_due(self, graduated_on: date) -> bool:
        return graduated_on + TIME_TO_REPORT <= self.on


def _begins(capacity: Capacity) -> date:
    return starts_on(capacity.programme, capacity.intake_year)
