"""What customers owe for contracts that they broke: computed by institutions, later paid."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Breach
from sheber.flows import claims
from sheber.flows.claims import Penalty
from sheber.flows.demo.world import World, at
from sheber.programmes.models import Capacity

COMPUTED_AFTER, PAID_AFTER = timedelta(days=60), timedelta(days=150)
# The latest breaches still wait for their sum, and later ones than the first for their payment.
COMPUTED_UNTIL, PAID_UNTIL = date(2030, 2, 1), date(2029, 2, 1)
MONTHS = 12


def build(world: World) -> None:
    """Sums by the normative cost where every rule that they need is known; others stay open."""
    rows = Breach.objects.filter(by_role=PartyRole.CUSTOMER, on__lt=COMPUTED_UNTIL)
    paths = ("contract__seat__campaign", "contract__seat__pool__offering__capacity__provider")
    for row in rows.select_related(*paths).order_by("on", "pk"):
        capacity = row.contract.seat.pool.offering.capacity
        if claims.obstacle(row) is None and not claims.returns_support(row):
            _close(world, row, capacity)


def _close(world: World, row: Breach, capacity: Capacity) -> None:
    claims.price(
        row,
        _figures(capacity),
        actor=world.of(capacity.provider),
        now=_after(row.on, COMPUTED_AFTER),
    )
    if row.on < PAID_UNTIL:
        claims.settle(
            row,
            document=f"Demo: payment order {row.pk}",
            actor=world.office(capacity.provider.country_id),
            now=_after(row.on, PAID_AFTER),
        )


def _figures(capacity: Capacity) -> Penalty:
    """The declared cost of a seat, spread evenly over the years of the programme."""
    years = max(1, capacity.programme.months // MONTHS)
    cost = capacity.cost_per_seat_minor // years
    return Penalty(capacity.currency, ((cost, Fraction(1)),) * years)


def _after(day: date, days: timedelta) -> datetime:
    moved = day + days
    return at(moved.year, moved.month, moved.day)
