"""A draw as a file: written, read back, and every fault and every departure named."""

import pytest

from sheber.doors.clearing.lottery import (
    DrawFile,
    draw_document,
    draw_sentence,
    draw_violations,
    ids_text,
    read_draw,
    read_ids,
)
from sheber.doors.faults import sentence
from sheber.engine.clearing.lottery import Party, commitment, joint_seed, list_sha256
from sheber.engine.errors import InvalidMarket
from tests.doors.build import changed, text

IDS = ["A1", "A2", "Ж3"]
SECRETS = (b"a" * 32, b"b" * 32)


def drawn(**given):
    """A finished draw of two parties."""
    parties = tuple(Party(commitment(one), list_sha256(IDS), one) for one in SECRETS)
    stated = {
        "names": ("Demo office 1", "Demo office 2"),
        "parties": parties,
        "list_sha256": list_sha256(IDS),
        "people": len(IDS),
        "deadline": "2026-07-27T09:00:00+00:00",
        "source": "the first public draw after the deadline",
        "evidence": ("", ""),
        "seed": joint_seed(SECRETS),
    }
    return DrawFile(**{**stated, **given})


def test_a_draw_comes_back_as_it_was_written():
    draw = drawn()
    assert read_draw(text(draw_document(draw))) == draw
    assert not draw_violations(draw, IDS)


def test_a_source_in_place_of_a_secret_comes_back_with_its_evidence():
    one = drawn().parties
    draw = drawn(
        parties=(one[0], Party(one[1].commitment, one[1].list_sha256, stand_in="7 14 29")),
        evidence=("", "protocol 12"),
    )
    assert read_draw(text(draw_document(draw))) == draw


def test_a_draw_that_is_not_finished_is_told_whom_it_waits_for():
    one = drawn().parties
    draw = drawn(parties=(one[0], Party(one[1].commitment, one[1].list_sha256)), seed=b"")
    read = read_draw(text(draw_document(draw)))
    assert [draw_sentence(one, read) for one in draw_violations(read)] == [
        "L3 does not hold: Demo office 2 has given nothing to the seed yet: the draw is not "
        "finished."
    ]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("parties", 0, "secret"), "0" * 64, "L1 does not hold: the secret of Demo office 1"),
        (("parties", 1, "list_sha256"), "0" * 64, "L2 does not hold: Demo office 2 committed"),
        (("seed",), "0" * 64, "L3 does not hold: the parties gave the seed"),
        (("list_sha256",), "0" * 64, "list does not hold: this list has the hash 000"),
    ],
)
def test_each_number_that_was_changed_is_named(path, value, says):
    draw = read_draw(text(changed(draw_document(drawn()), path, value)))
    assert draw_sentence(draw_violations(draw)[0], draw).startswith(says)


def test_another_list_at_hand_is_named():
    (found,) = draw_violations(drawn(), IDS[:2])
    assert (found.code, found.facts["found"]) == ("list", list_sha256(IDS[:2]))


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("parties", 0, "secret"), "abc", "parties[0].secret: Here stands “abc”: 64 hex"),
        (("parties", 0, "commitment"), 5, "parties[0].commitment: Here stands 5: a text"),
        (("parties", 0, "stand_in"), {"text": "7"}, "parties[0].stand_in: Beside a secret"),
        (("parties",), [], "parties: A draw needs at least two parties, here are 0."),
        (("format",), "sheber.market/1", "format: The format is “sheber.market/1”"),
        (("people",), -1, "people: Here stands -1"),
    ],
)
def test_each_fault_has_its_path_and_remedy(path, value, says):
    with pytest.raises(InvalidMarket) as refused:
        read_draw(text(changed(draw_document(drawn()), path, value)))
    assert any(sentence(fault).startswith(says) for fault in refused.value.faults)


def test_a_list_is_read_line_by_line_and_written_sorted():
    assert read_ids("\ufeffA2\r\nЖ3\nA1\n\n".encode()) == ["A2", "Ж3", "A1"]
    assert ids_text(["Ж3", "A1"]) == "A1\nЖ3\n"


@pytest.mark.parametrize(("given", "code"), [(b"\xff", "not_utf8"), (b"\n\n", "no_ids")])
def test_a_list_that_is_none_is_refused(given, code):
    with pytest.raises(InvalidMarket) as refused:
        read_ids(given)
    assert [fault.code for fault in refused.value.faults] == [code]
