"""The rule packs: every value has a kind, a source and a mark; tables cover what they must."""

import tomllib
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

RULES = Path(__file__).resolve().parents[2] / "seeds" / "rules"
PACKS = ("RU-2025", "RU-2026", "KZ-2025")
LANGUAGES = ("en", "ru", "kk")
CERTAINTIES = {
    "published", "memory_high", "memory_medium", "memory_low", "inferred", "needs_lawyer",
}  # fmt: skip
VALUE_TYPES = {
    "integer": int, "share": dict, "money": dict, "date_of_year": dict, "list": list,
    "table": list, "text_code": str, "boolean": bool,
}  # fmt: skip
ROUNDINGS = {"ceil", "none", "unknown"}
COUNTRY_CODES = {"BY", "KG", "KZ", "TJ"}
# Words that Kazakh and Russian write alike; anything else that is equal was forgotten.
ALIKE_IN_KK_AND_RU = {"колледж", "минут"}
# Questions that only an office or a lawyer can answer.
OPEN_QUESTIONS = {
    "RU-2026": {
        "target_seat.open_to.KZ", "special_quota.open_to.KZ", "obligation.discharge_abroad.KZ",
        "obligation.penalty.proportional_reduction", "obligation.penalty.dropout_formula",
        "admission.quota.rounding", "cluster.employer_share.minimum", "practice.share.minimum",
        "target_quota.college.minimum_share", "data.localisation.treaty_exception",
        "grades.conversion.official_table", "accord.partner.orenburg_samara",
    },
    "KZ-2025": {
        "target_seat.open_to.RU", "obligation.discharge_abroad.RU",
        "obligation.discharge_abroad.bolashak", "obligation.discharge_abroad.serpin",
        "obligation.bolashak.mixed_places", "obligation.enterprise_order.term",
        "obligation.enterprise_order.penalty", "admission.quota.rounding",
        "practice.share.minimum", "accord.partner.almaty_university",
    },
}  # fmt: skip


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))


def rules_of(pack: str) -> list[dict[str, Any]]:
    return read(pack)["rule"]


def rule_of(pack: str, code: str) -> dict[str, Any]:
    return next(rule for rule in rules_of(pack) if rule["code"] == code)


def share_of(pack: str, code: str) -> Fraction:
    value = rule_of(pack, code)["value"]
    return Fraction(value["numerator"], value["denominator"])


def codes_used_as_values(rule: dict[str, Any]) -> set[str]:
    value = rule.get("value")
    if rule["kind"] == "text_code":
        return {value}
    if rule["kind"] == "list":
        return {item for item in value if isinstance(item, str)} - COUNTRY_CODES
    if rule["kind"] == "table":
        return {row["code"] for row in value if "code" in row}
    return set()


def roundings_in(rule: dict[str, Any]) -> list[dict[str, Any]]:
    value = rule.get("value")
    values = value if rule["kind"] == "table" else [value] if rule["kind"] == "share" else []
    return [one for one in values if "rounding" in one]


def labelled(group: str) -> set[str]:
    return {row["code"] for row in read("labels")[group]}


def opening_seats(pack: str, admission_number: int, target: int, offers: int) -> dict[str, int]:
    """Seats of each pool before the competition, after target seats without offers moved."""
    special = ceil(admission_number * share_of(pack, "admission.quota.special.minimum_share"))
    separate = ceil(admission_number * share_of(pack, "admission.quota.separate.minimum_share"))
    pools = {
        "target": offers,
        "special": special,
        "separate": separate,
        "main": admission_number - special - separate - target,
    }
    reserve = next(
        row
        for row in rule_of(pack, "admission.reserve")["value"]
        if row["level"] == "bachelor_and_specialist"
    )
    pools[reserve["to"]] += target - offers
    return pools


@pytest.mark.parametrize("pack", PACKS)
def test_header_names_country_and_half_open_interval(pack):
    head = read(pack)
    assert head["code"] == pack
    assert pack.startswith(head["country"] + "-")
    assert isinstance(head["valid_from"], date)
    assert head["valid_from"] < head["valid_to"]
    assert all(head[f"note_{language}"] for language in LANGUAGES)


def test_packs_of_one_country_follow_each_other_without_gap():
    assert read("RU-2025")["valid_to"] == read("RU-2026")["valid_from"]


@pytest.mark.parametrize("pack", PACKS)
def test_codes_stand_once_in_a_pack(pack):
    codes = [rule["code"] for rule in rules_of(pack)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_has_source_and_certainty(pack):
    for rule in rules_of(pack):
        assert rule["source"].strip(), rule["code"]
        assert len(rule["source"]) <= 400, rule["code"]
        assert rule["certainty"] in CERTAINTIES, rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_rows_carry_only_known_marks(pack):
    for rule in rules_of(pack):
        rows = rule["value"] if rule["kind"] == "table" else []
        marks = {row["certainty"] for row in rows if "certainty" in row}
        assert marks <= CERTAINTIES, rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_value_fits_its_kind(pack):
    for rule in rules_of(pack):
        if rule["kind"] != "unknown":
            assert type(rule["value"]) is VALUE_TYPES[rule["kind"]], rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_unknown_rules_ask_a_known_office_and_hold_no_value(pack):
    offices = labelled("office")
    unknown = [rule for rule in rules_of(pack) if rule["kind"] == "unknown"]
    assert unknown
    for rule in unknown:
        assert "value" not in rule, rule["code"]
        assert rule["asked_of"] in offices, rule["code"]
        questions = [rule[f"question_{language}"] for language in LANGUAGES]
        assert all(question.endswith("?") for question in questions), rule["code"]
        assert len(set(questions)) == 3, rule["code"]


@pytest.mark.parametrize("pack", sorted(OPEN_QUESTIONS))
def test_open_questions_stay_open(pack):
    unknown = {rule["code"] for rule in rules_of(pack) if rule["kind"] == "unknown"}
    assert unknown >= OPEN_QUESTIONS[pack]


@pytest.mark.parametrize("pack", PACKS)
def test_shares_are_fractions_with_a_marked_rounding(pack):
    for rule in rules_of(pack):
        if rule["kind"] == "share":
            assert 0 < share_of(pack, rule["code"]) <= 1, rule["code"]
            assert rule["value"]["rounding"] in ROUNDINGS, rule["code"]
            assert rule["value"]["rounding_certainty"] in CERTAINTIES, rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_unknown_rounding_points_to_an_open_question(pack):
    for rule in rules_of(pack):
        for value in roundings_in(rule):
            if value["rounding"] == "unknown":
                asked = rule_of(pack, value["rounding_asked_in"])
                assert asked["kind"] == "unknown", rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_dates_of_the_year_exist_and_name_a_zone(pack):
    for rule in rules_of(pack):
        if rule["kind"] == "date_of_year":
            value = rule["value"]
            assert date(2026, value["month"], value["day"]), rule["code"]
            assert ZoneInfo(value["time_zone"]), rule["code"]
            assert value["time_zone_certainty"] in CERTAINTIES, rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_money_is_whole_minor_units_with_a_currency(pack):
    for rule in rules_of(pack):
        if rule["kind"] == "money":
            assert type(rule["value"]["minor"]) is int, rule["code"]
            assert rule["value"]["currency"] in {"RUB", "KZT"}, rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_words_stand_in_three_languages_or_in_none(pack):
    for rule in rules_of(pack):
        for field in ("note", "question"):
            present = [f"{field}_{language}" in rule for language in LANGUAGES]
            assert all(present) or not any(present), rule["code"]
            if all(present):
                assert rule["kk_status"] == "draft", rule["code"]
                assert rule[f"{field}_kk"] != rule[f"{field}_ru"], rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_every_code_value_and_unit_has_a_label(pack):
    rules = rules_of(pack)
    assert {rule["code"] for rule in rules} <= labelled("label")
    assert {rule["unit"] for rule in rules if "unit" in rule} <= labelled("unit")
    assert set().union(*map(codes_used_as_values, rules)) <= labelled("value")


def test_no_label_is_left_over():
    codes = {rule["code"] for pack in PACKS for rule in rules_of(pack)}
    assert labelled("label") == codes


@pytest.mark.parametrize("group", ["label", "value", "unit", "office"])
def test_labels_are_filled_and_kazakh_differs_from_russian(group):
    for row in read("labels")[group]:
        assert all(row[language].strip() for language in LANGUAGES), row["code"]
        assert row["kk_status"] in {"act", "standard", "draft"}, row["code"]
        assert row["kk"] != row["ru"] or row["kk"] in ALIKE_IN_KK_AND_RU, row["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_spill_runs_forward_through_known_pools(pack):
    if rule_of(pack, "admission.spill")["kind"] == "unknown":
        assert pack == "KZ-2025"
        return
    pools = rule_of(pack, "admission.pools")["value"]
    for row in rule_of(pack, "admission.spill")["value"]:
        assert pools.index(row["from"]) < pools.index(row["to"])


def test_unfilled_target_seats_go_elsewhere_since_2026():
    def target_goes_to(pack: str) -> list[str]:
        rows = rule_of(pack, "admission.spill")["value"]
        return [row["to"] for row in rows if row["from"] == "target"]

    assert target_goes_to("RU-2025") == ["main"]
    assert target_goes_to("RU-2026") == ["separate"]


def test_seats_before_the_competition_of_2026():
    expected = {"target": 4, "special": 3, "separate": 4, "main": 14}
    assert opening_seats("RU-2026", admission_number=25, target=5, offers=4) == expected


def test_seats_before_the_competition_of_2025():
    expected = {"target": 4, "special": 3, "separate": 3, "main": 15}
    assert opening_seats("RU-2025", admission_number=25, target=5, offers=4) == expected


def test_rural_groups_divide_twenty_grants_into_thirteen_and_seven():
    open_share = share_of("KZ-2025", "admission.quota.rural.open_share")
    rural_share = share_of("KZ-2025", "admission.quota.rural.rural_share")
    assert (20 * open_share, 20 * rural_share) == (13, 7)


def test_quotas_of_kazakhstan_are_nine_and_sum_to_535_in_a_thousand():
    rows = rule_of("KZ-2025", "admission.quota.shares")["value"]
    assert len({row["code"] for row in rows}) == 9
    assert sum(Fraction(row["numerator"], row["denominator"]) for row in rows) == Fraction(
        535, 1000
    )


def test_kazakhstan_grades_cover_0_to_100_once():
    rows = rule_of("KZ-2025", "grades.table")["value"]
    covered = [
        percent
        for row in rows
        for percent in range(row["percent_minimum"], row["percent_maximum"] + 1)
    ]
    assert len(rows) == 12
    assert sorted(covered) == list(range(101))


def test_kazakhstan_points_fall_with_the_grade():
    rows = rule_of("KZ-2025", "grades.table")["value"]
    points = [row["points_hundredths"] for row in rows]
    assert points == sorted(points, reverse=True)
    assert (points[0], points[-1]) == (400, 0)


@pytest.mark.parametrize("pack", ["RU-2025", "RU-2026"])
def test_proposed_conversion_quotes_rows_of_the_kazakhstan_table(pack):
    table = {row["letter"]: row for row in rule_of("KZ-2025", "grades.table")["value"]}
    conversion = rule_of(pack, "grades.conversion.to_KZ")
    assert conversion["certainty"] == "inferred"
    for row in conversion["value"]:
        if "letter" in row:
            original = table[row["letter"]]
            for field in ("points_hundredths", "percent_minimum", "percent_maximum"):
                assert row[field] == original[field], row["grade"]


def test_every_kazakhstan_letter_has_a_russian_and_an_ects_grade():
    letters = [row["letter"] for row in rule_of("KZ-2025", "grades.table")["value"]]
    to_russian = [row["letter"] for row in rule_of("KZ-2025", "grades.conversion.to_RU")["value"]]
    to_ects = [
        letter for row in rule_of("KZ-2025", "grades.ects")["value"] for letter in row["letters"]
    ]
    assert to_russian == letters
    assert sorted(to_ects) == sorted(letters)


@pytest.mark.parametrize("pack", PACKS)
def test_rules_for_young_people_need_a_lawyer(pack):
    for rule in rules_of(pack):
        if rule["code"].startswith("minors."):
            assert rule["certainty"] == "needs_lawyer", rule["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_working_hours_cover_ages_15_to_17_without_overlap(pack):
    rows = rule_of(pack, "minors.daily_hours")["value"]
    for situation in {row["code"] for row in rows}:
        ages = [
            age
            for row in rows
            if row["code"] == situation
            for age in range(row["age_from"], row["age_before"])
        ]
        assert sorted(ages) == [15, 16, 17], situation


def test_stay_counters_differ_in_their_window():
    (russia,) = rule_of("RU-2026", "stay.counter")["value"]
    (kazakhstan,) = rule_of("KZ-2025", "stay.counter")["value"]
    assert (russia["days"], russia["window"]) == (90, "calendar_year")
    assert (kazakhstan["days"], kazakhstan["window"]) == (90, "rolling")
    assert kazakhstan["window_days"] == 180


@pytest.mark.parametrize("pack", ["RU-2025", "RU-2026"])
def test_a_year_of_admission_has_one_general_regime(pack):
    general = [r for r in rule_of(pack, "obligation.regimes")["value"] if "field" not in r]
    for year in range(2019, 2027):
        found = [r for r in general if r["admitted_from"] <= year < r.get("admitted_before", 9999)]
        assert len(found) == 1, year


@pytest.mark.parametrize("pack", PACKS)
def test_regimes_name_their_basis_in_words_and_rules_that_the_pack_has(pack):
    codes = {rule["code"] for rule in rules_of(pack)}
    for row in rule_of(pack, "obligation.regimes")["value"]:
        assert {row["basis"], row["created_by"], row["code"]} <= labelled("value"), row["code"]
        assert {*row.get("needs", ()), *row.get("needs_abroad", ())} <= codes, row["code"]


@pytest.mark.parametrize("pack", PACKS)
def test_regimes_are_open_to_levels_of_the_registry(pack):
    text = (RULES.parent / "registry" / "levels.csv").read_text(encoding="utf-8")
    levels = {line.split(",")[0] for line in text.splitlines()[1:]}
    for row in rule_of(pack, "obligation.regimes")["value"]:
        for programmes in row.get("open_to", ()):
            assert set(programmes.get("levels", ())) <= levels, row["code"]


def test_rules_of_medicine_hold_for_target_students_and_for_state_funded_residency():
    row = next(r for r in rule_of("RU-2026", "obligation.regimes")["value"] if "field" in r)
    assert row["code"] == "RU-MED-2026"
    assert row["applies_to"] == ["medical_target_students", "state_funded_residency"]
    assert set(row["applies_to"]) <= labelled("value")


def test_the_rules_of_october_2025_are_not_in_force_before():
    since = date(2025, 10, 20)
    assert rule_of("KZ-2025", "obligation.rural_quota.employer_ownership")["in_force_from"] == since
    rows = rule_of("KZ-2025", "obligation.regimes")["value"]
    terms = rule_of("KZ-2025", "obligation.terms")["value"]
    dated = [row for row in (*rows, *terms) if row.get("regime", row["code"]) == "KZ-SERPIN"]
    assert [row["in_force_from"] for row in dated] == [since, since]


def test_regional_grants_of_2023_sum_to_five_thousand():
    rows = rule_of("KZ-2025", "admission.regional_grants_2023")["value"]
    assert sum(row["grants"] for row in rows) == 5000
