"""Every fault of a round's file is named by its path, with a sentence that says what to do."""

from string import Formatter

import pytest

from sheber.doors.exchange.round import read_round
from sheber.doors.exchange.words import FAULTS, NOT_STATED, SENTENCES, fault_sentence
from sheber.engine.errors import InvalidMarket
from tests.doors.build import changed, text
from tests.doors.exchanges import example

HOME = ("institutions", 0)
HOME_PATH = "institutions[0]"
PERSON = ("people", 0)
FOLLOWS = ("unknown_institution", "unknown_person", "not_of_this_home")
"""What is missed where something was named wrongly."""


def faults(content):
    with pytest.raises(InvalidMarket) as refusal:
        read_round(content)
    for fault in refusal.value.faults:
        assert fault_sentence(fault)
    return [(fault.path, fault.code) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        (("format",), "sheber.exchange/2", "format", "wrong_format"),
        (("procedure",), "cycles", "procedure", "unknown_procedure"),
        (("procedure",), None, "procedure", "not_text"),
        (("respect_send_order",), 1, "respect_send_order", "not_truth"),
        (("balance",), 0, "balance", "not_object"),
        (("balance", "institution"), -1, "balance.institution", "negative"),
        (("balance", "institution"), 0.5, "balance.institution", "not_whole"),
        (("balance", "country"), None, "balance.country", "not_number"),
        (("balance", "pair"), 0, "balance.pair", "unknown_field"),
        ((*HOME, "id"), "", f"{HOME_PATH}.id", "empty_id"),
        ((*HOME, "country"), "", f"{HOME_PATH}.country", "empty_country"),
        ((*HOME, "country"), 7, f"{HOME_PATH}.country", "not_text"),
        ((*HOME, "send_cap"), "3", f"{HOME_PATH}.send_cap", "not_number"),
        ((*HOME, "send_cap"), True, f"{HOME_PATH}.send_cap", "not_number"),
        ((*HOME, "host_cap"), -1, f"{HOME_PATH}.host_cap", "negative"),
        ((*HOME, "host_cap"), 2.5, f"{HOME_PATH}.host_cap", "not_whole"),
        ((*HOME, "hostcap"), 2, f"{HOME_PATH}.hostcap", "unknown_field"),
        ((*HOME, "send_order"), "p1", f"{HOME_PATH}.send_order", "not_list"),
        ((*HOME, "send_order"), None, f"{HOME_PATH}.send_order", "not_list"),
        ((*HOME, "send_order"), ["p9"], f"{HOME_PATH}.send_order[0]", "unknown_person"),
        ((*HOME, "send_order"), ["p1", "p1"], f"{HOME_PATH}.send_order[1]", "repeated_person"),
        ((*HOME, "send_order"), ["p1", "p3"], f"{HOME_PATH}.send_order[1]", "not_of_this_home"),
        ((*HOME, "host_order"), ["p3", 3], f"{HOME_PATH}.host_order[1]", "not_text"),
        ((*HOME, "host_order"), ["p3", "p3"], f"{HOME_PATH}.host_order[1]", "repeated_person"),
        ((*HOME, "opening_balance"), "1", f"{HOME_PATH}.opening_balance", "not_number"),
        ((*HOME, "opening_balance"), 0.5, f"{HOME_PATH}.opening_balance", "not_whole"),
        ((*HOME, "opening_balance"), 10**10, f"{HOME_PATH}.opening_balance", "number_too_large"),
        (
            (*HOME, "opening_balance"),
            -1,
            f"{HOME_PATH}.opening_balance",
            "opening_outside_tolerance",
        ),
        (("institutions", 1, "country"), "KG", "balance.country", "pairs_of_many_countries"),
        (("balance", "institution"), 1, "balance.country", "pair_in_reach"),
        ((*PERSON, "id"), "p2", "people[1].id", "duplicate_id"),
        ((*PERSON, "home"), "H9", "people[0].home", "unknown_institution"),
        ((*PERSON, "places"), ["H3", "H9"], "people[0].places[1]", "unknown_institution"),
        ((*PERSON, "places"), ["H3", "H3"], "people[0].places[1]", "repeated_place"),
        ((*PERSON, "places"), ["H3", "H1"], "people[0].places[1]", "own_home"),
        ((*PERSON, "places"), "H3", "people[0].places", "not_list"),
    ],
)
def test_fault_is_named_at_its_path(path, value, where, code):
    found = faults(text(changed(example(), path, value)))
    assert (where, code) in found
    assert {other for _, other in found} <= {code, *FOLLOWS}


@pytest.mark.parametrize(
    ("path", "where"),
    [((), ""), (HOME, HOME_PATH), (PERSON, "people[0]")],
)
def test_missing_field_is_named_in_its_object(path, where):
    document = example()
    holder = document
    for step in path:
        holder = holder[step]
    for field in list(holder):
        del holder[field]
    assert (where, "missing_field") in faults(text(document))


@pytest.mark.parametrize(
    ("content", "code"), [(b"{", "not_json"), (b"\xff", "not_utf8"), (b"[]", "not_object")]
)
def test_text_that_is_no_round(content, code):
    assert faults(content) == [("", code)]


def test_all_faults_are_named_at_once():
    document = changed(example(), (*HOME, "send_cap"), -1)
    changed(document, ("procedure",), "x")
    changed(document, (*PERSON, "home"), "H9")
    found = faults(text(document))
    assert [path for path, _ in found][:2] == ["procedure", "people[0].home"]
    assert (f"{HOME_PATH}.send_cap", "negative") in found


def test_sentence_names_path_and_remedy():
    with pytest.raises(InvalidMarket) as refusal:
        read_round(text(changed(example(), (*PERSON, "places"), ["H1"])))
    assert fault_sentence(refusal.value.faults[0]) == (
        "people[0].places[0]: “H1” is the person's own home: staying there is always possible and "
        "comes last. Take it from the list."
    )


def test_every_sentence_ends_like_one():
    for words in FAULTS.values():
        assert list(Formatter().parse(words))
        assert words.endswith(".")
    for words in (*SENTENCES.values(), NOT_STATED):
        assert not words.endswith(".")
