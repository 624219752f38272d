"""Anyone can recompute the draw with sha256sum."""

import hashlib

from sheber.engine.clearing.lottery import commitment, joint_seed, lottery_ranks


def test_ranks_follow_the_digest_of_seed_and_id():
    names = ["A1", "A2", "Ж3", "D"]
    digests = [hashlib.sha256(bytes.fromhex("00ff") + name.encode()).hexdigest() for name in names]
    by_digest = sorted(names, key=lambda name: digests[names.index(name)])
    ranks = lottery_ranks(bytes.fromhex("00ff"), names).tolist()
    assert [names[ranks.index(place)] for place in range(1, 5)] == by_digest


def test_known_draw():
    """`printf '\\000\\377A1' | sha256sum` gives 3303…, with A2 8d7f…, with A3 5ae0…"""
    assert lottery_ranks(b"\x00\xff", ["A1", "A2", "A3"]).tolist() == [1, 3, 2]


def test_rank_of_a_person_follows_them_through_any_order_of_the_list():
    names = [f"p{number}" for number in range(50)]
    ranks = dict(zip(names, lottery_ranks(b"s", names).tolist(), strict=True))
    names.reverse()
    assert dict(zip(names, lottery_ranks(b"s", names).tolist(), strict=True)) == ranks


def test_seed_joins_the_secrets_in_order():
    assert joint_seed([b"a", b"b"]) == hashlib.sha256(b"ab").digest()
    assert joint_seed([b"a", b"b"]) != joint_seed([b"b", b"a"])


def test_commitment_is_the_digest_of_the_secret():
    assert commitment(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
