"""A contract broken: by whom, on what ground, and what is owed for it under its regime."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sheber.contracts import queries, rules
from sheber.contracts.enums import BreachGround, PartyRole
from sheber.contracts.models import Breach, Contract
from sheber.contracts.operations.changing import close_open_ends
from sheber.contracts.states import CONTRACT
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused

NOT_COMPUTED = {"code": "not_computed", "needs": "education_organisation"}


@dataclass(frozen=True)
class Amount:
    """What is owed, as computed elsewhere: minor units of a currency.

    `formula` is plain values: a code, the parts that went in, and the version of the rules.
    """

    minor: int
    currency: str
    formula: Mapping[str, Any]


@dataclass(frozen=True)
class NewBreach:
    """Who broke a contract, on what ground, on what day.

    Without an `amount` the sum stays open: it needs the education organisation's figure.
    """

    by_role: PartyRole
    ground: BreachGround
    on: date
    before_first_attestation: bool
    amount: Amount | None = None


def refuse_as_customer(
    contract: Contract,
    *,
    before_first_attestation: bool,
    amount: Amount | None = None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Breach:
    """The customer does not sign, or goes back on what it signed; what it pays is by stage."""
    parties = queries.sides([contract], now.date())[contract.pk].parties
    require(
        rules.can_move_as(actor, "refuse_by_customer", PartyRole.CUSTOMER, parties),
        "contracts.contract.refuse_by_customer",
    )
    new = NewBreach(
        PartyRole.CUSTOMER,
        BreachGround.CUSTOMER_REFUSES,
        now.date(),
        before_first_attestation,
        amount,
    )
    return _break(contract, "refuse_by_customer", new, reason=reason, actor=actor, now=now)


def breach(
    contract: Contract, new: NewBreach, *, reason: str, actor: Actor, now: datetime
) -> Breach:
    """Record that a contract in force was broken."""
    parties = queries.sides([contract], now.date())[contract.pk].parties
    require(rules.can_move(actor, "breach", parties), "contracts.contract.breach")
    if new.on > now.date():
        raise Refused("contract_day_in_future", on=new.on.isoformat())
    return _break(contract, "breach", new, reason=reason, actor=actor, now=now)


def price_breach(row: Breach, *, amount: Amount, actor: Actor, now: datetime) -> Breach:
    """Fill in what a breach costs, once the education organisation has computed it."""
    parties = queries.sides([row.contract], now.date())[row.contract_id].parties
    require(rules.can_price(actor, parties), "contracts.breach.price")
    _refuse_settled(row)
    if row.amount_minor is not None:
        raise Refused("breach_priced_already")
    _fill(row, amount)
    with transaction.atomic():
        row.save(update_fields=("amount_minor", "currency", "formula"))
        events.record(
            events.Entry("contracts.breach.price", ("contracts.breach", row.pk), facts=_facts(row)),
            actor=actor,
            now=now,
        )
    return row


def settle_claim(row: Breach, *, document: str, actor: Actor, now: datetime) -> Breach:
    """Close the claim of a breach that was paid or dropped, by the document that says so."""
    parties = queries.sides([row.contract], now.date())[row.contract_id].parties
    require(rules.can_settle_claim(actor, parties), "contracts.breach.settle")
    _refuse_settled(row)
    if not document.strip():
        raise Refused("claim_without_document")
    row.settled_on = now.date()
    entry = events.Entry(
        "contracts.breach.settle",
        ("contracts.breach", row.pk),
        facts={"amount_minor": row.amount_minor, "currency": row.currency},
        reason=document.strip(),
    )
    with transaction.atomic():
        row.save(update_fields=("settled_on",))
        events.record(entry, actor=actor, now=now)
    return row


def _refuse_settled(row: Breach) -> None:
    if row.settled_on is not None:
        raise Refused(
            "claim_settled_already", contract=row.contract_id, on=row.settled_on.isoformat()
        )


def _break(
    contract: Contract, move: str, new: NewBreach, *, reason: str, actor: Actor, now: datetime
) -> Breach:
    row = Breach(
        contract=contract,
        by_role=PartyRole(new.by_role),
        ground=BreachGround(new.ground),
        on=new.on,
        regime=contract.terms.regime,
        before_first_attestation=new.before_first_attestation,
        formula=dict(NOT_COMPUTED),
    )
    if new.amount is not None:
        _fill(row, new.amount)
    with transaction.atomic():
        states.move(
            CONTRACT, contract, move, actor=actor, now=now, facts=_facts(row), reason=reason
        )
        row.save()
        close_open_ends(contract, now)
    return row


def _fill(row: Breach, amount: Amount) -> None:
    if amount.minor < 0 or not amount.currency or "code" not in amount.formula:
        raise Refused("amount_without_formula")
    row.amount_minor, row.currency = amount.minor, amount.currency
    row.formula = dict(amount.formula)


def _facts(row: Breach) -> dict[str, Any]:
    return {
        "by": row.by_role,
        "ground": row.ground,
        "on": row.on.isoformat(),
        "before_first_attestation": row.before_first_attestation,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "formula": row.formula["code"],
    }
