"""A change file is read against its market, every wrong word of it is named, and the difference
is written in names."""

import pytest

from sheber.doors.clearing.change import change_market, read_change
from sheber.doors.clearing.difference import (
    difference,
    difference_document,
    labels_of,
    read_groups,
    without_who,
)
from sheber.doors.clearing.difference_words import MOVES, difference_text
from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.odds import odds_document
from sheber.doors.faults import sentence
from sheber.engine.clearing.what_if import Move
from sheber.engine.errors import InvalidMarket
from tests.doors.build import example, text


def market():
    """The example with a region over G, and its lottery."""
    document = example()
    document["funds"] = []
    document["regions"] = [{"id": "R", "cap": 3, "order": ["G"]}]
    document["offerings"][0] |= {"region": "R", "target": 1}
    return read_market(text(document))


def change(**parts):
    return text({"format": "sheber.change/1", **parts})


def faults(file, given):
    """What is said of a wrong change."""
    with pytest.raises(InvalidMarket) as refusal:
        change_market(file, read_change(given, file))
    return [sentence(fault) for fault in refusal.value.faults]


def told(file, groups=None, **parts):
    found = difference(file, read_change(change(**parts), file))
    return difference_document(found, labels_of(file, groups))


@pytest.fixture
def file():
    return read_market(text(example()))


def test_every_part_of_a_change_is_read(file):
    regional = market()
    parts = {"regions": {"R": 2}, "targets": {"G": 2}, "capacities": {"G/main": 4}}
    new = change_market(regional, read_change(change(**parts), regional)).market
    assert (new.region_cap.tolist(), new.offering_target.tolist()) == ([2], [2, 0])
    assert new.pool_capacity.tolist() == [2, 4, 1]
    parts = {"funds": {"B071": 0}, "spill": {"G/target-E1": None}, "lottery": {"seed": "ff"}}
    new = change_market(file, read_change(change(**parts), file))
    assert (new.market.fund_cap.tolist(), new.market.pool_spill.tolist()) == ([0], [-1, -1, -1])
    assert new.ranking.lottery.tolist() != file.ranking.lottery.tolist()


@pytest.mark.parametrize(
    ("lists", "stay"),
    [
        ({"longest": 1}, ["A1:U1", "A2:U1", "A3:G"]),
        ({"offerings": 1}, ["A1:U1", "A2:U1", "A3:G"]),
        ({"organisations": 1}, ["A1:U1", "A1:G:target", "A1:G:state", "A2:U1", "A3:G"]),
        ({"terms": {"target": 0}}, ["A1:U1", "A1:G:state", "A2:U1", "A3:G"]),
    ],
)
def test_lists_are_cut_from_below(file, lists, stay):
    given = change(lists=lists, organisation_of={"G": "one", "U1": "one"})
    new = change_market(file, read_change(given, file))
    kept = file.market.claim_contract[new.claim]
    assert list(dict.fromkeys(file.names.contracts[one] for one in kept)) == stay


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"capacities": {"G/x": 1}}, "capacities.G/x: The pool “G/x” is not in the market"),
        ({"capacities": {"G/main": -1}}, "capacities.G/main: Here stands -1"),
        ({"capacities": [1]}, "capacities: Here stands a list"),
        ({"spill": {"G/main": "G/x"}}, "spill.G/main: The pool “G/x”"),
        ({"spill": {"G/main": "G/target-E1"}}, "spill.G/main: “G/main” spills to “G/target-E1”"),
        ({"spill": {"U1/grant": "G/main"}}, "spill.U1/grant: “U1/grant” spills to “G/main” of"),
        ({"funds": {"B": 1}}, "funds.B: The fund “B”"),
        ({"targets": {"G": 1}}, "targets.G: A target is a share of a region's cap"),
        ({"lottery": {"seed": "0"}}, "lottery.seed: The seed has 1 hexadecimal digits"),
        ({"lists": {"long": 1}}, "lists.long: The field “long” is not known here"),
        ({"lists": {"longest": 1.5}}, "lists.longest: Here stands 1.5"),
        ({"lists": {"organisations": 1}}, "organisation_of: Lists are limited by organisations"),
        ({"seats": {}}, "seats: The field “seats” is not known here"),
        ({"format": "sheber.market/1"}, "format: The format is “sheber.market/1”"),
    ],
)
def test_what_is_wrong_in_a_change_is_told_at_its_place(file, parts, said):
    assert any(said in one for one in faults(file, change(**parts)))


def test_targets_above_a_lower_cap_are_told_at_the_cap():
    assert "regions.R: Targets in “R” sum to 1" in faults(market(), change(regions={"R": 0}))[0]


def test_a_tie_that_a_shorter_list_leaves_undecided_is_told_by_contract():
    """A2 stands below A1 by the tie-break of a second contract, which the limit cuts off."""
    contract = [("A1", "A1:1", [2]), ("A2", "A2:1", []), ("A2", "A2:2", [1])]
    rows = {"A1": [], "A2": []}
    for who, name, ties in contract:
        claim = {"pool": "G/main", "score": 5, "ties": ties}
        rows[who].append({"id": name, "claims": [claim]})
    document = {
        "format": "sheber.market/1",
        "offerings": [{"id": "G", "pools": [{"id": "G/main", "capacity": 1}]}],
        "applicants": [{"id": who, "contracts": contracts} for who, contracts in rows.items()],
    }
    [said] = faults(read_market(text(document)), change(lists={"longest": 1}))
    assert said.startswith("lists: “A2:1” and “A1:1” have equal scores")


def test_a_difference_counts_who_moves_and_names_them_apart(file):
    groups = read_groups(text({"format": "sheber.groups/1", "groups": {"A3": "KZ"}}), file)
    found = told(file, groups, capacities={"G/main": 0}, spill={"G/target-E1": None})
    assert found["held"] == {"before": 3, "after": 2}
    assert (found["moves"]["lost"], found["moves"]["same"]) == (1, 2)
    [row] = found["by"]["group"]
    assert (row["id"], row["applicants"], row["held"]) == ("KZ", 1, {"before": 1, "after": 0})
    assert row["moves"]["lost"] == 1
    assert [one["id"] for one in found["pools"]] == ["G/main"]
    seat = {"contract": "A3:G", "terms": "state", "pool": "G/main"}
    assert found["who"] == [{"applicant": "A3", "move": "lost", "before": seat, "after": None}]
    assert "A3" not in str(without_who(found))


def test_seats_and_holders_are_counted_by_offering_fund_region_and_terms():
    found = told(market(), capacities={"G/main": 3})
    assert found["by"]["offering"][0]["seats"] == {"before": 3, "after": 5}
    assert found["by"]["region"] == [
        {"id": "R", "seats": {"before": 3, "after": 5}, "held": {"before": 2, "after": 2}}
    ]
    assert [row["id"] for row in found["by"]["terms"]] == ["grant", "state", "target"]
    assert sum(row["held"]["before"] for row in found["by"]["terms"]) == 3


def test_limits_take_the_word_of_truthfulness_away(file):
    found = told(file, lists={"longest": 1})
    assert found["no_gain_from_misreporting"]["after"] == "truncated"


def test_odds_are_named_by_contract_and_repeat(file):
    new = change_market(file, read_change(change(lists={"longest": 1}), file))
    found = odds_document(file, new, 3)
    assert found == odds_document(file, new, 3)
    assert [row["contract"] for row in found["contracts"]] == ["A2:U1", "A3:G"]
    assert {row["odds"] for row in found["contracts"]} == {1.0}
    assert (found["resamples"], found["largest_standard_error"]) == (3, 0.0)


def test_odds_close_what_is_too_small_in_each_draw(file):
    document = example()
    document["offerings"][0]["minimum"] = 3
    small = read_market(text(document))
    new = change_market(small, read_change(change(), small))
    held = {row["offering"] for row in odds_document(small, new, 2)["contracts"]}
    assert held == {"U1"}
    new = change_market(file, read_change(change(), file))
    assert {row["offering"] for row in odds_document(file, new, 2)["contracts"]} == {"G", "U1"}


def test_a_group_of_nobody_in_the_market_is_refused(file):
    with pytest.raises(InvalidMarket) as refusal:
        read_groups(text({"format": "sheber.groups/1", "groups": {"A9": "KZ"}}), file)
    assert refusal.value.faults[0].code == "unknown_applicant"


def test_the_text_says_every_move_and_only_what_differs(file):
    words = difference_text(told(file, capacities={"G/main": 0}, spill={"G/target-E1": None}))
    assert set(MOVES) == {move.name.lower() for move in Move}
    assert "lose their contract and hold none: 1" in words
    assert "G: seats 3 → 2, held 2 → 1" in words
    assert "U1" not in words
