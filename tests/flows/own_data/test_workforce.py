"""People at work from a table: each count once, and other sources beside it."""

from datetime import date

import pytest

from sheber.kernel import events
from sheber.planning.models import Workforce
from tests.flows.own_data import build
from tests.offers.build import refused
from tests.planning import build as plans
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = ("region", "occupation", "year", "people", "retire", "leave", "join", "source", "as_of")
DAY = f"{registry.NOW.date().year - 1}-12-31"
COUNT = ("RU-ORE", "7212", "2026", "1 200", "2,5", "", "", "a register", DAY)


@pytest.fixture(autouse=True)
def _registry():
    build.registry_of_one_town()


def handed_in(*rows, by=None):
    return build.handed_in(build.csv_of(*rows, head=HEAD), by or plans.office_actor(), "workforce")


def faults_of(**changes):
    row = dict(zip(HEAD, COUNT, strict=True)) | changes
    return build.faults(handed_in(tuple(row.values())))


def test_a_count_is_entered_with_its_source_and_day():
    build.apply(handed_in(COUNT), plans.office_actor())
    row = Workforce.objects.get()
    assert (row.region_id, row.occupation_id, row.year, row.people) == (
        "RU-ORE",
        "7212",
        2026,
        1200,
    )
    assert (row.retire_thousandths, row.leave_thousandths, row.join) == (25, 0, 0)
    assert (row.source, row.as_of) == ("a register", date.fromisoformat(DAY))
    assert [one.verb for one in events.of("planning.workforce", [row.pk])] == [
        "planning.workforce.count"
    ]


def test_an_employer_counts_nobody():
    with refused("not_allowed"):
        handed_in(COUNT, by=build.employer())


def test_the_same_count_again_is_nothing_new():
    build.apply(handed_in(COUNT), plans.office_actor())
    assert faults_of() == [[("", "count_stands")]]
    assert Workforce.objects.count() == 1


def test_another_number_of_the_same_source_and_day_is_a_fault():
    build.apply(handed_in(COUNT), plans.office_actor())
    assert faults_of(people="1300") == [[("people", "count_differs")]]


def test_another_source_stands_beside_the_first():
    build.apply(handed_in(COUNT), plans.office_actor())
    build.apply(handed_in((*COUNT[:7], "a survey", DAY)), plans.office_actor())
    assert Workforce.objects.count() == 2


def test_one_count_twice_in_a_file_is_a_fault():
    assert build.faults(handed_in(COUNT, COUNT))[1] == [("", "count_twice_in_file")]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("retire", "2,55", "per_cent_malformed"),
        ("retire", "101", "per_cent_malformed"),
        ("leave", "98", "more_leave_than_work"),
        ("as_of", "31/12/2025", "day_malformed"),
        ("as_of", "2099-01-01", "count_of_the_future"),
        ("people", "many", "number_malformed"),
    ],
)
def test_a_wrong_cell_is_named(column, text, code):
    assert faults_of(**{column: text}) == [[(column, code)]]


def test_a_day_is_read_as_offices_write_it():
    build.apply(handed_in((*COUNT[:8], "31.12.2025")), plans.office_actor())
    assert Workforce.objects.get().as_of == date(2025, 12, 31)
