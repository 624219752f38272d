"""Every fault of a market file is named by its path, with a sentence that says what to do."""

from string import Formatter

import pytest

from sheber.doors.clearing.market import read_market
from sheber.doors.faults import LIMIT, SENTENCES, sentence
from sheber.engine.errors import InvalidMarket
from tests.doors.build import changed, example, text

POOL = ("offerings", 0, "pools", 0)
FUND = ("funds", 0)
CONTRACT = ("applicants", 0, "contracts", 0)
CLAIM = (*CONTRACT, "claims", 0)
POOL_PATH = "offerings[0].pools[0]"
CONTRACT_PATH = "applicants[0].contracts[0]"
CLAIM_PATH = f"{CONTRACT_PATH}.claims[0]"


def faults(content):
    with pytest.raises(InvalidMarket) as refusal:
        read_market(content)
    for fault in refusal.value.faults:
        assert sentence(fault)
    return [(fault.path, fault.code) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        (("format",), "sheber.market/2", "format", "wrong_format"),
        (("applicants",), "A1", "applicants", "not_list"),
        (("offerings", 0, "id"), "", "offerings[0].id", "empty_id"),
        (("offerings", 1, "id"), "G", "offerings[1].id", "duplicate_id"),
        ((*POOL, "capacity"), -1, f"{POOL_PATH}.capacity", "negative"),
        ((*POOL, "capacity"), 2.5, f"{POOL_PATH}.capacity", "not_whole"),
        ((*POOL, "capacity"), "2", f"{POOL_PATH}.capacity", "not_number"),
        ((*POOL, "capacity"), True, f"{POOL_PATH}.capacity", "not_number"),
        ((*POOL, "capacity"), None, f"{POOL_PATH}.capacity", "not_number"),
        ((*POOL, "capacity"), 10**10, f"{POOL_PATH}.capacity", "number_too_large"),
        ((*POOL, "spill_to"), "X", f"{POOL_PATH}.spill_to", "unknown_pool"),
        ((*POOL, "spill_to"), "G/target-E1", f"{POOL_PATH}.spill_to", "backward_spill"),
        ((*POOL, "spil_to"), "G/main", f"{POOL_PATH}.spil_to", "unknown_field"),
        ((*FUND, "cap"), -3, "funds[0].cap", "negative"),
        ((*FUND, "pools"), ["X"], "funds[0].pools[0]", "unknown_pool"),
        ((*FUND, "pools"), ["U1/grant"] * 2, "funds[0].pools[1]", "repeated_pool"),
        ((*FUND, "pools"), ["G/target-E1"], f"{POOL_PATH}.spill_to", "spill_out_of_fund"),
        ((*FUND, "pools"), ["G/main"], f"{POOL_PATH}.spill_to", "spill_into_fund"),
        (("applicants", 1, "id"), "A1", "applicants[1].id", "duplicate_id"),
        (
            ("applicants", 2, "contracts", 0, "id"),
            "A1:U1",
            "applicants[2].contracts[0].id",
            "duplicate_id",
        ),
        ((*CONTRACT, "claims"), [], f"{CONTRACT_PATH}.claims", "no_claims"),
        ((*CLAIM, "pool"), "X", f"{CLAIM_PATH}.pool", "unknown_pool"),
        ((*CLAIM, "score"), "231", f"{CLAIM_PATH}.score", "not_number"),
        ((*CLAIM, "score"), 2**53, f"{CLAIM_PATH}.score", "number_too_large"),
        ((*CLAIM, "score"), float("nan"), f"{CLAIM_PATH}.score", "not_a_number_value"),
        ((*CLAIM, "score"), float("inf"), f"{CLAIM_PATH}.score", "not_a_number_value"),
        ((*CLAIM, "ties"), 4.8, f"{CLAIM_PATH}.ties", "not_list"),
        ((*CLAIM, "ties"), [4.8, None], f"{CLAIM_PATH}.ties[1]", "not_number"),
        (("lists_limited",), "yes", "lists_limited", "not_true_or_false"),
        (("lists_limited",), None, "lists_limited", "not_true_or_false"),
        (("lottery", "seed"), "00f", "lottery.seed", "odd_hex"),
        (("lottery", "seed"), "zz", "lottery.seed", "not_hex"),
        (("lottery", "seed"), 255, "lottery.seed", "not_text"),
    ],
)
def test_fault_is_named_at_its_path(path, value, where, code):
    assert faults(text(changed(example(), path, value))) == [(where, code)]


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        (("offerings",), {}, "offerings", "not_list"),
        (("offerings", 0), 7, "offerings[0]", "not_object"),
        ((*POOL, "id"), 5, f"{POOL_PATH}.id", "not_text"),
    ],
)
def test_fault_that_hides_a_pool_is_named_before_those_who_miss_it(path, value, where, code):
    first, *others = faults(text(changed(example(), path, value)))
    assert first == (where, code)
    assert {code for _, code in others} == {"unknown_pool"}


def test_spill_into_another_offering():
    document = changed(example(), (*POOL, "spill_to"), "U1/grant")
    del document["funds"]
    assert faults(text(document)) == [(f"{POOL_PATH}.spill_to", "spill_leaves_offering")]


def test_claims_on_pools_of_two_offerings():
    document = example()
    document["applicants"][0]["contracts"][0]["claims"].append({"pool": "G/main", "score": 1})
    assert faults(text(document)) == [(f"{CONTRACT_PATH}.claims[1].pool", "two_offerings")]


def test_two_claims_on_one_pool():
    document = example()
    document["applicants"][0]["contracts"][0]["claims"].append({"pool": "U1/grant", "score": 1})
    assert faults(text(document)) == [(f"{CONTRACT_PATH}.claims[1].pool", "repeated_pool")]


def test_pool_id_used_in_two_offerings():
    document = changed(example(), ("offerings", 1, "pools", 0, "id"), "G/main")
    assert ("offerings[1].pools[0].id", "duplicate_id") in faults(text(document))


def test_pool_under_two_funds():
    document = example()
    document["funds"].append({"id": "B072", "cap": 1, "pools": ["U1/grant"]})
    assert faults(text(document)) == [("funds[1].pools[0]", "crossing_caps")]


def test_offering_without_pools():
    document = example()
    document["offerings"].append({"id": "E", "pools": []})
    assert faults(text(document)) == [("offerings[2].pools", "no_pools")]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ((), ""),
        (("offerings", 0), "offerings[0]"),
        (POOL, POOL_PATH),
        (FUND, "funds[0]"),
        (("applicants", 0), "applicants[0]"),
        (CONTRACT, CONTRACT_PATH),
        (CLAIM, CLAIM_PATH),
        (("lottery",), "lottery"),
    ],
)
def test_missing_field_is_named_in_its_object(path, where):
    document = example()
    holder = document
    for step in path:
        holder = holder[step]
    for field in list(holder):
        del holder[field]
    found = faults(text(document))
    assert (where, "missing_field") in found
    assert all(code != "not_object" for _, code in found)


def test_equal_claims_without_lottery():
    document = example()
    del document["lottery"]
    document["applicants"][1]["contracts"][0]["claims"][0]["ties"] = [4.7]
    (fault,) = faults(text(document))
    assert fault == ("applicants[1].contracts[0].claims[0]", "tie_without_lottery")


def test_tie_break_that_decides_and_is_missing():
    document = changed(example(), ("applicants", 1, "contracts", 0, "claims", 0, "ties"), [])
    (fault,) = faults(text(document))
    assert fault == ("applicants[1].contracts[0].claims[0]", "tie_break_missing")


def test_path_of_a_claim_is_that_of_the_file_although_claims_are_put_in_order():
    document = changed(
        example(),
        ("applicants", 2, "contracts", 0, "claims"),
        [{"pool": "G/main", "score": 5}, {"pool": "G/target-E1", "score": 231}],
    )
    assert faults(text(document)) == [("applicants[2].contracts[0].claims[1]", "tie_break_missing")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "not_json"),
        (b"", "empty_file"),
        (b"\xff\xfe", "not_utf8"),
        (b"[" * 100_000, "too_deep"),
        (b"9" * 10_000, "unreadable_number"),
        (b"[]", "not_object"),
        (b"null", "not_object"),
    ],
)
def test_text_that_is_no_market(content, code):
    assert faults(content) == [("", code)]


def test_half_of_a_character():
    content = text(example()).replace(b"A1:U1", b"\\ud800")
    assert faults(content) == [(f"{CONTRACT_PATH}.id", "not_unicode")]


def test_field_that_stands_twice():
    content = text(example()).replace(b'"capacity": 2', b'"capacity": 2, "capacity": 9')
    assert faults(content) == [(POOL_PATH, "repeated_field")]


def test_all_faults_are_named_at_once():
    document = changed(example(), (*POOL, "capacity"), -1)
    changed(document, (*CLAIM, "pool"), "X")
    changed(document, ("lottery", "seed"), "0")
    assert [path for path, _ in faults(text(document))] == [
        f"{POOL_PATH}.capacity",
        f"{CLAIM_PATH}.pool",
        "lottery.seed",
    ]


def test_no_more_than_fifty_faults_are_named():
    document = example()
    document["applicants"] += [{"id": "A1", "contracts": []} for _ in range(200)]
    assert len(faults(text(document))) == LIMIT


def test_sentence_names_path_and_remedy():
    with pytest.raises(InvalidMarket) as refusal:
        read_market(text(changed(example(), (*CLAIM, "pool"), "X")))
    assert sentence(refusal.value.faults[0]) == (
        "applicants[0].contracts[0].claims[0].pool: "
        "The pool “X” is not declared in any offering: correct the id."
    )


def test_every_sentence_ends_like_one():
    for words in SENTENCES.values():
        assert list(Formatter().parse(words))
        assert words.endswith(".")


REGION = {"id": "R", "cap": 2, "order": ["G"]}


def in_region(region=REGION, target=1, fund=False):
    """The example with its first offering in a region."""
    document = changed(changed(example(), ("regions",), [region]), ("offerings", 0, "region"), "R")
    document["offerings"][0]["target"] = target
    if fund:
        document["offerings"][1]["region"] = "R"
    return document


@pytest.mark.parametrize(
    ("document", "where", "code"),
    [
        (in_region({**REGION, "cap": -1}), "regions[0].cap", "negative"),
        (in_region({**REGION, "id": "S"}), "offerings[0].region", "unknown_region"),
        (in_region({**REGION, "order": ["X", "G"]}), "regions[0].order[0]", "unknown_offering"),
        (in_region({**REGION, "order": ["G", "G"]}), "regions[0].order[1]", "repeated_offering"),
        (
            in_region({**REGION, "order": ["G", "U1"]}),
            "regions[0].order[1]",
            "offering_not_in_region",
        ),
        (in_region({**REGION, "order": []}), "regions[0].order", "offering_without_turn"),
        (in_region(target=3), "regions[0].cap", "targets_over_cap"),
        (
            in_region({**REGION, "order": ["G", "U1"]}, fund=True),
            "funds[0].pools[0]",
            "fund_in_region",
        ),
        (
            changed(example(), ("offerings", 0, "target"), 1),
            "offerings[0].target",
            "target_without_region",
        ),
    ],
)
def test_wrong_region_is_refused(document, where, code):
    assert (where, code) in faults(text(document))


def test_a_region_without_an_order_takes_turns_as_its_offerings_stand_in_the_file():
    document = in_region({"id": "R", "cap": 2})
    document["funds"] = []
    document["offerings"][1]["region"] = "R"
    assert read_market(text(document)).market.region_offerings.tolist() == [0, 1]


def test_a_file_of_another_format_is_told_that_alone():
    result = {"format": "sheber.result/1", "held": [], "pools": []}
    assert faults(text(result)) == [("format", "wrong_format")]
