import pytest
from django.utils import translation

from sheber.kernel.trilingual import KAZAKH, sort_key


def test_kazakh_letters_stand_where_the_kazakh_alphabet_has_them():
    with translation.override("kk"):
        assert sorted(
            ["Қызылорда", "Көкшетау", "Ақтау", "Әулиекөл", "Өскемен", "Орал"], key=sort_key
        ) == [
            "Ақтау",
            "Әулиекөл",
            "Көкшетау",
            "Қызылорда",
            "Орал",
            "Өскемен",
        ]


def test_russian_yo_sorts_with_ye():
    with translation.override("ru"):
        assert sorted(["Жуковка", "Ёлкино", "Ершов"], key=sort_key) == [
            "Ёлкино",
            "Ершов",
            "Жуковка",
        ]


def test_the_kazakh_alphabet_is_whole():
    assert len(KAZAKH) == len(set(KAZAKH)) == 42


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_latin_stands_before_cyrillic(language):
    with translation.override(language):
        assert sorted(["Щучинск", "Zavod"], key=sort_key)[0] == "Zavod"
