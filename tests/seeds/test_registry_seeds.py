"""Every seed table: codes, marks, references, three names."""

import re
from datetime import date

import pytest

from tests.seeds.read import CERTAINTIES, CODED, TABLES, codes, listed, names_in, rows

KK_STATUSES = {"act", "standard", "draft"}

# Words that both languages write alike; anything else that is equal was forgotten.
ALIKE_IN_KK_AND_RU = {
    "Энергетика", "Биология", "Биохимия", "Химия", "Физика", "Математика", "Статистика",
    "Металлургия", "Бакалавриат", "Магистратура", "Докторантура",
}  # fmt: skip
ALIKE_TOWNS_OF_KZ = {
    "Семей", "Атырау", "Орал", "Тараз", "Павлодар", "Петропавл", "Астана", "Алматы", "Шымкент",
}  # fmt: skip


@pytest.mark.parametrize("table", CODED)
def test_codes_are_unique_and_sorted(table):
    found = [row["code"] for row in rows(table)]
    assert found
    assert found == sorted(set(found))


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_trimmed_and_rows_are_whole(table):
    for row in rows(table):
        assert None not in row
        for column, cell in row.items():
            assert cell is not None, (column, row)
            assert cell == cell.strip()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_its_source_day_and_certainty(table):
    for row in rows(table):
        assert row["source"]
        date.fromisoformat(row.get("as_of") or row["source_date"])
        assert row["certainty"] in CERTAINTIES


@pytest.mark.parametrize("table", sorted(set(CODED)))
def test_three_names_are_there(table):
    found = list(names_in(table))
    assert found
    for row, stem in found:
        for language in ("en", "ru", "kk"):
            assert row[f"{stem}_{language}"], (row["code"], stem, language)


@pytest.mark.parametrize("table", CODED)
def test_kazakh_status_is_known(table):
    for row, stem in names_in(table):
        column = "kk_status" if stem in {"name", "title", "town"} else f"{stem}_kk_status"
        assert row[column] in KK_STATUSES, row["code"]


@pytest.mark.parametrize("table", CODED)
def test_kazakh_differs_from_russian_except_listed_words(table):
    for row, stem in names_in(table):
        kk, ru = row[f"{stem}_kk"], row[f"{stem}_ru"]
        if kk == ru and stem in {"name", "title", "official"}:
            assert kk in ALIKE_IN_KK_AND_RU, row["code"]
        if kk == ru and stem == "centre" and row["country"] == "KZ":
            assert kk in ALIKE_TOWNS_OF_KZ, row["code"]


@pytest.mark.parametrize("table", CODED)
def test_no_latin_look_alike_hides_in_a_cyrillic_word(table):
    mixed = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z]|[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
    for row, stem in names_in(table):
        assert not mixed.search(row[f"{stem}_kk"]), row["code"]
        assert not mixed.search(row[f"{stem}_ru"]), row["code"]


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("regions", "country", "countries"),
        ("region_groups", "country", "countries"),
        ("region_group_members", "group", "region_groups"),
        ("region_group_members", "region", "regions"),
        ("occupations", "sectors", "sectors"),
        ("fields", "parent", "fields"),
        ("levels", "country", "countries"),
        ("national_codes", "country", "countries"),
        ("national_codes", "sectors", "sectors"),
        ("national_codes", "occupations", "occupations"),
        ("national_codes", "level", "levels"),
        ("national_codes", "predecessor", "national_codes"),
        ("organisations", "country", "countries"),
        ("organisations", "region", "regions"),
        ("organisations", "parent", "organisations"),
        ("organisations", "awarding", "organisations"),
    ],
)
def test_references_resolve(table, column, target):
    known = codes(target)
    used = [code for row in rows(table) for code in listed(row[column])]
    assert used
    assert set(used) <= known
