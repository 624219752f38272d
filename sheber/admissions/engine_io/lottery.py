"""A draw's rows → the engine's rules of the lottery, and the file that anyone checks it by."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sheber.admissions.models import Lottery, LotteryParty
from sheber.admissions.queries import pseudonyms
from sheber.doors.clearing.lottery import (
    DrawFile,
    draw_document,
    draw_sentence,
    draw_violations,
    ids_text,
)
from sheber.engine.clearing.lottery import (
    Party,
    commitment,
    digest_of,
    joint_seed,
    list_sha256,
)

__all__ = [
    "commitment_of",
    "draw_faults",
    "drawn_seed",
    "ids_text",
    "list_sha256",
    "lottery_document",
    "own_number",
]


def commitment_of(secret: str) -> str:
    """What an office had to publish for this secret of 64 hexadecimal digits."""
    return commitment(bytes.fromhex(secret))


def drawn_seed(parties: Sequence[LotteryParty]) -> str:
    """The seed, in hex, of parties all of which have given their part, in the stated order."""
    return joint_seed([gave for one in parties if (gave := _party(one).gave)]).hex()


def lottery_document(lottery: Lottery, parties: Sequence[LotteryParty]) -> dict[str, Any]:
    """The draw as its public file `sheber.lottery/1`."""
    return draw_document(_file(lottery, parties))


def draw_faults(lottery: Lottery, parties: Sequence[LotteryParty]) -> tuple[str, ...]:
    """What does not hold of a finished draw, in sentences, checked from its rows and the list."""
    draw = _file(lottery, parties)
    found = draw_violations(draw, pseudonyms(lottery.campaign))
    return tuple(draw_sentence(one, draw) for one in found)


def own_number(lottery: Lottery, seed: str, person: str) -> tuple[int, str] | None:
    """The place of a person in the draw, 1 is best, and the digest that puts them there, in hex;
    None for somebody who was not on the list."""
    digests = _digests(lottery.pk, lottery.list_sha256, seed)
    own = digest_of(bytes.fromhex(seed), person)
    place = bisect_left(digests, own)
    if place == len(digests) or digests[place] != own:
        return None
    return place + 1, own.hex()


@lru_cache(maxsize=2)
def _digests(key: int, of_list: str, seed: str) -> list[bytes]:
    """A whole country takes a second to hash, and many ask about the same draw of one list."""
    campaign = Lottery.objects.select_related("campaign").get(pk=key).campaign
    return sorted(digest_of(bytes.fromhex(seed), one) for one in pseudonyms(campaign))


def _file(lottery: Lottery, parties: Sequence[LotteryParty]) -> DrawFile:
    return DrawFile(
        names=tuple(one.office.code for one in parties),
        parties=tuple(map(_party, parties)),
        list_sha256=lottery.list_sha256,
        people=lottery.people,
        deadline=lottery.reveal_by.isoformat(),
        source=lottery.source,
        evidence=tuple(one.evidence for one in parties),
        seed=bytes.fromhex(lottery.campaign.lottery_seed) if lottery.state == "drawn" else b"",
    )


def _party(row: LotteryParty) -> Party:
    return Party(
        commitment=row.commitment,
        list_sha256=row.list_sha256,
        secret=bytes.fromhex(row.secret) if row.secret else None,
        stand_in=row.stand_in or None,
    )
