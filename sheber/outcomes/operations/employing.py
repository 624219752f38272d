"""A job: reported, confirmed, disputed, ended, and the periods of work that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.contracts.models import Contract
from sheber.credentials.models import Award
from sheber.demand.models import Line
from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.outcomes import queries, rules
from sheber.outcomes.enums import LOST, EndGround, EvidenceKind, NoLine
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation, PlacementRight
from sheber.outcomes.states import EMPLOYMENT, EVIDENCE
from sheber.registry.models import Occupation, Organisation, Person, Region

BATCH = 500
IN_FORCE = ("signed", "amended", "suspended")
SIDES = ("person", "employer")


@dataclass(frozen=True)
class NewEmployment:
    """A job to be reported. It names a line of demand, or in `no_line` why there is none.

    `paper` and the hash of its scan are what the person holds; they prove no day by themselves.
    """

    person: Person
    employer: Organisation
    region: Region
    occupation: Occupation
    starts_on: date
    line: Line | None = None
    no_line: str = ""
    contract: Contract | None = None
    award: Award | None = None
    paper: str = ""
    paper_sha256: str = ""


@dataclass(frozen=True)
class NewEvidence:
    """A period of work over half-open days; `reference` is the number of what proves it."""

    employment: Employment
    kind: str
    reference: str
    starts_on: date
    ends_on: date


def report(new: NewEmployment, *, actor: Actor, now: datetime) -> Employment:
    """Report one job; it counts once it is confirmed."""
    return report_many([new], actor=actor, now=now)[0]


def report_many(new: Sequence[NewEmployment], *, actor: Acting, now: datetime) -> list[Employment]:
    """Report jobs; each goes back to a line of demand or says why it does not."""
    prefetch([one.line for one in new if one.line], "call")
    prefetch([one.contract for one in new if one.contract], "terms__offer__line__call")
    rights = queries.open_rights(one.contract.pk for one in new if one.contract)
    for one, who in zip(new, each(actor, len(new)), strict=True):
        require(rules.can_report(who, one.employer, one.person), "outcomes.employment.begin")
        _check_job(one, now.date())
        if one.contract is not None:
            _check_contract(one, one.contract, one.contract.pk in rights)
    rows = [Employment(**vars(one)) for one in new]
    facts = [
        {"line": row.line_id, "no_line": row.no_line, "contract": row.contract_id} for row in rows
    ]
    return states.begin_many(EMPLOYMENT, rows, actor=actor, now=now, facts=facts)


def confirm(employment: Employment, *, actor: Actor, now: datetime) -> Employment:
    """Confirm one job, or settle a dispute about it in the person's favour."""
    return confirm_many([employment], actor=actor, now=now)[0]


def confirm_many(
    employments: Sequence[Employment], *, actor: Acting, now: datetime
) -> list[Employment]:
    """Confirm jobs; whoever had a right to be placed anew under that contract is placed."""
    prefetch(employments, *SIDES)
    actors = each(actor, len(employments))
    for one, who in zip(employments, actors, strict=True):
        require(rules.can_change_employment(who, one, "confirm"), "outcomes.employment.confirm")
    rights = queries.open_rights(one.contract_id for one in employments if one.contract_id)
    placed, placers = [], []
    for one, who in zip(employments, actors, strict=True):
        right = rights.get(one.contract_id or 0)
        if right is not None and one.starts_on >= right.since and one.pk != right.lost_id:
            right.placed_by, right.placed_on = one, one.starts_on
            placed.append(right)
            placers.append(who)
    with transaction.atomic():
        states.move_many(EMPLOYMENT, employments, "confirm", actor=actor, now=now)
        PlacementRight.objects.bulk_update(placed, ("placed_by", "placed_on"), BATCH)
        _record_rights("placed_anew", placed, placers, now)
    return list(employments)


def dispute(employment: Employment, *, reason: str, actor: Actor, now: datetime) -> Employment:
    """Say as the employer that a whole job is wrong; none of its days count until it is settled."""
    return _change(employment, "dispute", reason=reason, actor=actor, now=now)


def reject(employment: Employment, *, reason: str, actor: Actor, now: datetime) -> Employment:
    """Settle as an office that a disputed job was none."""
    return _change(employment, "reject", reason=reason, actor=actor, now=now)


def end(
    employment: Employment, *, ground: str, on: date, actor: Actor, now: datetime
) -> Employment:
    """End a job on a day, the first that is not worked.

    Somebody dismissed, or whose firm closed, breaks no obligation by it: a right to be placed
    anew is recorded, and until then the days count neither way.
    """
    require(rules.can_change_employment(actor, employment, "end"), "outcomes.employment.end")
    _check_end(employment, on, now.date())
    facts = {"ground": EndGround(ground).value, "on": on.isoformat()}
    with transaction.atomic():
        states.move(EMPLOYMENT, employment, "end", actor=actor, now=now, facts=facts)
        employment.ended_on, employment.end_ground = on, EndGround(ground)
        employment.save(update_fields=("ended_on", "end_ground"))
        if ground in LOST:
            _give_right(employment, on, actor, now)
    return employment


def add_evidence(new: NewEvidence, *, actor: Actor, now: datetime) -> EmploymentEvidence:
    """Confirm one period of work by what proves it."""
    return add_evidence_many([new], actor=actor, now=now)[0]


def add_evidence_many(
    new: Sequence[NewEvidence], *, actor: Acting, now: datetime
) -> list[EmploymentEvidence]:
    """Confirm periods of work by what proves them; where they overlap, a day counts once."""
    prefetch([one.employment for one in new], *SIDES)
    for one, who in zip(new, each(actor, len(new)), strict=True):
        require(rules.can_prove(who, one.employment), "outcomes.evidence.begin")
        _check_evidence(one, now.date())
    rows = [EmploymentEvidence(**vars(one), confirmed_at=now) for one in new]
    facts = [
        {
            "employment": row.employment_id,
            "kind": row.kind,
            "from": row.starts_on.isoformat(),
            "to": row.ends_on.isoformat(),
        }
        for row in rows
    ]
    return states.begin_many(EVIDENCE, rows, actor=actor, now=now, facts=facts)


def dispute_evidence(
    evidence: EmploymentEvidence, *, reason: str, actor: Actor, now: datetime
) -> EmploymentEvidence:
    """Say as the employer that a period was not worked; it does not count until it is settled."""
    return _change_evidence(evidence, "dispute", reason=reason, actor=actor, now=now)


def confirm_evidence(
    evidence: EmploymentEvidence, *, actor: Actor, now: datetime
) -> EmploymentEvidence:
    """Take a dispute back as the employer, or settle it as an office: the period counts."""
    return _change_evidence(evidence, "confirm", reason="", actor=actor, now=now)


def reject_evidence(
    evidence: EmploymentEvidence, *, reason: str, actor: Actor, now: datetime
) -> EmploymentEvidence:
    """Settle as an office that a disputed period was not worked."""
    return _change_evidence(evidence, "reject", reason=reason, actor=actor, now=now)


def _change(
    employment: Employment, move: str, *, reason: str, actor: Actor, now: datetime
) -> Employment:
    require(rules.can_change_employment(actor, employment, move), f"outcomes.employment.{move}")
    return states.move(EMPLOYMENT, employment, move, actor=actor, now=now, reason=reason)


def _change_evidence(
    evidence: EmploymentEvidence, move: str, *, reason: str, actor: Actor, now: datetime
) -> EmploymentEvidence:
    require(
        rules.can_change_evidence(actor, evidence.employment, move), f"outcomes.evidence.{move}"
    )
    return states.move(EVIDENCE, evidence, move, actor=actor, now=now, reason=reason)


def _check_job(one: NewEmployment, today: date) -> None:
    if one.starts_on > today:
        raise Refused("outcome_day_in_future", on=one.starts_on.isoformat())
    if (one.line is None) == (not one.no_line):
        raise Refused("line_or_why_not")
    if one.no_line:
        NoLine(one.no_line)
    if one.award is not None and one.award.person_id != one.person.pk:
        raise Refused("award_of_another_person", award=one.award.number)
    line = one.line
    if line is None:
        return
    if line.call.employer_id != one.employer.pk:
        raise Refused("line_of_another_employer", line=line.pk)
    if (line.region_id, line.occupation_id) != (one.region.pk, one.occupation.pk):
        raise Refused(
            "job_unlike_its_line",
            line=line.pk,
            region=line.region_id,
            occupation=line.occupation_id,
        )


def _check_contract(one: NewEmployment, contract: Contract, placed_anew: bool) -> None:
    """Work for the customer, on the contract's line; placed anew, for whoever takes the person."""
    if contract.person_id != one.person.pk:
        raise Refused("job_under_anothers_contract", contract=contract.pk)
    if contract.state not in IN_FORCE:
        raise Refused("contract_not_in_force", contract=contract.pk, state=contract.state)
    if placed_anew:
        return
    promised = contract.terms.offer.line
    if one.line is None or one.line.pk != promised.pk:
        raise Refused("job_off_the_contracts_line", contract=contract.pk, line=promised.pk)


def _check_end(employment: Employment, on: date, today: date) -> None:
    if on > today:
        raise Refused("outcome_day_in_future", on=on.isoformat())
    if on <= employment.starts_on:
        raise Refused("job_backwards", starts_on=employment.starts_on.isoformat())
    later = EmploymentEvidence.objects.filter(employment=employment, ends_on__gt=on)
    if later.exclude(state="rejected").exists():
        raise Refused("worked_after_the_end", on=on.isoformat())


def _check_evidence(one: NewEvidence, today: date) -> None:
    EvidenceKind(one.kind)
    job = one.employment
    if job.state in {"disputed", "rejected"}:
        raise Refused("wrong_state", subject=EMPLOYMENT.subject, state=job.state, act="prove")
    if one.starts_on >= one.ends_on:
        raise Refused("period_backwards", starts_on=one.starts_on.isoformat())
    if one.ends_on > today:
        raise Refused("outcome_day_in_future", on=one.ends_on.isoformat())
    if one.starts_on < job.starts_on or (job.ended_on and one.ends_on > job.ended_on):
        raise Refused("period_outside_the_job", employment=job.pk)
    if not one.reference.strip():
        raise Refused("evidence_without_reference")


def _give_right(employment: Employment, on: date, actor: Actor, now: datetime) -> None:
    """Record the right under the obligation that the job was serving, if it runs."""
    if employment.contract_id is None:
        return
    obligation = Obligation.objects.filter(
        contract_id=employment.contract_id, state="running"
    ).first()
    if obligation is None:
        return
    right = PlacementRight.objects.create(
        obligation=obligation, lost=employment, ground=employment.end_ground, since=on
    )
    _record_rights("right_to_place", [right], actor, now)


def _record_rights(
    act: str, rights: Sequence[PlacementRight], actor: Acting, now: datetime
) -> None:
    events.record_many(
        [
            events.Entry(
                f"outcomes.obligation.{act}",
                ("outcomes.obligation", right.obligation_id),
                facts={"lost": right.lost_id, "placed_by": right.placed_by_id},
            )
            for right in rights
        ],
        actor=actor,
        now=now,
    )
