"""A commitment moves on with evidence; one side's words are confirmed by the other side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.accords import rules
from sheber.accords.enums import SIDES, StatedBy
from sheber.accords.models import Commitment, Evidence, Project, Statement
from sheber.accords.operations.papers import check_date, check_paper
from sheber.accords.states import COMMITMENT
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused

SUBJECTS = {
    Statement: "accords.statement",
    Commitment: COMMITMENT.subject,
    Project: "accords.project",
}


@dataclass(frozen=True)
class Proof:
    """A statement of the register, or a document with its date; `place` is the page or article."""

    statement: Statement | None = None
    document: str = ""
    dated: date | None = None
    place: str = ""

    @property
    def day(self) -> date:
        """The day that the evidence bears; a statement bears the day on which it was made."""
        found = self.statement.said_on if self.statement else self.dated
        if found is None or not (self.statement or self.document.strip()):
            raise Refused("evidence_missing")
        return found


@dataclass(frozen=True)
class Step:
    """One commitment's move, with what it rests on."""

    commitment: Commitment
    move: str
    evidence: Sequence[Proof]


def advance(
    commitment: Commitment,
    move: str,
    *,
    evidence: Sequence[Proof],
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Commitment:
    """Move one commitment on; `move` is a name of `states.COMMITMENT`."""
    step = Step(commitment, move, evidence)
    return advance_many([step], reason=reason, actor=actor, now=now)[0]


def advance_many(
    steps: Sequence[Step], *, reason: str = "", actor: Actor, now: datetime
) -> list[Commitment]:
    """Move commitments on, all or none, and keep the evidence of each step."""
    by_move: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        require(rules.can_advance(actor, step.move), f"accords.commitment.{step.move}")
        check_evidence(step.evidence, now)
        by_move[step.move].append(step)
    with transaction.atomic():
        for move, group in by_move.items():
            rows = [step.commitment for step in group]
            facts = [{"evidence": len(step.evidence)} for step in group]
            states.move_many(
                COMMITMENT, rows, move, actor=actor, now=now, facts=facts, reason=reason
            )
        Evidence.objects.bulk_create(
            [
                row_of(step.commitment, COMMITMENT[step.move].target, proof)
                for step in steps
                for proof in step.evidence
            ]
        )
    return [step.commitment for step in steps]


def confirm(
    said: Statement | Commitment | Project,
    *,
    document: str,
    dated: date,
    actor: Actor,
    now: datetime,
) -> Statement | Commitment | Project:
    """Confirm, as the other side's office, what one side has stated."""
    subject = SUBJECTS[type(said)]
    require(rules.can_confirm(actor, said), f"{subject}.confirm")
    if said.stated_by == StatedBy.PRESS:
        raise Refused("press_is_not_a_side", code=said.code)
    if said.is_two_sided:
        raise Refused("already_two_sided", code=said.code)
    check_paper(document, dated, now)
    said.confirmed_by_other, said.confirmed_on = document, dated
    with transaction.atomic():
        said.save(update_fields=("confirmed_by_other", "confirmed_on"))
        _record(said, "confirm", {"dated": dated.isoformat()}, actor=actor, now=now)
    return said


def attribute(
    said: Statement | Commitment | Project,
    *,
    stated_by: str,
    document: str,
    dated: date,
    actor: Actor,
    now: datetime,
) -> Statement | Commitment | Project:
    """Record, with a document, which side states what rested on a press report only."""
    subject = SUBJECTS[type(said)]
    require(rules.can_keep(actor), f"{subject}.attribute")
    if said.stated_by != StatedBy.PRESS:
        raise Refused("side_already_known", code=said.code)
    if stated_by not in SIDES:
        raise Refused("side_unknown", side=stated_by)
    check_paper(document, dated, now)
    said.stated_by = stated_by
    with transaction.atomic():
        said.save(update_fields=("stated_by",))
        if isinstance(said, Commitment):
            Evidence.objects.create(
                commitment=said, document=document, dated=dated, supports_state=said.state
            )
        facts = {"stated_by": stated_by, "dated": dated.isoformat()}
        _record(said, "attribute", facts, reason=document, actor=actor, now=now)
    return said


def check_evidence(evidence: Sequence[Proof], now: datetime) -> None:
    """Refuse a step, or an entry, that rests on nothing, or on what has not come yet."""
    if not evidence:
        raise Refused("evidence_missing")
    for proof in evidence:
        check_date(proof.day, now)


def row_of(commitment: Commitment, state: str, proof: Proof) -> Evidence:
    """The row, not yet saved, that keeps on what a state rests."""
    return Evidence(
        commitment=commitment,
        statement=proof.statement,
        document=proof.document,
        place=proof.place,
        supports_state=state,
        dated=proof.day,
    )


def _record(
    said: Statement | Commitment | Project,
    act: str,
    facts: dict[str, str],
    *,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    subject = SUBJECTS[type(said)]
    entry = events.Entry(f"{subject}.{act}", (subject, said.pk), facts=facts, reason=reason)
    events.record(entry, actor=actor, now=now)
