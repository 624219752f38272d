"""Anyone can recompute the draw with sha256sum, and sees a party that departed from it."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.engine.clearing.lottery import (
    SECRET_BYTES,
    Party,
    check_draw,
    commitment,
    digest_of,
    from_source,
    joint_seed,
    list_sha256,
    lottery_ranks,
)
from sheber.engine.errors import InvalidDraw

SECRETS = (b"a" * SECRET_BYTES, b"b" * SECRET_BYTES)
LIST = list_sha256(["A1", "A2"])


def party(of, **given):
    return Party(**{"commitment": commitment(of), "list_sha256": LIST, "secret": of, **given})


def codes(parties, seed=None):
    return [one.code for one in check_draw(parties, seed or joint_seed(SECRETS))]


def test_ranks_follow_the_digest_of_seed_and_id():
    names = ["A1", "A2", "Ж3", "D"]
    digests = [hashlib.sha256(bytes.fromhex("00ff") + name.encode()).hexdigest() for name in names]
    by_digest = sorted(names, key=lambda name: digests[names.index(name)])
    ranks = lottery_ranks(bytes.fromhex("00ff"), names).tolist()
    assert [names[ranks.index(place)] for place in range(1, 5)] == by_digest


def test_known_draw():
    """`printf '\\000\\377A1' | sha256sum` gives 3303…, with A2 8d7f…, with A3 5ae0…"""
    assert lottery_ranks(b"\x00\xff", ["A1", "A2", "A3"]).tolist() == [1, 3, 2]
    assert digest_of(b"\x00\xff", "A2").hex().startswith("8d7f")


@given(st.lists(st.text(max_size=3), unique=True, max_size=9), st.randoms(use_true_random=False))
def test_rank_of_a_person_follows_them_through_any_order_of_the_list(names, random):
    ranks = dict(zip(names, lottery_ranks(b"s", names).tolist(), strict=True))
    random.shuffle(names)
    assert dict(zip(names, lottery_ranks(b"s", names).tolist(), strict=True)) == ranks


@given(st.lists(st.text(max_size=3), unique=True, max_size=9), st.data())
def test_those_who_remain_keep_their_order_when_others_leave(names, data):
    ranks = dict(zip(names, lottery_ranks(b"s", names).tolist(), strict=True))
    some = [name for name in names if data.draw(st.booleans())]
    again = dict(zip(some, lottery_ranks(b"s", some).tolist(), strict=True))
    assert sorted(some, key=ranks.get) == sorted(some, key=again.get)


def test_seed_joins_the_secrets_in_order():
    assert joint_seed(SECRETS) == hashlib.sha256(b"".join(SECRETS)).digest()
    assert joint_seed(SECRETS) != joint_seed(SECRETS[::-1])


def test_one_party_is_no_draw():
    with pytest.raises(InvalidDraw, match="too_few_parties"):
        joint_seed(SECRETS[:1])


@pytest.mark.parametrize("secret", [b"", b"a" * 31, b"a" * 33])
def test_a_secret_of_another_length_is_refused(secret):
    with pytest.raises(InvalidDraw, match="secret_length"):
        commitment(secret)
    with pytest.raises(InvalidDraw, match="secret_length"):
        joint_seed([secret, SECRETS[0]])


def test_the_list_has_the_hash_that_sort_and_sha256sum_give_it():
    """`printf 'A2\\nA1\\n' | LC_ALL=C sort | sha256sum`"""
    assert list_sha256(["A2", "A1"]) == list_sha256(["A1", "A2"])
    assert list_sha256(["A2", "A1"]) == hashlib.sha256(b"A1\nA2\n").hexdigest()


@pytest.mark.parametrize(
    ("ids", "code"),
    [(["A", "A"], "repeated_id"), (["A\nB"], "id_not_a_line"), (["", "A"], "id_not_a_line")],
)
def test_a_list_that_could_be_read_as_another_is_refused(ids, code):
    with pytest.raises(InvalidDraw, match=code):
        list_sha256(ids)


def test_a_lawful_draw_has_no_violation():
    assert not codes([party(one) for one in SECRETS])


def test_a_secret_that_was_exchanged_breaks_l1_and_l3():
    other = replace(party(SECRETS[0]), secret=b"c" * SECRET_BYTES)
    assert codes([other, party(SECRETS[1])]) == ["L1", "L3"]


def test_a_party_that_committed_to_another_list_breaks_l2():
    other = party(SECRETS[1], list_sha256=list_sha256(["A1"]))
    assert codes([party(SECRETS[0]), other]) == ["L2"]


def test_parties_in_another_order_break_l3():
    assert codes([party(one) for one in SECRETS[::-1]]) == ["L3"]


def test_a_draw_in_which_somebody_gave_nothing_is_not_finished():
    silent = party(SECRETS[1], secret=None)
    (found,) = check_draw([party(SECRETS[0]), silent], joint_seed(SECRETS))
    assert (found.code, found.facts["why"], found.facts["party"]) == ("L3", "not_given", 1)


def test_the_text_of_a_source_stands_in_for_a_secret():
    replaced = party(SECRETS[1], secret=None, stand_in="7 14 29 31 36 45")
    seed = joint_seed([SECRETS[0], hashlib.sha256(b"7 14 29 31 36 45").digest()])
    assert from_source("7 14 29 31 36 45") == replaced.gave
    assert not codes([party(SECRETS[0]), replaced], seed)
    assert codes([party(SECRETS[0]), replace(replaced, stand_in="7 14 29")], seed) == ["L3"]
