"""What is to be learned abroad: written down in versions, signed by everybody it binds."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.mobility import rules
from sheber.mobility.enums import Sides, StayKind
from sheber.mobility.models import LearningAgreement, Stay
from sheber.registry.identity.queries import ADULT, ages, guardians_of

BATCH = 500
SHA256 = re.compile(r"[0-9a-f]{64}")
# While the stay lasts what is learned may still change; afterwards it is only recognised.
OPEN = ("nominated", "agreed", "on_site")

Ink = tuple[LearningAgreement, str, Actor]


@dataclass(frozen=True)
class NewLearningAgreement:
    """What is to be learned in a stay: its hours, and the SHA-256 of the paper that says it."""

    stay: Stay
    hours: int
    content_sha256: str


def draw_up(
    stay: Stay, *, hours: int, content_sha256: str, actor: Actor, now: datetime
) -> LearningAgreement:
    """Write down what is to be learned in one stay."""
    return draw_up_many([NewLearningAgreement(stay, hours, content_sha256)], actor=actor, now=now)[
        0
    ]


def draw_up_many(
    given: Sequence[NewLearningAgreement], *, actor: Actor, now: datetime
) -> list[LearningAgreement]:
    """Write down what is to be learned, as the next version; once all sign it, it stands."""
    for one in given:
        require(rules.can_nominate(actor, one.stay.home_id), "mobility.learning_agreement.begin")
        _check(one)
    with transaction.atomic():
        versions = _versions([one.stay.pk for one in given])
        rows = []
        for one in given:
            versions[one.stay.pk] += 1
            rows.append(
                LearningAgreement(
                    stay=one.stay,
                    version=versions[one.stay.pk],
                    hours=one.hours,
                    content_sha256=one.content_sha256,
                )
            )
        LearningAgreement.objects.bulk_create(rows, batch_size=BATCH)
        _record(rows, "begin", actor, now)
    return rows


def sign(
    agreement: LearningAgreement, side: str, *, actor: Actor, now: datetime
) -> LearningAgreement:
    """Sign for one side: `student`, `guardian`, `home` or `host`."""
    return sign_each([(agreement, side, actor)], now=now)[0]


def sign_each(inks: Sequence[Ink], *, now: datetime) -> list[LearningAgreement]:
    """Sign, each (agreement, side, actor); an agreement may stand in several. All or none."""
    prefetch([agreement for agreement, _, _ in inks], "stay")
    latest = _versions([agreement.stay_id for agreement, _, _ in inks])
    under_age = _minors(inks, now.date())
    for agreement, side, actor in inks:
        _check_ink(agreement, side, actor, now.date(), under_age)
        if agreement.version != latest[agreement.stay_id]:
            raise Refused("learning_agreement_replaced", version=latest[agreement.stay_id])
    by_side: dict[str, list[LearningAgreement]] = defaultdict(list)
    by_actor: dict[Actor, list[tuple[LearningAgreement, str]]] = defaultdict(list)
    for agreement, side, actor in inks:
        by_side[side].append(agreement)
        by_actor[actor].append((agreement, side))
    with transaction.atomic():
        for side, rows in by_side.items():
            _write(side, rows, now)
        for actor, signed in by_actor.items():
            _record_signatures(signed, actor, now)
    return [agreement for agreement, _, _ in inks]


def _check(new: NewLearningAgreement) -> None:
    if new.stay.kind == StayKind.SECONDMENT:
        raise Refused("secondment_has_no_learning_agreement")
    if new.stay.state not in OPEN:
        raise Refused("wrong_state", subject="mobility.stay", state=new.stay.state, act="draw_up")
    if new.hours < 1:
        raise Refused("learning_agreement_without_hours")
    if not SHA256.fullmatch(new.content_sha256):
        raise Refused("learning_agreement_hash_malformed")


def _check_ink(
    agreement: LearningAgreement, side: str, actor: Actor, on: date, under_age: frozenset[str]
) -> None:
    stay = agreement.stay
    guardians = frozenset(guardians_of(stay.person_id, on)) if side == "guardian" else frozenset()
    require(rules.can_sign(actor, agreement, side, guardians), "mobility.learning_agreement.sign")
    if stay.state not in OPEN:
        raise Refused("wrong_state", subject="mobility.stay", state=stay.state, act="sign")
    if side == "guardian" and stay.person_id not in under_age:
        raise Refused("student_is_of_age")
    if getattr(agreement, f"{side}_signed_at") is not None:
        raise Refused("learning_agreement_signed", side=Sides((side,)))


def _minors(inks: Sequence[Ink], on: date) -> frozenset[str]:
    people = {agreement.stay.person_id for agreement, side, _ in inks if side == "guardian"}
    years = ages(people, on)
    return frozenset(one for one in people if years.get(one, 0) < ADULT)


def _versions(stays: Sequence[int]) -> dict[int, int]:
    """The latest version of each of these stays, 0 without one."""
    found = (
        LearningAgreement.objects.filter(stay_id__in=stays)
        .order_by("stay_id")
        .values("stay_id")
        .annotate(last=Max("version"))
    )
    return dict.fromkeys(stays, 0) | {row["stay_id"]: row["last"] for row in found}


def _write(side: str, rows: Sequence[LearningAgreement], now: datetime) -> None:
    field = f"{side}_signed_at"
    for start in range(0, len(rows), BATCH):
        keys = {row.pk for row in rows[start : start + BATCH]}
        unsigned = LearningAgreement.objects.filter(pk__in=keys, **{f"{field}__isnull": True})
        if unsigned.update(**{field: now}) != len(rows[start : start + BATCH]):
            raise Refused("learning_agreement_signed", side=Sides((side,)))
    for row in rows:
        setattr(row, field, now)


def _record(rows: Sequence[LearningAgreement], act: str, actor: Actor, now: datetime) -> None:
    events.record_many(
        [
            events.Entry(
                f"mobility.learning_agreement.{act}",
                ("mobility.stay", row.stay_id),
                facts={"version": row.version, "hours": row.hours, "sha256": row.content_sha256},
            )
            for row in rows
        ],
        actor=actor,
        now=now,
    )


def _record_signatures(
    signed: Sequence[tuple[LearningAgreement, str]], actor: Actor, now: datetime
) -> None:
    events.record_many(
        [
            events.Entry(
                "mobility.learning_agreement.sign",
                ("mobility.stay", row.stay_id),
                facts={"side": side, "version": row.version, "sha256": row.content_sha256},
            )
            for row, side in signed
        ],
        actor=actor,
        now=now,
    )
