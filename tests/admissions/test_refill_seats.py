"""How many seats a later round may give, counted by hand."""

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


def test_more_confirmed_people_than_seats_are_refused():
    with refused("more_confirmed_than_seats"):
        free((0, 0, 0), (0, 0, 0), (1, 2, 2))
