"""What teaching takes up: kept for one intake alone, or shared by all programmes of a provider."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from sheber.engine.planning import problem as sheet
from sheber.planning.engine_io.inputs import Inputs, Need, Occupied
from sheber.planning.engine_io.rows import Rows, intake_name, years_of_study
from sheber.programmes.models import Capacity, SharedResource


def uses(capacity: Capacity, rows: Rows, inputs: Inputs) -> Iterator[sheet.Use]:
    """Each need of what is kept for the intake, and again of what its provider shares."""
    shared = {one.kind for one in rows.shared if one.provider_id == capacity.provider_id}
    for need in inputs.needs:
        taken = need.resource, need.per, need.amount, need.when
        yield sheet.Use(*taken, owner=intake_name(capacity))
        if need.resource in shared:
            yield sheet.Use(*taken)


def resources(rows: Rows, inputs: Inputs) -> Iterator[sheet.Resource]:
    """What is kept for an intake stands in each of its years; of what is shared, what is left."""
    needed = sorted({one.resource for one in inputs.needs})
    for capacity in rows.capacities:
        for kind in needed:
            for year in years_of_study(capacity):
                yield sheet.Resource(
                    kind, intake_name(capacity), year, int(getattr(capacity, kind))
                )
    for one in rows.shared:
        if one.kind in needed:
            yield sheet.Resource(one.kind, one.provider.code, one.year, _left(one, inputs))


def _left(shared: SharedResource, inputs: Inputs) -> int:
    """What those in training leave for new intakes: whole, and never less than nothing."""
    taken = sum(
        (
            need.amount * (one.groups if need.per == "group" else one.people)
            for one in inputs.occupied
            if one.provider == shared.provider.code
            for need in inputs.needs
            if need.resource == shared.kind and _takes(one, need, shared.year)
        ),
        Fraction(0),
    )
    return max(0, shared.amount - ceil(taken))


def _takes(one: Occupied, need: Need, year: int) -> bool:
    if need.when == "last":
        return year == one.last_year
    return one.first_year <= year <= one.last_year
