"""A firm of its own with a line, a plan that means seats for it, and somebody who signs in."""

from sheber.demand.models import Line
from sheber.planning import operations as planning
from sheber.planning.models import Allocation
from sheber.programmes.models import Partner
from tests.demand import build as demand
from tests.flows.own_data import build as door
from tests.offers import build as offers
from tests.web import build

NOW = door.NOW


def sign_in(client, of=None, name: str = "works"):
    """Somebody of our works, or of another firm."""
    client.force_login(build.account(name, of=of or door.firm(), demo=False))
    return client


def call(code: str = "CALL-1"):
    return demand.call(door.firm(), code)


def planned(seats: int = 10, meant: int = 4, number: int = 4) -> tuple[Line, Allocation]:
    """A confirmed line of our works, and an approved plan that means seats for it."""
    line = demand.confirmed_line(of=call(), number=number)
    offers.office()
    capacity = offers.capacity()
    capacity.programme.occupations.add(line.occupation)
    plan = planning.draft_by_hand("PLAN-1", 2026, 2026, actor=offers.office_actor(), now=NOW)
    given = planning.Given(capacity, "state", seats, ((line, meant),))
    row = planning.allocate(plan, [given], actor=offers.office_actor(), now=NOW)[0]
    offers.approve_plan(row)
    return line, row


def deliverable(year: int = 2040, country: str = "RU", currency: str = "RUB", months: int = 10):
    """A programme for electricians that a college still can begin and end in time."""
    capacity = offers.capacity(country, f"late-programme-{country}", year)
    programme = capacity.programme
    programme.occupations.add("7411")
    programme.months = months
    programme.save()
    capacity.currency = currency
    capacity.save()
    Partner.objects.create(
        programme=programme,
        organisation=capacity.provider,
        role="delivers",
        valid_from=NOW.date(),
    )
    return capacity
