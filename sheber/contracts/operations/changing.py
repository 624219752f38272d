"""What happens to a signed contract: amended, suspended, resumed, ended in good order."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sheber.contracts import queries, rules
from sheber.contracts.enums import PartyRole, SuspensionGround
from sheber.contracts.models import Amendment, Contract, Party, Suspension
from sheber.contracts.operations.intending import check_newer
from sheber.contracts.operations.signing import drop_amendments
from sheber.contracts.states import CONTRACT
from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.offers.models import Terms

BATCH = 500


def amend(
    contract: Contract, *, terms: Terms, reason: str, actor: Actor, now: datetime
) -> Contract:
    """Propose a newer version of the terms: until everybody has signed it, the old one stands."""
    return amend_many([contract], terms=terms, reason=reason, actor=actor, now=now)[0]


def amend_many(
    contracts: Sequence[Contract], *, terms: Terms, reason: str, actor: Acting, now: datetime
) -> list[Contract]:
    """Propose the same newer version of an offer's terms to all who signed an earlier one."""
    found = queries.sides(contracts, now.date())
    content = queries.contents([terms.pk])[terms.pk]
    rows = []
    for contract, who in zip(contracts, each(actor, len(contracts)), strict=True):
        sides = found[contract.pk]
        require(rules.can_move(who, "amend", sides.parties), "contracts.contract.amend")
        check_newer(sides.terms, terms)
        digest = queries.document(content, sides.parties)
        rows.append(
            Amendment(contract=contract, terms=terms, document_sha256=digest, proposed_at=now)
        )
    facts = [{"terms": terms.pk, "document": row.document_sha256} for row in rows]
    with transaction.atomic():
        states.move_many(
            CONTRACT, contracts, "amend", actor=actor, now=now, facts=facts, reason=reason
        )
        Amendment.objects.bulk_create(rows, BATCH)
    return list(contracts)


def suspend(
    contract: Contract,
    *,
    ground: str,
    starts_on: date,
    notified_on: date,
    ends_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Suspension:
    """Stop the count of days from when the customer has the notice. An open amendment lapses."""
    parties = queries.sides([contract], now.date())[contract.pk].parties
    require(rules.can_move(actor, "suspend", parties), "contracts.contract.suspend")
    row = Suspension(
        contract=contract,
        ground=SuspensionGround(ground),
        starts_on=starts_on,
        notified_on=notified_on,
        ends_on=ends_on,
    )
    _check_suspension(row, now.date())
    facts = {
        "ground": row.ground,
        "starts_on": starts_on.isoformat(),
        "notified_on": notified_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
    }
    with transaction.atomic():
        states.move(CONTRACT, contract, "suspend", actor=actor, now=now, facts=facts)
        drop_amendments([contract], now)
        row.save()
    return row


def resume(contract: Contract, *, on: date, actor: Actor, now: datetime) -> Contract:
    """Let the days count again from `on`, the day after the last suspended one."""
    parties = queries.sides([contract], now.date())[contract.pk].parties
    require(rules.can_move(actor, "resume", parties), "contracts.contract.resume")
    if on > now.date():
        raise Refused("contract_day_in_future", on=on.isoformat())
    last = Suspension.objects.filter(contract=contract).order_by("-starts_on", "-pk").first()
    if last is not None and on <= last.starts_on:
        raise Refused("suspension_backwards", starts_on=last.starts_on.isoformat())
    with transaction.atomic():
        states.move(
            CONTRACT, contract, "resume", actor=actor, now=now, facts={"on": on.isoformat()}
        )
        if last is not None:
            last.ends_on = on
            last.save(update_fields=("ends_on",))
    return contract


def terminate(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """End a contract by agreement of its parties; nobody broke it."""
    return _end(contract, "terminate", reason=reason, actor=actor, now=now)


def release(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """Release the citizen on a ground that the rules or the contract know."""
    return _end(contract, "release", reason=reason, actor=actor, now=now)


def supersede(contract: Contract, *, by: Contract, actor: Actor, now: datetime) -> Contract:
    """Let a later contract of the same two sides take this one's place."""
    found = queries.sides([contract, by], now.date())
    require(
        rules.can_move_as(actor, "supersede", PartyRole.CUSTOMER, found[contract.pk].parties),
        "contracts.contract.supersede",
    )
    same = by.person_id == contract.person_id and _customer(found[by.pk].parties) == _customer(
        found[contract.pk].parties
    )
    if not same or by.pk == contract.pk or by.state != "signed":
        raise Refused("superseding_contract_unfit", contract=by.pk)
    return states.move(CONTRACT, contract, "supersede", actor=actor, now=now, facts={"by": by.pk})


def fulfil(contract: Contract, *, actor: Actor, now: datetime) -> Contract:
    """Close one contract whose obligation has been served."""
    return fulfil_many([contract], actor=actor, now=now)[0]


def fulfil_many(contracts: Sequence[Contract], *, actor: Acting, now: datetime) -> list[Contract]:
    """Close contracts whose obligations have been served; who calls this has counted the days."""
    found = queries.sides(contracts, now.date())
    for contract, who in zip(contracts, each(actor, len(contracts)), strict=True):
        require(
            rules.can_move(who, "fulfil", found[contract.pk].parties), "contracts.contract.fulfil"
        )
    return states.move_many(CONTRACT, contracts, "fulfil", actor=actor, now=now)


def _end(contract: Contract, move: str, *, reason: str, actor: Actor, now: datetime) -> Contract:
    parties = queries.sides([contract], now.date())[contract.pk].parties
    require(rules.can_move(actor, move, parties), f"contracts.contract.{move}")
    with transaction.atomic():
        states.move(CONTRACT, contract, move, actor=actor, now=now, reason=reason)
        close_open_ends(contract, now)
    return contract


def close_open_ends(contract: Contract, now: datetime) -> None:
    """A contract that has ended keeps no open amendment and no open suspension."""
    drop_amendments([contract], now)
    Suspension.objects.filter(contract=contract, ends_on__isnull=True).update(ends_on=now.date())


def _check_suspension(row: Suspension, today: date) -> None:
    if row.notified_on > today:
        raise Refused("contract_day_in_future", on=row.notified_on.isoformat())
    if row.ends_on is not None and row.ends_on <= row.starts_on:
        raise Refused("suspension_backwards", starts_on=row.starts_on.isoformat())
    for earlier in Suspension.objects.filter(contract=row.contract):
        if _meet(earlier, row):
            raise Refused("suspension_overlaps", starts_on=earlier.starts_on.isoformat())


def _meet(one: Suspension, other: Suspension) -> bool:
    starts_before = other.ends_on is None or one.starts_on < other.ends_on
    ends_after = one.ends_on is None or other.starts_on < one.ends_on
    return starts_before and ends_after


def _customer(parties: Sequence[Party]) -> int | None:
    return next(one.organisation_id for one in parties if one.role == PartyRole.CUSTOMER)
