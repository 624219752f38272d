"""Regions, their outlines, and the dated groups they stand in."""

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.seeds.read import TABLES, codes, interval, outlines, rows


def test_there_are_103_regions_of_two_countries():
    by_country = defaultdict(set)
    for row in rows("regions"):
        assert row["country"] == row["code"][:2]
        by_country[row["country"]].add(row["code"])
    assert {country: len(found) for country, found in by_country.items()} == {"KZ": 20, "RU": 83}
    assert set(by_country) == codes("countries")


def test_no_disputed_territory_is_a_value():
    """ISO 3166-2 writes these under another state, or there is no such code at all."""
    disputed = {"RU-CR", "RU-SEV", "RU-DON", "RU-LUG", "RU-DNR", "RU-LNR", "RU-ZAP", "RU-KHE"}
    assert not disputed & codes("regions")
    words = ("крым", "севастополь", "донецк", "луганск", "запорож", "херсон", "курил")
    for table in TABLES:
        for row in rows(table):
            text = " ".join(value for key, value in row.items() if key.endswith("_ru")).lower()
            assert not any(word in text for word in words), row


def test_no_outline_enters_disputed_land():
    for code, vertices in outlines().items():
        for longitude, latitude in vertices:
            crimea = 32.4 < longitude < 36.5 and 44.3 < latitude < 46.0
            southern_kurils = 145.3 < longitude < 149.0 and 43.3 < latitude < 45.6
            assert not crimea, (code, longitude, latitude)
            assert not southern_kurils, (code, longitude, latitude)


def test_outlines_and_regions_name_each_other():
    assert set(outlines()) == codes("regions")


def test_label_points_and_centres_lie_near_their_outline():
    found = outlines()
    for row in rows("regions"):
        longitudes = [x for x, _ in found[row["code"]]]
        latitudes = [y for _, y in found[row["code"]]]
        for point in ("label", "centre"):
            x, y = float(row[f"{point}_lon"]), float(row[f"{point}_lat"])
            assert min(longitudes) - 0.4 <= x <= max(longitudes) + 0.4, row["code"]
            assert min(latitudes) - 0.4 <= y <= max(latitudes) + 0.4, row["code"]


def test_time_zones_exist():
    for row in rows("regions"):
        assert ZoneInfo(row["timezone"]).key == row["timezone"]
    for row in rows("countries"):
        assert ZoneInfo(row["timezone_default"]).key == row["timezone_default"]


def test_towns_of_kazakhstan_carry_current_names():
    former = {row["alias"] for row in rows("aliases") if row["target_kind"] == "centre"}
    used = {row["centre_ru"]: row["code"] for row in rows("regions") if row["country"] == "KZ"}
    towns = {row["town_ru"] for row in rows("organisations") if row["country"] == "KZ"}
    assert not former & (set(used) | towns)
    kazakh = {row["centre_kk"] for row in rows("regions") if row["country"] == "KZ"}
    assert {"Тараз", "Қызылорда", "Өскемен", "Орал", "Түркістан", "Қонаев"} <= kazakh


def test_english_region_names_have_no_stray_words():
    for row in rows("regions"):
        assert not re.search(r"Province|City|Okrug Okrug|Region Region", row["name_en"])
    assert len({row["name_en"] for row in rows("regions")}) == 103


def test_memberships_are_half_open_and_do_not_overlap():
    """Within a group always; and a region of Russia is in one federal district at a time."""
    kinds = {row["code"]: row["kind"] for row in rows("region_groups")}
    kept = defaultdict(list)
    for row in rows("region_group_members"):
        start, end = interval(row)
        assert start < end, row
        kind = kinds[row["group"]]
        kept[row["region"], row["group"] if kind == "border" else kind].append((start, end))
    for key, intervals in kept.items():
        ordered = sorted(intervals)
        for earlier, later in pairwise(ordered):
            assert earlier[1] <= later[0], key


@pytest.mark.parametrize(
    ("group_kind", "country"), [("federal_district", "RU"), ("macro_region", "KZ")]
)
def test_today_every_region_is_in_one_group_of_its_kind(group_kind, country):
    kinds = {row["code"]: row["kind"] for row in rows("region_groups")}
    today = date(2026, 11, 23)
    found = []
    for row in rows("region_group_members"):
        start, end = interval(row)
        if kinds[row["group"]] == group_kind and start <= today < end:
            found.append(row["region"])
    expected = [row["code"] for row in rows("regions") if row["country"] == country]
    assert sorted(found) == sorted(expected)


def test_buryatia_changed_its_district_in_2018():
    found = [row for row in rows("region_group_members") if row["region"] == "RU-BU"]
    assert [(row["group"], row["valid_from"], row["valid_to"]) for row in found] == [
        ("RU-FD-FAR-EASTERN", "2018-11-03", ""),
        ("RU-FD-SIBERIAN", "2000-05-13", "2018-11-03"),
    ]


@pytest.mark.parametrize(("group", "other"), [("RU-BORDER-KZ", "KZ"), ("KZ-BORDER-RU", "RU")])
def test_border_groups_agree_with_the_outlines(group, other):
    found = outlines()
    across = set().union(*(v for code, v in found.items() if code.startswith(other)))
    touching = {c for c, v in found.items() if not c.startswith(other) and v & across}
    members = {row["region"] for row in rows("region_group_members") if row["group"] == group}
    assert members == touching
