"""The way of a file: handed in, checked line by line, then applied as a whole or let go."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sheber.flows.own_data import kinds, reading
from sheber.flows.own_data.kind import Fault, Finding, Kind, Row
from sheber.kernel import tables, uploads
from sheber.kernel.access import Actor, require
from sheber.kernel.models import Upload, UploadedLine
from sheber.kernel.refusals import Refused
from sheber.kernel.uploads import GOOD, KNOWN, WRONG, Checked


def hand_in(
    code: str,
    name: str,
    content: bytes,
    *,
    choices: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Upload:
    """Take a file and check it. The very same file, waiting already, is not kept twice."""
    kind = kinds.named(code)
    require(kind.may(actor), f"own_data.{code}.hand_in")
    sheet = tables.read(content)
    kind.place(sheet.head)
    if not sheet.lines:
        raise Refused("file_without_lines")
    uploads.erase_expired(now=now)
    chosen = kind.settle(actor, dict(choices or {}))
    upload = _waiting(kind, content, chosen, actor)
    if upload is None:
        upload = uploads.keep(code, name, content, sheet, choices=chosen, actor=actor, now=now)
    return check(upload, actor=actor, now=now)


def enter(
    kind: Kind,
    cells: Mapping[str, str],
    *,
    choices: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[Fault, ...]:
    """Write one line that was typed by hand; its faults instead if there are any."""
    require(kind.may(actor), f"own_data.{kind.code}.enter")
    facts = kind.prepare(actor, kind.settle(actor, dict(choices or {})), now)
    codes = list(cells)
    places = {code: place for place, code in enumerate(codes)}
    row = reading.row(kind.columns, places, [cells[code] for code in codes], [], facts)
    if not row.sound:
        return row.faults
    [found] = kind.look([row], facts)
    if found.faults and not (found.became and kind.repeats):
        return found.faults
    with transaction.atomic():
        kind.write([row.values], facts)
    return ()


def check(upload: Upload, *, actor: Actor, now: datetime) -> Upload:
    """Check every line as the database stands now, and write each verdict down."""
    kind = _kind(upload, actor, "check")
    lines = uploads.lines(upload)
    checked, _rows, _facts = _examine(kind, upload, lines, actor, now)
    return uploads.write_verdicts(upload, lines, checked, actor=actor, now=now)


def apply(
    upload: Upload, *, seen: str, set_aside: bool = False, actor: Actor, now: datetime
) -> Upload:
    """Write the good lines in one transaction: all there are, or none.

    `seen` is the digest of the verdicts that the person looked at; with others nothing is done.
    Wrong lines stop it unless they are to be set aside. Lines that stand already stay as they are.
    """
    kind = _kind(upload, actor, "apply")
    lines = uploads.lines(upload)
    checked, rows, facts = _examine(kind, upload, lines, actor, now)
    if _digest(lines, checked) != seen:
        uploads.write_verdicts(upload, lines, checked, actor=actor, now=now)
        raise Refused("upload_changed")
    good = [place for place, found in enumerate(checked) if found.verdict == GOOD]
    wrong = sum(found.verdict == WRONG for found in checked)
    if wrong and not set_aside:
        raise Refused("upload_has_faults", wrong=wrong)
    if not good:
        raise Refused("upload_nothing_to_apply")
    with transaction.atomic():
        keys = kind.write([rows[place].values for place in good], facts)
        became = {lines[place].pk: key for place, key in zip(good, keys, strict=True)}
        return uploads.write_results(upload, became, actor=actor, now=now)


def let_go(upload: Upload, *, actor: Actor, now: datetime) -> Upload:
    """Give a file up: what was typed into it is erased, nothing of it is applied."""
    _kind(upload, actor, "discard")
    return uploads.discard(upload, actor=actor, now=now)


def own(key: int, *, actor: Actor) -> Upload:
    """An upload of the actor's own side; of any other nobody learns even that it is there."""
    found = uploads.visible(actor).exclude(state="discarded").filter(pk=key).first()
    if found is None:
        raise Refused("upload_not_here")
    return found


def applied_before(upload: Upload, *, actor: Actor) -> Upload | None:
    """An earlier upload of the very same file that was applied."""
    same = uploads.visible(actor).filter(kind=upload.kind, sha256=upload.sha256, state="applied")
    return same.exclude(pk=upload.pk).first()


def digest(lines: Sequence[UploadedLine]) -> str:
    """What was seen: a hash of all lines with their verdicts."""
    return _hash([[one.pk, one.verdict, one.became, one.faults] for one in lines])


def _digest(lines: Sequence[UploadedLine], checked: Sequence[Checked]) -> str:
    pairs = zip(lines, checked, strict=True)
    return _hash([[row.pk, one.verdict, one.became, one.as_json] for row, one in pairs])


def _hash(content: list[list[Any]]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _waiting(kind: Kind, content: bytes, choices: dict[str, Any], actor: Actor) -> Upload | None:
    """The same file, handed in before and not decided on yet."""
    same = uploads.visible(actor).filter(
        kind=kind.code,
        sha256=hashlib.sha256(content).hexdigest(),
        state__in=("uploaded", "checked"),
        erased=False,
    )
    return next((one for one in same if one.choices == choices), None)


def _kind(upload: Upload, actor: Actor, act: str) -> Kind:
    kind = kinds.named(upload.kind)
    mine = uploads.visible(actor).filter(pk=upload.pk).exists()
    require(mine and kind.may(actor), f"own_data.{kind.code}.{act}")
    if upload.erased or not uploads.LIFE[act].sources.count(upload.state):
        raise Refused("wrong_state", subject="kernel.upload", state=upload.state, act=act)
    return kind


def _examine(
    kind: Kind, upload: Upload, lines: Sequence[UploadedLine], actor: Actor, now: datetime
) -> tuple[list[Checked], list[Row], Any]:
    """A verdict for each line, in the order of the file."""
    facts = kind.prepare(actor, upload.choices, now)
    places = kind.place(upload.head)
    rows = [
        reading.row(kind.columns, places, one.cells, one.unread, facts, one.number) for one in lines
    ]
    sound = [row for row in rows if row.sound]
    findings = iter(kind.look(sound, facts))
    return [_checked(row, findings) for row in rows], rows, facts


def _checked(row: Row, findings: Any) -> Checked:
    if not row.sound:
        return Checked(WRONG, faults=row.faults)
    found: Finding = next(findings)
    if found.became:
        return Checked(KNOWN, found.content, found.faults, found.became)
    return Checked(WRONG if found.faults else GOOD, found.content, found.faults)
