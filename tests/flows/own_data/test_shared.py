"""What programmes share, from a table: declared once, corrected, refused by name."""

import pytest

from sheber.kernel import events
from sheber.programmes.models import SharedResource
from sheber.registry.enums import Role
from tests.accords import build as accords
from tests.flows.own_data import build
from tests.offers.build import refused
from tests.programmes import build as programmes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = ("provider", "kind", "year", "amount")
BEDS = ("demo-college-RU", "beds", "2026", "120")


@pytest.fixture(autouse=True)
def _programme():
    programmes.programme()


def college():
    return registry.actor(Role.COLLEGE, programmes.college())


def handed_in(*rows, by=None):
    return build.handed_in(build.csv_of(*rows, head=HEAD), by or college(), "shared")


def faults_of(**changes):
    row = dict(zip(HEAD, BEDS, strict=True)) | changes
    return build.faults(handed_in(tuple(row.values())))


def stand():
    return [(one.kind, one.year, one.amount) for one in SharedResource.objects.all()]


def test_a_year_is_declared_in_words_of_any_language_and_corrected():
    build.apply(handed_in(BEDS, (*BEDS[:1], "шеберханалар", "2027", "3")), college())
    assert stand() == [("beds", 2026, 120), ("workshops", 2027, 3)]
    build.apply(handed_in((*BEDS[:3], "90")), college())
    assert stand() == [("beds", 2026, 90), ("workshops", 2027, 3)]
    row = SharedResource.objects.get(kind="beds")
    assert [one.facts["beds"] for one in events.of("programmes.resource", [row.pk])] == [120, 90]


def test_the_same_number_again_is_nothing_new():
    build.apply(handed_in(BEDS), college())
    assert faults_of() == [[("", "resource_stands")]]


def test_an_office_declares_for_institutions_of_its_country_alone():
    build.apply(handed_in(BEDS, by=accords.office()), accords.office())
    assert stand() == [("beds", 2026, 120)]
    assert build.faults(handed_in(BEDS, by=accords.office("KZ"))) == [
        [("provider", "provider_not_yours")]
    ]


def test_an_employer_declares_nothing():
    with refused("not_allowed"):
        handed_in(BEDS, by=build.employer())


def test_one_year_twice_in_a_file_is_a_fault():
    assert build.faults(handed_in(BEDS, BEDS))[1] == [("", "resource_twice_in_file")]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("provider", "demo-college-9", "provider_not_yours"),
        ("kind", "pens", "choice_unknown"),
        ("year", "2025", "resource_in_the_past"),
        ("amount", "-5", "number_malformed"),
        ("amount", "40000", "number_outside"),
    ],
)
def test_a_wrong_cell_is_named(column, text, code):
    assert faults_of(**{column: text}) == [[(column, code)]]
