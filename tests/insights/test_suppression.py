"""Nobody can be found in what is published, also not by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from sheber.insights.queries import FEWEST, along, shows_few, to_publish

COUNTS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12), min_size=1)


def test_a_small_cell_takes_the_next_smallest_with_it():
    column = to_publish({"A": 3, "B": 40, "C": 9})
    assert column.cells == {"A": None, "B": 40, "C": None}
    assert column.total == 52


def test_two_small_cells_that_make_fewer_than_five_take_a_third():
    column = to_publish({"A": 1, "B": 2, "C": 9, "D": 20})
    assert column.cells == {"A": None, "B": None, "C": None, "D": 20}


def test_a_column_of_small_cells_alone_shows_no_total():
    assert to_publish({"A": 3, "B": 0}).total is None


def test_a_column_without_small_cells_is_shown_whole():
    assert to_publish({"A": 5, "B": 0}).cells == {"A": 5, "B": 0}


def test_nothing_is_empty_and_still_nothing():
    assert to_publish({}).total == 0


@given(COUNTS)
def test_no_small_cell_is_shown_and_none_can_be_subtracted(counts):
    column = to_publish(counts)
    hidden = [key for key, number in column.cells.items() if number is None]
    assert all(number == 0 or number >= FEWEST for number in column.cells.values() if number)
    assert all(number == counts[key] for key, number in column.cells.items() if number is not None)
    if hidden and column.total is not None:
        rest = column.total - sum(number for number in column.cells.values() if number)
        assert len(hidden) > 1
        assert rest >= FEWEST


def test_stages_that_differ_by_few_show_few():
    assert shows_few([20, 17, 10])
    assert shows_few([4])
    assert not shows_few([20, 20, 10, 0])


def test_along_a_river_a_stage_that_would_show_few_is_kept_back():
    assert along({"signed": 8, "studied": 6, "at_work": 2}) == {
        "signed": 8,
        "studied": None,
        "at_work": None,
    }
    assert along({"signed": 9, "studied": 9, "at_work": 0}) == {
        "signed": 9,
        "studied": 9,
        "at_work": 0,
    }


@given(COUNTS)
def test_what_is_shown_along_a_river_never_shows_few(counts):
    shown = [number for number in along(counts).values() if number is not None]
    assert not shows_few(shown)
