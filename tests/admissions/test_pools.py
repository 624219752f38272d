"""Pools from the rules of a year; TV-1 to TV-3 are worked examples of the domain."""

import pytest

from sheber.admissions.engine_io import PoolDraft, PoolRules, pools_for, rules_from
from tests.admissions.build import SPILL_2026, refused

SHARES = {"special": (1, 10), "separate": (1, 10)}
RULES_2026 = PoolRules(
    shares=SHARES,
    spill={row["from"]: row["to"] for row in SPILL_2026},
    reserve_to="separate",
)
RULES_2025 = PoolRules(
    shares=SHARES,
    spill={"target": "main", "special": "separate", "separate": "main"},
    reserve_to="main",
)
EXAMPLE = {"seats": 25, "offers": [(1, 3), (2, 1)], "target_quota": 5}


def shape(drafts: list[PoolDraft]) -> list[tuple[str, int, str]]:
    """(kind, capacity, kind it spills to) of each pool."""
    return [
        (one.kind, one.capacity, drafts[one.spill_to].kind if one.spill_to is not None else "")
        for one in drafts
    ]


def test_tv1_rules_of_2026_move_the_uncovered_target_seat_to_the_separate_quota():
    assert shape(pools_for(RULES_2026, **EXAMPLE)) == [
        ("target", 3, "separate"),
        ("target", 1, "separate"),
        ("special", 3, "separate"),
        ("separate", 4, "main"),
        ("main", 14, ""),
    ]


def test_tv2_rules_of_2025_move_it_and_unfilled_target_seats_to_the_main_competition():
    assert shape(pools_for(RULES_2025, **EXAMPLE)) == [
        ("target", 3, "main"),
        ("target", 1, "main"),
        ("special", 3, "separate"),
        ("separate", 3, "main"),
        ("main", 15, ""),
    ]


def test_tv3_a_rural_quota_takes_thirty_five_of_a_hundred_grants_and_spills_nowhere():
    rules = PoolRules(shares={"rural": (35, 100)}, open_kind="grant")
    assert shape(pools_for(rules, seats=20)) == [("rural", 7, ""), ("grant", 13, "")]


def test_seats_flow_past_a_pool_that_the_offering_does_not_have():
    drafts = pools_for(RULES_2026, seats=10, offers=[(1, 2)], quotas=())
    assert shape(drafts) == [("target", 2, "main"), ("main", 8, "")]


def test_paid_seats_come_on_top():
    drafts = pools_for(RULES_2026, seats=10, quotas=(), paid=5)
    assert shape(drafts) == [("main", 10, ""), ("paid", 5, "")]


def test_no_seat_is_lost_or_made_up():
    for seats in range(5, 60):
        drafts = pools_for(RULES_2026, seats=seats, offers=[(1, 1)], target_quota=2)
        assert sum(one.capacity for one in drafts) == seats


def test_quotas_that_exceed_the_seats_are_refused():
    with refused("quotas_exceed_seats"):
        pools_for(RULES_2026, seats=4, offers=[(1, 4)])


def test_a_spill_that_runs_backwards_is_refused():
    rules = PoolRules(shares=SHARES, spill={"separate": "special"})
    with refused("spill_runs_backwards"):
        pools_for(rules, seats=10)


@pytest.mark.parametrize(("level", "reserve"), [("bachelor", "separate"), ("master", "main")])
def test_the_values_of_a_pack_become_rules(level, reserve):
    values = {
        "admission.quota.special.minimum_share": {"numerator": 1, "denominator": 10},
        "admission.quota.separate.minimum_share": {"numerator": 1, "denominator": 10},
        "admission.spill": SPILL_2026,
        "admission.reserve": [
            {"code": "offers_below_target_quota", "level": "bachelor", "to": "separate"},
            {"code": "offers_below_target_quota", "level": "master", "to": "main"},
        ],
        "admission.pools": ["no_exam", "target", "special", "separate", "main", "paid"],
    }
    expected = PoolRules(shares=SHARES, spill=RULES_2026.spill, reserve_to=reserve)
    assert rules_from(values, level) == expected


def test_what_a_pack_does_not_say_is_left_out():
    values = {
        "admission.quota.rural.rural_share": {"numerator": 35, "denominator": 100},
        "admission.pools": ["quota_lists", "open_competition"],
    }
    expected = PoolRules(shares={"rural": (35, 100)}, open_kind="grant")
    assert rules_from(values, "bachelor") == expected
