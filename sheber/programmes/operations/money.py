"""A cluster's thin ledger: planned and paid, by source, each line on a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.money import Money
from sheber.kernel.refusals import Refused
from sheber.programmes import rules
from sheber.programmes.enums import MoneySource
from sheber.programmes.models import Cluster, MoneyEntry
from sheber.programmes.operations.checks import check_money
from sheber.programmes.states import CLUSTER
from sheber.registry.models import Organisation


@dataclass(frozen=True)
class NewMoney:
    """An amount planned or paid for a year; an employer's money says whose it is."""

    cluster: Cluster
    year: int
    source: str
    paid: bool
    amount: Money
    document: str
    payer: Organisation | None = None


def enter_money(entry: NewMoney, *, actor: Actor, now: datetime) -> MoneyEntry:
    """Enter one line."""
    return enter_money_many([entry], actor=actor, now=now)[0]


def enter_money_many(
    entries: Sequence[NewMoney], *, actor: Actor, now: datetime
) -> list[MoneyEntry]:
    """Enter lines of ledgers."""
    for one in entries:
        require(rules.can_enter_money(actor, one.cluster, one.source), "programmes.money.enter")
        _check(one)
    rows = [
        MoneyEntry(
            cluster=one.cluster,
            year=one.year,
            source=one.source,
            payer=one.payer,
            paid=one.paid,
            amount_minor=one.amount.minor,
            currency=one.amount.currency,
            document=one.document,
            entered_on=now.date(),
        )
        for one in entries
    ]
    with transaction.atomic():
        saved = MoneyEntry.objects.bulk_create(rows)
        events.record_many([_entry(row, "enter") for row in saved], actor=actor, now=now)
    return saved


def reverse_money(
    entry: MoneyEntry, *, document: str, reason: str, actor: Actor, now: datetime
) -> MoneyEntry:
    """Take a wrong line back by one of the same amount; both stay in the ledger."""
    allowed = rules.can_enter_money(actor, entry.cluster, entry.source)
    require(allowed, "programmes.money.reverse")
    if not document.strip():
        raise Refused("money_needs_document")
    if not reason.strip():
        raise Refused("missing_reason", act="programmes.money.reverse")
    if entry.reverses_id or MoneyEntry.objects.filter(reverses=entry).exists():
        raise Refused("money_reversed_already")
    with transaction.atomic():
        row = MoneyEntry.objects.create(
            cluster=entry.cluster,
            year=entry.year,
            source=entry.source,
            payer=entry.payer,
            paid=entry.paid,
            amount_minor=entry.amount_minor,
            currency=entry.currency,
            document=document,
            entered_on=now.date(),
            reverses=entry,
        )
        events.record(_entry(row, "reverse", reason), actor=actor, now=now)
    return row


def _check(entry: NewMoney) -> None:
    check_money(entry.amount)
    if not entry.document.strip():
        raise Refused("money_needs_document")
    if entry.source == MoneySource.EMPLOYER and entry.payer is None:
        raise Refused("money_needs_payer")


def _entry(row: MoneyEntry, act: str, reason: str = "") -> events.Entry:
    return events.Entry(
        f"programmes.money.{act}",
        (CLUSTER.subject, row.cluster_id),
        facts={
            "entry": row.pk,
            "year": row.year,
            "source": str(row.source),
            "paid": row.paid,
            "minor": row.amount_minor,
            "currency": row.currency,
        },
        reason=reason,
    )
