"""How many seats a later round may give, counted by hand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.admissions.engine_io import Seats, free_capacities
from tests.admissions.build import refused

SPECIAL, SEPARATE, MAIN = 1, 2, 3


def free(special, separate, main):
    """Each as (capacity, kept, staying); special flows to separate, separate to main."""
    pools = [
        Seats(SPECIAL, special[0], SEPARATE, *special[1:]),
        Seats(SEPARATE, separate[0], MAIN, *separate[1:]),
        Seats(MAIN, main[0], None, *main[1:]),
    ]
    return list(free_capacities(pools).values())


def test_confirmed_seats_leave_the_market():
    assert free((2, 1, 1), (2, 0, 0), (5, 3, 3)) == [1, 2, 2]


def test_a_seat_that_had_flowed_in_is_frozen_and_taken_off_its_source():
    assert free((2, 0, 0), (1, 1, 1), (5, 6, 6)) == [1, 0, 0]


def test_a_source_gives_only_what_nobody_who_stays_sits_on():
    assert free((2, 0, 2), (2, 0, 1), (5, 6, 6)) == [2, 1, 0]


def test_seats_may_have_flowed_through_a_pool_between():
    assert free((3, 0, 0), (0, 0, 0), (1, 3, 3)) == [1, 0, 0]


def test_a_seat_on_which_somebody_else_relies_is_not_frozen():
    first, second, third, fourth = 1, 2, 3, 4
    pools = [
        Seats(first, 1, third, 0, 0),
        Seats(second, 1, fourth, 0, 0),
        Seats(third, 0, fourth, 0, 1),
        Seats(fourth, 0, None, 1, 1),
    ]
    assert free_capacities(pools) == {first: 1, second: 0, third: 0, fourth: 0}


def test_more_confirmed_people_than_seats_are_refused():
    with refused("more_confirmed_than_seats"):
        free((0, 0, 0), (0, 0, 0), (1, 2, 2))


@st.composite
def filled(draw):
    """Up to five pools with forward spill, filled as a lawful round may fill them; some of
    those who stay keep their seats for good."""
    count = draw(st.integers(1, 5))
    inflow, pools = [0] * count, []
    for pool in range(count):
        capacity = draw(st.integers(0, 4))
        target = draw(st.sampled_from([None, *range(pool + 1, count)]))
        staying = draw(st.integers(0, capacity + inflow[pool]))
        if target is not None:
            inflow[target] += capacity + inflow[pool] - staying
        pools.append(Seats(pool, capacity, target, draw(st.integers(0, staying)), staying))
    return pools


@settings(max_examples=1000)
@given(filled())
def test_seats_are_conserved_and_nobody_who_stays_is_squeezed_out(pools):
    free = free_capacities(pools)
    assert min(free.values()) >= 0
    assert sum(free.values()) == sum(one.capacity - one.kept for one in pools)
    inflow = dict.fromkeys(free, 0)
    for one in pools:
        room = free[one.pool] + inflow[one.pool] - (one.staying - one.kept)
        assert room >= 0
        if one.spill_to is not None:
            inflow[one.spill_to] += room
