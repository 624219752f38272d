"""What is to be learned abroad: written down in versions, signed by everybody it binds."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from sheber.kernel import events
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.mobility import rules
from sheber.mobility.enums import Sides, StayKind
from sheber.mobility.models import LearningAgreement, Stay
from sheber.registry.identity.queries import ADULT, ages, guardians

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


@dataclass(frozen=True)
class Ward:
    """A student for whom a guardian is about to sign."""

    under_age: bool
    guardians: frozenset[str]


def draw_up(
    stay: Stay, *, hours: int, content_sha256: str, actor: Actor, now: datetime
) -> LearningAgreement:
    """Write down what is to be learned in one stay."""
    return draw_up_many([NewLearningAgreement(stay, hours, content_sha256)], actor=actor, now=now)[
        0
    ]


def draw_up_many(
    given: Sequence[NewLearningAgreement], *, actor: Acting, now: datetime
) -> list[LearningAgreement]:
    """Write down what is to be learned, as the next version; once all sign it, it stands."""
    for one, who in zip(given, each(actor, len(given)), strict=True):
        require(rules.can_nominate(who, one.stay.home_id), "mobility.learning_agreement.begin")
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
    return sign_many([(agreement, side)], actor=actor, now=now)[0]


def sign_many(
    given: Sequence[tuple[LearningAgreement, str]], *, actor: Acting, now: datetime
) -> list[LearningAgreement]:
    """Sign, each (agreement, side); an agreement may stand in several. All or none."""
    actors = each(actor, len(given))
    prefetch([agreement for agreement, _ in given], "stay")
    inks = [(agreement, side, who) for (agreement, side), who in zip(given, actors, strict=True)]
    latest = _versions([agreement.stay_id for agreement, _ in given])
    wards = _wards(inks, now.date())
    for ink in inks:
        _check_ink(ink, latest, wards)
    by_side: dict[str, list[LearningAgreement]] = defaultdict(list)
    for agreement, side in given:
        by_side[side].append(agreement)
    with transaction.atomic():
        for side, rows in by_side.items():
            _write(side, rows, now)
        events.record_many([_signature(*one) for one in given], actor=actors, now=now)
    return [agreement for agreement, _ in given]


def sign_each(inks: Sequence[Ink], *, now: datetime) -> list[LearningAgreement]:
    """Sign, each (agreement, side, actor): the same act, with the actor beside the side."""
    given = [(agreement, side) for agreement, side, _ in inks]
    return sign_many(given, actor=[actor for _, _, actor in inks], now=now)


def _check(new: NewLearningAgreement) -> None:
    if new.stay.kind == StayKind.SECONDMENT:
        raise Refused("secondment_has_no_learning_agreement")
    if new.stay.state not in OPEN:
        raise Refused("wrong_state", subject="mobility.stay", state=new.stay.state, act="draw_up")
    if new.hours < 1:
        raise Refused("learning_agreement_without_hours")
    if not SHA256.fullmatch(new.content_sha256):
        raise Refused("learning_agreement_hash_malformed")


def _check_ink(ink: Ink, latest: Mapping[int, int], wards: Mapping[str, Ward]) -> None:
    agreement, side, actor = ink
    stay = agreement.stay
    ward = wards.get(stay.person_id, Ward(under_age=False, guardians=frozenset()))
    may = rules.can_sign(actor, agreement, side, ward.guardians)
    require(may, "mobility.learning_agreement.sign")
    if stay.state not in OPEN:
        raise Refused("wrong_state", subject="mobility.stay", state=stay.state, act="sign")
    if side == "guardian" and not ward.under_age:
        raise Refused("student_is_of_age")
    if getattr(agreement, f"{side}_signed_at") is not None:
        raise Refused("learning_agreement_signed", side=Sides((side,)))
    if agreement.version != latest[stay.pk]:
        raise Refused("learning_agreement_replaced", version=latest[stay.pk])


def _wards(inks: Sequence[Ink], on: date) -> dict[str, Ward]:
    """Of everybody for whom a guardian signs: whether under age, and who answers for them."""
    people = {agreement.stay.person_id for agreement, side, _ in inks if side == "guardian"}
    years, answering = ages(people, on), guardians(people, on)
    return {
        one: Ward(years.get(one, 0) < ADULT, frozenset(answering.get(one, ()))) for one in people
    }


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


def _record(rows: Sequence[LearningAgreement], act: str, actor: Acting, now: datetime) -> None:
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


def _signature(row: LearningAgreement, side: str) -> events.Entry:
    facts = {"side": side, "version": row.version, "sha256": row.content_sha256}
    return events.Entry(
        "mobility.learning_agreement.sign", ("mobility.stay", row.stay_id), facts=facts
    )
