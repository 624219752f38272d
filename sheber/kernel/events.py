"""The event log: append, seal in batches, verify.

Writers only append. Sealing runs apart: it takes whatever is unsealed at that moment, in one
statement, and hashes it onto the last link, so that writers never queue behind each other.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from sheber.kernel import columns, ids
from sheber.kernel.access import Acting, Actor, each
from sheber.kernel.models import Event, Reason, Seal
from sheber.kernel.refusals import Refused

BATCH = 2000
CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,80}")
SEALED_FIELDS = (
    "verb",
    "actor",
    "organisation",
    "subject_type",
    "subject_key",
    "from_state",
    "to_state",
    "facts",
    "reason_hash",
)


@dataclass(frozen=True)
class Entry:
    """One event to be appended. `facts` are ids, codes and numbers; free words go to `reason`."""

    verb: str
    subject: tuple[str, object]
    from_state: str = ""
    to_state: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found. `broken` is the first seal that does not hold.

    `whole` is false when only some links were walked: each was then held to what the link before
    it says of itself.
    """

    seals: int
    events: int
    unsealed: int
    broken: int | None = None
    whole: bool = True

    @property
    def holds(self) -> bool:
        return self.broken is None


def record(entry: Entry, *, actor: Actor, now: datetime) -> int:
    """Append one event; its key."""
    return record_many([entry], actor=actor, now=now)[0]


def record_many(entries: Sequence[Entry], *, actor: Acting, now: datetime) -> list[int]:
    """Append events, one for each entry, in order; their keys."""
    if not entries:
        return []
    salts = [ids.token() if entry.reason else "" for entry in entries]
    actors = each(actor, len(entries))
    with transaction.atomic():
        keys: list[int] = columns.append(
            Event,
            {
                "at": now,
                "verb": [entry.verb for entry in entries],
                "actor": [who.key for who in actors],
                "organisation": [who.organisation for who in actors],
                "subject_type": [entry.subject[0] for entry in entries],
                "subject_key": [str(entry.subject[1]) for entry in entries],
                "from_state": [entry.from_state for entry in entries],
                "to_state": [entry.to_state for entry in entries],
                "facts": [_codes_only(entry.facts) for entry in entries],
                "reason_hash": [
                    _reason_hash(salt, entry.reason) if entry.reason else ""
                    for entry, salt in zip(entries, salts, strict=True)
                ],
            },
            len(entries),
        ).tolist()
        Reason.objects.bulk_create(
            [
                Reason(event_id=key, salt=salt, text=entry.reason)
                for key, entry, salt in zip(keys, entries, salts, strict=True)
                if entry.reason
            ],
            batch_size=BATCH,
        )
    return keys


def of(subject_type: str, keys: Iterable[object]) -> list[Event]:
    """The events of these subjects, in order."""
    wanted = [str(key) for key in keys]
    return list(Event.objects.filter(subject_type=subject_type, subject_key__in=wanted))


def erase_reasons(subject_type: str, keys: Iterable[object]) -> int:
    """Erase the words given with the events of these subjects; how many. Their hashes stay."""
    wanted = [str(key) for key in keys]
    said = Reason.objects.filter(event__subject_type=subject_type, event__subject_key__in=wanted)
    return said.delete()[0]


def seal(*, now: datetime) -> Seal | None:
    """Seal what is not yet sealed; the last link, or None when there was nothing.

    Safe to run at any time. A link holds at most `BATCH` events, so that those of one row can be
    checked without walking the whole log.
    """
    last = None
    while (link := _seal_some(now)) is not None:
        last = link
    return last


def _seal_some(now: datetime) -> Seal | None:
    with transaction.atomic():
        last = Seal.objects.select_for_update().order_by("-pk").first()
        link = Seal.objects.create(previous=last, sealed_at=now)
        waiting = Event.objects.filter(seal__isnull=True).order_by("pk").values("pk")[:BATCH]
        count = Event.objects.filter(pk__in=waiting, seal__isnull=True).update(seal=link)
        if not count:
            link.delete()
            return None
        link.count = count
        link.digest = _digest(last.digest if last else "", _sealed(link))
        link.save(update_fields=("count", "digest"))
        return link


def verify() -> Verdict:
    """Walk the chain from its start; stop at the first link that does not hold."""
    before: int | None = None
    seals = events = 0
    for link in Seal.objects.select_related("previous").order_by("pk"):
        rows = _sealed(link)
        if link.previous_id != before or not _holds(link, rows):
            return Verdict(seals, events, _unsealed(), broken=link.pk)
        before, seals, events = link.pk, seals + 1, events + len(rows)
    return Verdict(seals, events, _unsealed())


def verify_of(some: Iterable[Event]) -> Verdict:
    """Check the links that hold these events, and nothing else of the chain."""
    keys = [one.seal_id for one in some]
    unsealed = keys.count(None)
    seals = events = 0
    for link in Seal.objects.filter(pk__in=set(keys)).select_related("previous").order_by("pk"):
        rows = _sealed(link)
        if not _holds(link, rows):
            return Verdict(seals, events, unsealed, broken=link.pk, whole=False)
        seals, events = seals + 1, events + len(rows)
    return Verdict(seals, events, unsealed, whole=False)


def reason_holds(event: Event, reason: Reason) -> bool:
    """Whether these words are the ones that were given with the event."""
    return event.reason_hash == _reason_hash(reason.salt, reason.text)


def _codes_only(facts: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in facts.items():
        values = value if isinstance(value, list) else [value]
        if not all(map(_is_code, values)):
            raise Refused("fact_is_not_a_code", key=key)
    return dict(facts)


def _is_code(value: object) -> bool:
    if value is None or isinstance(value, bool | int):
        return True
    return isinstance(value, str) and CODE.fullmatch(value) is not None


def _reason_hash(salt: str, text: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def _sealed(link: Seal) -> list[dict[str, Any]]:
    rows = Event.objects.filter(seal=link).order_by("pk").values("id", "at", *SEALED_FIELDS)
    return [{**row, "at": row["at"].isoformat()} for row in rows.iterator(BATCH)]


def _holds(link: Seal, rows: Sequence[dict[str, Any]]) -> bool:
    before = link.previous.digest if link.previous else ""
    return link.count == len(rows) and link.digest == _digest(before, rows)


def _digest(previous: str, rows: Iterable[dict[str, Any]]) -> str:
    running = hashlib.sha256(previous.encode())
    for line in _lines(rows):
        running.update(line)
    return running.hexdigest()


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield canonical(row)
        yield b"\n"


def canonical(row: Mapping[str, Any]) -> bytes:
    """A row in canonical JSON (RFC 8785).

    An event holds codes in ASCII and whole numbers only, and for these the standard library
    writes the same bytes as a library for all of RFC 8785, in a tenth of the time.
    """
    return json.dumps(row, sort_keys=True, separators=(",", ":")).encode()


def _unsealed() -> int:
    return Event.objects.filter(seal__isnull=True).count()
