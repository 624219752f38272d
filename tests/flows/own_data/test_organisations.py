"""Organisations from a table: entered by those who keep the registry, each code once."""

import pytest

from sheber.kernel import events
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Organisation
from tests.flows.own_data import build
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = ("code", "kind", "region", "name_en", "name_ru", "name_kk", "teaching_languages", "town_ru")
FIRM = (
    "ural-works",
    "enterprise",
    "RU-ORE",
    "Ural Works",
    "Уральский завод",
    "Орал зауыты",
    "",
    "Орск",
)
COLLEGE = (
    "oral-college",
    "колледж",
    "Батыс Қазақстан облысы",
    "College",
    "Колледж",
    "Колледж",
    "kk; ru",
    "",
)
NAMES = range(3, 6)


@pytest.fixture(autouse=True)
def _registry():
    build.registry_of_one_town()


def handed_in(*rows, by=registry.ADMINISTRATOR):
    return build.handed_in(build.csv_of(*rows, head=HEAD), by, "organisations")


def applied(*rows):
    return build.apply(handed_in(*rows), registry.ADMINISTRATOR)


def test_an_administrator_enters_firms_and_colleges_that_are_no_demo():
    from django.utils.translation import override

    with override("ru"):
        college = str(OrganisationKind.COLLEGE.label)
    applied(FIRM, (COLLEGE[0], college, *COLLEGE[2:]))
    firm = Organisation.objects.get(code="ural-works")
    school = Organisation.objects.get(code="oral-college")
    assert (firm.kind, firm.region_id, firm.name_kk, firm.town_ru, firm.demo) == (
        "enterprise",
        "RU-ORE",
        "Орал зауыты",
        "Орск",
        False,
    )
    assert (school.kind, school.country_id, school.teaching_languages) == (
        "college",
        "KZ",
        ["kk", "ru"],
    )
    assert [one.verb for one in events.of("registry.organisation", [firm.pk, school.pk])] == [
        "registry.organisation.enter"
    ] * 2


def test_an_employer_enters_no_organisations():
    with refused("not_allowed"):
        handed_in(FIRM, by=build.employer())


def test_the_same_body_again_is_nothing_new():
    applied(FIRM)
    assert build.faults(handed_in(FIRM)) == [[("", "organisation_stands")]]
    assert Organisation.objects.filter(code="ural-works").count() == 1


def test_a_code_is_not_given_to_another_body():
    applied(FIRM)
    other = (FIRM[0], *COLLEGE[1:])
    other = (other[0], "college", *other[2:])
    assert build.faults(handed_in(other)) == [[("code", "code_of_organisation")]]


def test_a_body_is_not_entered_under_two_codes():
    applied(FIRM)
    assert build.faults(handed_in(("second", *FIRM[1:]))) == [
        [("name_ru", "organisation_named_so")]
    ]


def test_two_lines_of_one_file_do_not_share_a_code_or_a_name():
    renamed = (*FIRM[:3], "Other", "Другой завод", "Басқа зауыт", "", "")
    found = build.faults(handed_in(FIRM, renamed, ("third", *FIRM[1:])))
    assert found == [
        [],
        [("code", "code_twice_in_file")],
        [("name_ru", "organisation_named_so")],
    ]


@pytest.mark.parametrize(
    ("place", "text", "fault"),
    [
        (0, "наш завод", ("code", "code_malformed")),
        (0, "x" * 61, ("code", "code_malformed")),
        (1, "branch", ("kind", "choice_unknown")),
        (3, "", ("name_en", "cell_empty")),
        (3, "x" * 251, ("name_en", "words_too_long")),
        (6, "de", ("teaching_languages", "choice_unknown")),
    ],
)
def test_each_wrong_cell_is_named(place, text, fault):
    row = [*FIRM]
    row[place] = text
    assert build.faults(handed_in(row)) == [[fault]]


def test_in_a_demo_what_is_entered_is_marked_as_demo():
    from sheber.kernel import clock

    clock.install("demo", demo_now=build.NOW, seed=1, size="small")
    applied(FIRM)
    assert Organisation.objects.get(code="ural-works").demo
