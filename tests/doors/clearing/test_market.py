"""A market file becomes arrays and names; its hash follows its content."""

import json

import pytest

from sheber.doors.clearing.market import read_market
from sheber.engine.clearing.lottery import lottery_ranks
from tests.doors.build import changed, example, text


def test_example_of_the_format_is_read():
    file = read_market(text(example()))
    market = file.market
    assert file.names.pools == ["G/target-E1", "G/main", "U1/grant"]
    assert file.names.contracts == ["A1:U1", "A1:G:target", "A1:G:state", "A2:U1", "A3:G"]
    assert file.names.terms[1] == "target E1"
    assert market.pool_capacity.tolist() == [2, 1, 1]
    assert market.pool_spill.tolist() == [1, -1, -1]
    assert (market.fund_cap.tolist(), market.fund_pools.tolist()) == ([1], [2])
    assert market.applicant_start.tolist() == [0, 3, 4, 5]
    assert market.claim_pool.tolist() == [2, 0, 1, 2, 1]
    assert file.ranking.lottery.tolist() == lottery_ranks(b"\x00\xff", ["A1", "A2", "A3"]).tolist()


def test_claims_are_put_in_the_order_of_pools():
    document = changed(
        example(),
        ("applicants", 2, "contracts", 0, "claims"),
        [{"pool": "G/main", "score": 5}, {"pool": "G/target-E1", "score": 4, "ties": [1]}],
    )
    assert read_market(text(document)).market.claim_pool.tolist()[-2:] == [0, 1]


def test_optional_parts_may_be_left_out():
    document = example()
    del document["funds"], document["lottery"]
    file = read_market(text(document))
    assert (file.market.funds, file.ranking.lottery) == (0, None)


@pytest.mark.parametrize("limited", [True, False])
def test_market_may_say_whether_lists_were_limited(limited):
    document = changed(example(), ("lists_limited",), limited)
    assert read_market(text(document)).market.lists_limited is limited


def test_market_that_does_not_say_whether_lists_were_limited():
    assert read_market(text(example())).market.lists_limited is None


def test_comment_is_welcome_everywhere():
    document = changed(example(), ("offerings", 0, "pools", 0, "comment"), "two seats of E1")
    assert read_market(text(document)).market.pools == 3


def test_whole_number_written_with_a_point_is_whole():
    document = changed(example(), ("offerings", 0, "pools", 0, "capacity"), 2.0)
    assert read_market(text(document)).market.pool_capacity[0] == 2


def test_byte_order_mark_is_passed_over():
    assert read_market(b"\xef\xbb\xbf" + text(example())).market.applicants == 3


def test_hash_does_not_depend_on_spaces_or_order_of_fields():
    document = example()
    other = json.dumps(dict(reversed(document.items())), indent=3).encode()
    assert read_market(other).sha256 == read_market(text(document)).sha256


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("offerings", 0, "pools", 0, "capacity"), 3),
        (("applicants", 0, "contracts", 0, "terms"), "other"),
        (("lottery", "seed"), "00fe"),
    ],
)
def test_hash_changes_with_the_content(path, value):
    document = changed(example(), path, value)
    assert read_market(text(document)).sha256 != read_market(text(example())).sha256
