"""What rests on a programme: shown before a partner leaves it, or an office suspends it."""

from dataclasses import dataclass
from datetime import date

from sheber.offers.models import Offer
from sheber.offers.queries import LIVE
from sheber.planning.models import Allocation
from sheber.planning.queries import approved
from sheber.programmes.models import Capacity, Programme
from sheber.programmes.queries import starts_on
from sheber.registry.models import Organisation
from sheber.training.models import Enrolment


@dataclass(frozen=True)
class RestingOnProgramme:
    """What would be touched from a day on.

    `allocations` are seats of approved plans for intakes that begin on the day or later, `offers`
    those that live on them. `students` are enrolled now, whatever their intake.
    """

    allocations: tuple[Allocation, ...]
    offers: tuple[Offer, ...]
    students: int

    @property
    def seats_planned(self) -> int:
        return sum(one.seats for one in self.allocations)

    @property
    def seats_offered(self) -> int:
        return sum(one.seats for one in self.offers)


def resting_on_programme(
    programme: Programme, on: date, provider: Organisation | None = None
) -> RestingOnProgramme:
    """What rests on a programme from a day on; only with one provider where one is named."""
    held = Capacity.objects.filter(programme=programme)
    if provider is not None:
        held = held.filter(provider=provider)
    keys = [one.pk for one in held]
    coming = {one.pk for one in held if starts_on(programme, one.intake_year) >= on}
    years = [one.intake_year for one in held]
    planned = approved(min(years), max(years)).filter(capacity__in=coming) if years else ()
    offers = Offer.objects.filter(allocation__capacity__in=coming, state__in=LIVE)
    return RestingOnProgramme(
        tuple(planned),
        tuple(offers.select_related("line__call__employer").order_by("pk")),
        Enrolment.objects.filter(capacity__in=keys, state="enrolled").count(),
    )
