"""An obligation: created by a contract, served in days, fulfilled, released, broken, settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sheber.contracts.models import Contract
from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.outcomes import engine_io, queries, rules
from sheber.outcomes.models import Obligation
from sheber.outcomes.states import OBLIGATION

IN_FORCE = ("signed", "amended", "suspended")
CONTRACT_SIDES = ("person", "terms__offer__line__call__employer")
SIDES = tuple(f"contract__{path}" for path in CONTRACT_SIDES)


@dataclass(frozen=True)
class NewObligation:
    """What a contract creates: its months, from a day on.

    `months` is given only where a rule shortens the contract's own, such as in proportion to
    the time that was studied on the grant.
    """

    contract: Contract
    starts_on: date
    months: int | None = None


def oblige(new: NewObligation, *, actor: Actor, now: datetime) -> Obligation:
    """Create one obligation."""
    return oblige_many([new], actor=actor, now=now)[0]


def oblige_many(new: Sequence[NewObligation], *, actor: Acting, now: datetime) -> list[Obligation]:
    """Create the obligations of contracts in force, under the regime that each one's terms name."""
    contracts = [one.contract for one in new]
    prefetch(contracts, *CONTRACT_SIDES)
    taken = Obligation.objects.filter(contract__in=contracts).first()
    if taken is not None:
        raise Refused("obligation_stands_already", contract=taken.contract_id)
    rows = []
    for one, who in zip(new, each(actor, len(new)), strict=True):
        require(rules.can_oblige(who, one.contract), "outcomes.obligation.begin")
        rows.append(_row(one))
    facts = [
        {"months": row.months, "starts_on": row.starts_on.isoformat(), "regime": row.regime}
        for row in rows
    ]
    return states.begin_many(OBLIGATION, rows, actor=actor, now=now, facts=facts)


def fulfil(obligation: Obligation, *, actor: Actor, now: datetime) -> Obligation:
    """Close one obligation whose days are served."""
    return fulfil_many([obligation], actor=actor, now=now)[0]


def fulfil_many(
    obligations: Sequence[Obligation], *, actor: Acting, now: datetime
) -> list[Obligation]:
    """Close obligations whose days are served; refuse one that is still owed a day."""
    _may("fulfil", obligations, actor)
    found = engine_io.standings(obligations, now.date())
    for one in obligations:
        standing = found[one.pk]
        if standing.owed_days > 0:
            raise Refused(
                "days_still_owed",
                obligation=one.pk,
                served=standing.served_days,
                owed=standing.term_days,
            )
    return _move("fulfil", obligations, found, actor=actor, now=now)


def release(obligation: Obligation, *, reason: str, actor: Actor, now: datetime) -> Obligation:
    """Release a person from what is still owed, on a ground that the rules know."""
    _may("release", [obligation], actor)
    found = engine_io.standings([obligation], now.date())
    return _move("release", [obligation], found, actor=actor, now=now, reason=reason)[0]


def breach(obligation: Obligation, *, reason: str, actor: Actor, now: datetime) -> Obligation:
    """Record that a person broke an obligation; nobody breaks it who waits to be placed anew."""
    _may("breach", [obligation], actor)
    if obligation.contract_id in queries.open_rights([obligation.contract_id]):
        raise Refused("waits_to_be_placed", obligation=obligation.pk)
    found = engine_io.standings([obligation], now.date())
    return _move("breach", [obligation], found, actor=actor, now=now, reason=reason)[0]


def settle(obligation: Obligation, *, document: str, actor: Actor, now: datetime) -> Obligation:
    """Close a broken obligation whose claim was paid or dropped, by the document that says so."""
    _may("settle", [obligation], actor)
    found = engine_io.standings([obligation], now.date())
    return _move("settle", [obligation], found, actor=actor, now=now, reason=document)[0]


def _row(one: NewObligation) -> Obligation:
    contract = one.contract
    if contract.state not in IN_FORCE:
        raise Refused("contract_not_in_force", contract=contract.pk, state=contract.state)
    months = contract.terms.months_owed if one.months is None else one.months
    if not 0 < months <= contract.terms.months_owed:
        raise Refused("months_beyond_the_terms", owed=contract.terms.months_owed, months=months)
    return Obligation(
        contract=contract,
        person_id=contract.person_id,
        months=months,
        starts_on=one.starts_on,
        regime=contract.terms.regime,
    )


def _may(move: str, obligations: Sequence[Obligation], actor: Acting) -> None:
    prefetch(obligations, *SIDES)
    for one, who in zip(obligations, each(actor, len(obligations)), strict=True):
        require(rules.can_change_obligation(who, one, move), f"outcomes.obligation.{move}")


def _move(
    move: str,
    obligations: Sequence[Obligation],
    found: dict[int, engine_io.Standing],
    *,
    actor: Acting,
    now: datetime,
    reason: str = "",
) -> list[Obligation]:
    """Move with the count of days on that date as facts."""
    facts = [
        {
            "owed_days": found[one.pk].owed_days,
            "served_days": found[one.pk].served_days,
            "rules": found[one.pk].rule_version,
        }
        for one in obligations
    ]
    return states.move_many(
        OBLIGATION, obligations, move, actor=actor, now=now, facts=facts, reason=reason
    )
