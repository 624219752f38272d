"""Numbers after an option: read, or refused in a sentence."""

import argparse

import pytest

from sheber.cli import numbers


def test_numbers_are_read():
    assert numbers.whole(1)("20") == 20
    assert numbers.whole(0)("0") == 0
    assert numbers.gap("0.01") == 0.01
    assert numbers.seconds("1.5") == 1.5


@pytest.mark.parametrize("text", ["0", "-1", "²", "1.5", "", "many", "2147483648", "9" * 5000])
def test_what_is_no_whole_number_or_too_large_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="of at least 1 is needed"):
        numbers.whole(1)(text)


@pytest.mark.parametrize("text", ["-0.1", "1", "nan", "near"])
def test_what_is_no_gap_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match=r"gap|0\.01"):
        numbers.gap(text)
