"""A plan of one line with an offer, and people on their way from a seat to work, as rows."""

from datetime import UTC, date, datetime

from sheber.contracts.models import Contract
from sheber.insights.queries import Fate, reconcile, total
from sheber.offers.models import Offer
from sheber.outcomes.models import Employment
from sheber.planning.models import Coverage, Plan
from sheber.registry.models import Region
from sheber.training.models import Enrolment
from tests.contracts import build as contracts
from tests.demand import build as demand

ON = date(2031, 2, 1)
GRADUATED = date(2029, 7, 1)
NOW = datetime(2031, 2, 1, 9, tzinfo=UTC)


def covered(seats: int = 1) -> Offer:
    """A frozen offer of so many seats, which the plan means for its line."""
    offer = contracts.offer()
    offer.seats = seats
    offer.save()
    Coverage.objects.create(allocation=offer.allocation, line=offer.line, seats=seats)
    return offer


def contract(state: str = "signed", **given: object) -> Contract:
    """A contract on the one seat of the plan, in this state; its person has the seat."""
    covered()
    row = contracts.signed() if state == "signed" else contracts.intended()
    Contract.objects.filter(pk=row.pk).update(state=state, **given)
    row.refresh_from_db()
    return row


def enrolled(**given: object) -> Enrolment:
    """Whoever holds the one seat of the plan, signed and studying since September 2026."""
    row = contract()
    stated = {"starts_on": date(2026, 9, 1), "state": "enrolled", **given}
    return Enrolment.objects.create(
        person=row.person,
        capacity=contracts.capacity(),
        seat=row.seat,
        contract=row,
        **stated,
    )


def graduate() -> Enrolment:
    """Whoever holds the one seat of the plan has graduated."""
    return enrolled(state="graduated", ended_on=GRADUATED)


def job(of: Enrolment, region: Region | None = None, on_line: bool = False) -> Employment:
    """A confirmed job of a graduate since August 2029: on the line, or with another employer."""
    line = of.contract.terms.offer.line
    return Employment.objects.create(
        person=of.person,
        employer=line.call.employer if on_line else demand.employer("demo-enterprise-9"),
        region=region or line.region,
        occupation=line.occupation,
        contract=of.contract if on_line else None,
        line=line if on_line else None,
        no_line="" if on_line else "other_employer",
        starts_on=date(2029, 8, 1),
        state="confirmed",
    )


def became(on: date = ON) -> Fate:
    """What became of the seats that the plan means for lines."""
    return total(reconcile(Plan.objects.get(), on).cells.values())
