"""Organisations, their other names, and names for synthetic people."""

import csv
import re
from collections import defaultdict

import pytest

from tests.seeds.read import SEEDS, codes, rows

ORGANISATION_KINDS = {
    "enterprise", "college", "university", "branch", "school", "academy",
    "regional_authority", "programme_office", "ministry",
}  # fmt: skip
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def test_founder_is_a_code_or_not_stated():
    assert {row["founder"] for row in rows("organisations")} <= codes("organisations") | {
        "not stated"
    }


def test_aliases_point_at_something_and_say_where_they_come_from():
    targets = {
        "organisation": codes("organisations"),
        "region": codes("regions"),
        "centre": codes("regions"),
    }
    seen = set()
    for row in rows("aliases"):
        assert row["target_code"] in targets[row["target_kind"]], row
        assert row["language"] in {"en", "ru", "kk"}
        key = (row["alias"], row["language"], row["target_kind"], row["target_code"])
        assert key not in seen
        seen.add(key)


def test_press_spellings_of_the_articles_are_aliases():
    found = {(row["alias"], row["target_code"]) for row in rows("aliases")}
    assert {
        ("Тарас", "KZ-31"),
        ("Кызыл-Орда", "KZ-43"),
        ("Усть-Каменогорск", "KZ-63"),
        ("Уральск", "KZ-27"),
        ("Академия народного хозяйства России и государственные службы", "ru-ranepa"),
        ("Алматинский технологический университет", "kz-almaty-unresolved"),
        ("Алма-Атинский национальный технический университет", "kz-almaty-unresolved"),
    } <= found


def test_organisations_are_real_and_of_known_kinds():
    for row in rows("organisations"):
        assert row["kind"] in ORGANISATION_KINDS
        assert row["real"] == "yes"
        assert row["status"] in {"operating", "planned", "unresolved"}
        assert row["region"].startswith(row["country"])
        assert not row["status_since"] or PARTIAL_DATE.fullmatch(row["status_since"])


def test_branches_stand_abroad_and_name_who_awards_and_who_pays():
    country = {row["code"]: row["country"] for row in rows("organisations")}
    branches = [row for row in rows("organisations") if row["kind"] == "branch"]
    for row in branches:
        assert country[row["parent"]] != row["country"]
        assert row["awarding"] == row["parent"]
        assert row["founder"]
        assert row["funder"]
    assert {row["country"] for row in branches} == {"KZ", "RU"}


def test_the_three_schools_are_planned_and_say_their_language():
    schools = [row for row in rows("organisations") if row["kind"] == "school"]
    assert {row["town_kk"] for row in schools} == {"Қызылорда", "Тараз", "Түркістан"}
    assert {(row["status"], row["languages"]) for row in schools} == {("planned", "ru")}


def test_the_university_in_almaty_stays_unresolved():
    found = [row["code"] for row in rows("organisations") if row["status"] == "unresolved"]
    assert found == ["kz-almaty-unresolved"]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_names_for_synthetic_people_cover_both_sexes(language):
    with (SEEDS / "names" / f"names_{language}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    counted = defaultdict(set)
    for row in found:
        assert row["name"]
        counted[row["kind"], row["sex"]].add(row["name"])
    for kind in ("family", "given"):
        for sex in ("female", "male"):
            assert len(counted[kind, sex]) > 100
