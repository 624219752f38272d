"""Files handed in, and their life: uploaded → checked → applied, or let go. No domain word here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from sheber.kernel import states
from sheber.kernel.access import Actor
from sheber.kernel.models import Upload, UploadedLine
from sheber.kernel.states import Life, Move
from sheber.kernel.tables import Sheet

KEPT_DAYS = 30
BATCH = 500
NAME_LENGTH = 120
GOOD, WRONG, KNOWN, ASIDE = "good", "wrong", "known", "aside"
OWNER = ("owner",)

LIFE = Life(
    subject="kernel.upload",
    start="uploaded",
    moves=(
        Move("check", ("uploaded", "checked"), "checked", OWNER),
        Move("apply", ("checked",), "applied", OWNER),
        Move("discard", ("uploaded", "checked"), "discarded", OWNER),
    ),
)


@dataclass(frozen=True)
class Checked:
    """What a check found in one line. `faults`: (column, code, facts)."""

    verdict: str
    content: str = ""
    faults: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
    became: str = ""

    @property
    def as_json(self) -> list[list[Any]]:
        return [[column, code, dict(facts)] for column, code, facts in self.faults]


@dataclass(frozen=True)
class Tally:
    """How many lines have each verdict."""

    good: int = 0
    wrong: int = 0
    known: int = 0
    aside: int = 0
    total: int = field(default=0)


def visible(actor: Actor) -> QuerySet[Upload]:
    """Uploads of the actor's own side: the organisation's, or the account's where there is none."""
    if actor.organisation:
        return Upload.objects.filter(organisation=actor.organisation)
    return Upload.objects.filter(organisation="", actor=actor.key)


def keep(
    kind: str,
    name: str,
    content: bytes,
    sheet: Sheet,
    *,
    choices: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> Upload:
    """Write down a file that could be read, line by line as it was typed."""
    upload = Upload(
        kind=kind,
        actor=actor.key,
        organisation=actor.organisation,
        name=name[-NAME_LENGTH:],
        sha256=hashlib.sha256(content).hexdigest(),
        head=list(sheet.head),
        choices=dict(choices),
        at=now,
        expires_on=now.date() + timedelta(days=KEPT_DAYS),
    )
    with transaction.atomic():
        facts = {"kind": kind, "lines": len(sheet.lines), "sha256": upload.sha256}
        states.begin(LIFE, upload, actor=actor, now=now, facts=facts)
        UploadedLine.objects.bulk_create(
            [
                UploadedLine(
                    upload=upload,
                    number=line.number,
                    cells=list(line.cells),
                    unread=sorted(line.formulas),
                )
                for line in sheet.lines
            ],
            batch_size=BATCH,
        )
    return upload


def lines(upload: Upload) -> list[UploadedLine]:
    """The lines in the order of the file."""
    return list(UploadedLine.objects.filter(upload=upload).order_by("number"))


def write_verdicts(
    upload: Upload,
    rows: Sequence[UploadedLine],
    checked: Sequence[Checked],
    *,
    actor: Actor,
    now: datetime,
) -> Upload:
    """Put what a check found beside each line."""
    for row, found in zip(rows, checked, strict=True):
        row.verdict, row.content = found.verdict, found.content
        row.faults, row.became = found.as_json, found.became
    with transaction.atomic():
        fields = ("verdict", "content", "faults", "became")
        UploadedLine.objects.bulk_update(rows, fields, batch_size=BATCH)
        counts = tally(upload)
        facts = {"good": counts.good, "wrong": counts.wrong, "known": counts.known}
        return states.move(LIFE, upload, "check", actor=actor, now=now, facts=facts)


def write_results(
    upload: Upload, became: Mapping[int, object], *, actor: Actor, now: datetime
) -> Upload:
    """Say of each line that was applied what it became, by line key; the rest was set aside."""
    rows = lines(upload)
    for row in rows:
        if row.pk in became:
            row.became = str(became[row.pk])
        elif row.verdict in (GOOD, WRONG):
            row.verdict = ASIDE
    with transaction.atomic():
        UploadedLine.objects.bulk_update(rows, ("became", "verdict"), batch_size=BATCH)
        facts = {"applied": len(became), "aside": tally(upload).aside}
        return states.move(LIFE, upload, "apply", actor=actor, now=now, facts=facts)


def discard(upload: Upload, *, actor: Actor, now: datetime) -> Upload:
    """Let a file go; the words of its lines are erased."""
    with transaction.atomic():
        _erase([upload])
        return states.move(LIFE, upload, "discard", actor=actor, now=now)


def tally(upload: Upload) -> Tally:
    """How many lines have each verdict."""
    found = list(UploadedLine.objects.filter(upload=upload).values_list("verdict", flat=True))
    return Tally(
        good=found.count(GOOD),
        wrong=found.count(WRONG),
        known=found.count(KNOWN),
        aside=found.count(ASIDE),
        total=len(found),
    )


def expired(now: datetime) -> list[Upload]:
    """Files whose time is over and whose words are still there."""
    return list(Upload.objects.filter(expires_on__lte=now.date(), erased=False).order_by("pk"))


def erase_expired(*, now: datetime) -> int:
    """Erase the words of files whose time is over; how many files. What was made of them stays."""
    over = expired(now)
    with transaction.atomic():
        _erase(over)
    return len(over)


def _erase(uploads: Sequence[Upload]) -> None:
    found = UploadedLine.objects.filter(upload__in=uploads)
    found.update(cells=[], unread=[], faults=[])
    Upload.objects.filter(pk__in=[one.pk for one in uploads]).update(
        erased=True, head=[], name="", choices={}
    )
    for one in uploads:
        one.erased, one.head, one.name, one.choices = True, [], "", {}
