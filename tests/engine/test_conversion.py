"""Grades and credits by tables; the vector TV-7."""

from fractions import Fraction

import pytest

from sheber.engine.conversion import (
    CreditRate,
    Grade,
    GradeBand,
    GradeTable,
    NoConversion,
    band_of,
    convert_credits,
    convert_grade,
    gaps,
    gpa,
)

BANDS = tuple(
    GradeBand(*row)
    for row in (
        ("A", 400, 95, 100),
        ("A-", 367, 90, 94),
        ("B+", 333, 85, 89),
        ("B", 300, 80, 84),
        ("C", 200, 50, 79),
        ("F", 0, 0, 49),
    )
)
FIVE_TO_LETTERS = GradeTable(
    "pair 1", "five", "letters", {"5": "A-", "4": "B", "3": "C"}, ("home", "host")
)


def test_tv7_average_in_hundredths_rounded_half_up():
    found = gpa([("A", 5), ("B+", 3), ("C", 6)], BANDS)
    assert (found.numerator, found.credits, str(found)) == (4199, 14, "3.00")


def test_the_middle_goes_up():
    assert gpa([("A", 1), ("B+", 1)], BANDS).hundredths == 367
    assert str(gpa([("F", 1)], BANDS)) == "0.00"


@pytest.mark.parametrize("rows", [[("Z", 1)], [], [("A", 0)]])
def test_an_average_needs_known_letters_and_credits(rows):
    with pytest.raises(NoConversion):
        gpa(rows, BANDS)


@pytest.mark.parametrize(("percent", "letter"), [(100, "A"), (94, "A-"), (50, "C"), (0, "F")])
def test_a_percentage_has_one_band(percent, letter):
    assert band_of(percent, BANDS).letter == letter


def test_a_percentage_outside_the_table_is_refused():
    with pytest.raises(NoConversion):
        band_of(101, BANDS)


def test_gaps_and_overlaps_of_a_table_are_found():
    assert gaps(BANDS) == ()
    assert gaps(BANDS[1:]) == tuple(range(95, 101))
    assert gaps((*BANDS, GradeBand("A+", 430, 100, 100))) == (100,)


def test_a_converted_grade_keeps_the_original():
    found = convert_grade(Grade("five", "4"), FIVE_TO_LETTERS)
    assert (found.scale, found.value, found.table) == ("letters", "B", "pair 1")
    assert found.original == Grade("five", "4")


def test_there_and_back_is_refused():
    back = GradeTable("back", "letters", "five", {"B": "4"}, ("home", "host"))
    with pytest.raises(NoConversion) as refused:
        convert_grade(convert_grade(Grade("five", "4"), FIVE_TO_LETTERS), back)
    assert refused.value.code == "converted_before"


@pytest.mark.parametrize(
    ("grade", "approved", "code"),
    [
        (Grade("five", "4"), ("home",), "table_not_approved"),
        (Grade("five", "4"), ("home", "home"), "table_not_approved"),
        (Grade("letters", "B"), ("home", "host"), "other_scale"),
        (Grade("five", "passed"), ("home", "host"), "no_row"),
    ],
)
def test_what_a_table_does_not_say_is_not_converted(grade, approved, code):
    table = GradeTable("t", "five", "letters", FIVE_TO_LETTERS.rows, approved)
    with pytest.raises(NoConversion) as refused:
        convert_grade(grade, table)
    assert refused.value.code == code


RATES = (
    CreditRate("KZ_HE", "ECTS", Fraction(1), Fraction(1)),
    CreditRate("KZ_LEGACY", "ECTS", Fraction(3, 2), Fraction(9, 5)),
)


def test_credit_for_credit():
    found = convert_credits(Fraction(5), "KZ_HE", "ECTS", RATES)
    assert (found.exact, found.original, found.original_system) == (5, 5, "KZ_HE")


def test_a_rate_that_is_a_range_gives_a_range():
    found = convert_credits(Fraction(3), "KZ_LEGACY", "ECTS", RATES)
    assert (found.least, found.most, found.exact) == (Fraction(9, 2), Fraction(27, 5), None)


def test_the_same_system_needs_no_rate():
    assert convert_credits(Fraction(144), "hours", "hours", ()).exact == 144


@pytest.mark.parametrize("rates", [(), RATES * 2])
def test_no_rate_or_two_rates_convert_nothing(rates):
    with pytest.raises(NoConversion):
        convert_credits(Fraction(3), "KZ_LEGACY", "ECTS", rates)


def test_rates_are_not_turned_round():
    with pytest.raises(NoConversion):
        convert_credits(Fraction(3), "ECTS", "KZ_HE", RATES)
