"""A programme is approved when it is whole, and suspended when a part is left to nobody."""

from collections.abc import Sequence
from datetime import datetime

from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import queries, rules
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Programme
from sheber.programmes.operations.checks import check_commitment, in_words
from sheber.programmes.phrases import LEFT_TO_NOBODY
from sheber.programmes.queries import Coverage, PracticeShare
from sheber.programmes.states import BOUND, PROGRAMME


def approve_programme(programme: Programme, *, actor: Actor, now: datetime) -> Programme:
    """Approve one programme."""
    return approve_programmes([programme], actor=actor, now=now)[0]


def approve_programmes(
    programmes: Sequence[Programme], *, actor: Actor, now: datetime
) -> list[Programme]:
    """Approve programmes whose curriculum, partners, cluster and accord all stand."""
    coverages = queries.coverages(programmes, now.date())
    shares = queries.practice_shares(programmes)
    for row in programmes:
        _may(actor, row, "approve")
        check_commitment(row.cluster.commitment)
        if row.cluster.state not in BOUND:
            raise Refused("cluster_not_agreed", cluster=row.cluster.code)
        _check_share(row, shares[row.pk])
        _check_coverage(row, coverages[row.pk])
    return states.move_many(PROGRAMME, programmes, "approve", actor=actor, now=now)


def suspend_programme(
    programme: Programme, *, reason: str, actor: Actor, now: datetime
) -> Programme:
    """Suspend a programme as the office, and say why."""
    _may(actor, programme, "suspend")
    return states.move(PROGRAMME, programme, "suspend", actor=actor, now=now, reason=reason)


def suspend_uncovered(*, actor: Actor, now: datetime) -> list[Programme]:
    """Suspend every approved programme of which a needed part is left to nobody today."""
    bare = queries.left_to_nobody(now.date())
    for row in bare:
        _may(actor, row, "suspend")
    return states.move_many(
        PROGRAMME,
        list(bare),
        "suspend",
        actor=actor,
        now=now,
        facts=[_lacking(left) for left in bare.values()],
        reason=str(LEFT_TO_NOBODY),
    )


def suspend_for_want_of_partners(
    programme: Programme, left: Coverage, *, reason: str, now: datetime
) -> bool:
    """Suspend a programme that a departure has left bare; says whether it was.

    Nobody pressed a button for this: it is the calendar's act, beside the partner's own.
    """
    if left.holds:
        return False
    states.move(
        PROGRAMME,
        programme,
        "suspend",
        actor=Actor.calendar(),
        now=now,
        facts=_lacking(left),
        reason=reason,
    )
    return True


def resume_programme(programme: Programme, *, actor: Actor, now: datetime) -> Programme:
    """Resume a suspended programme once every part has somebody again."""
    _may(actor, programme, "resume")
    check_commitment(programme.cluster.commitment)
    _check_coverage(programme, queries.coverage(programme, now.date()))
    return states.move(PROGRAMME, programme, "resume", actor=actor, now=now)


def close_programme(programme: Programme, *, reason: str, actor: Actor, now: datetime) -> Programme:
    """Close a programme, and say why. Who is still in training is a flow's business."""
    _may(actor, programme, "close")
    return states.move(PROGRAMME, programme, "close", actor=actor, now=now, reason=reason)


def _lacking(left: Coverage) -> dict[str, object]:
    return {"uncovered": list(left.uncovered), "lacks_a_country": left.lacks_a_country}


def _check_share(programme: Programme, found: PracticeShare) -> None:
    if not found.denominator:
        raise Refused("programme_without_modules", programme=programme.code)
    declared = (programme.practice_hours, programme.practice_of_hours)
    if declared != (found.numerator, found.denominator):
        raise Refused(
            "practice_share_disagrees",
            programme=programme.code,
            numerator=declared[0],
            denominator=declared[1],
            found=found.numerator,
            of=found.denominator,
        )


def _check_coverage(programme: Programme, found: Coverage) -> None:
    if found.uncovered:
        roles = in_words(PartnerRole(role).label for role in found.uncovered)
        raise Refused("programme_uncovered", programme=programme.code, roles=roles)
    if found.lacks_a_country:
        raise Refused("programme_of_one_country", programme=programme.code)


def _may(actor: Actor, programme: Programme, move: str) -> None:
    require(rules.can_move_programme(actor, programme, move), f"programmes.programme.{move}")
