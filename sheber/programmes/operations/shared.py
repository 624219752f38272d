"""What a provider has for all its programmes together, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import rules
from sheber.programmes.models import SharedResource
from sheber.registry.models import Organisation

SUBJECT = "programmes.resource"
Key = tuple[int, str, int]


@dataclass(frozen=True)
class NewShared:
    """Beds, teachers, workshops or places of practice of a calendar year.

    Without an amount nothing is stated any more, and nothing is limited for all together.
    """

    provider: Organisation
    kind: str
    year: int
    amount: int | None

    @property
    def key(self) -> Key:
        return self.provider.pk, self.kind, self.year


def declare_shared(
    resources: Sequence[NewShared], *, actor: Actor, now: datetime
) -> list[SharedResource]:
    """Declare what programmes share, correct it, or take it back; the rows that stand now."""
    for one in resources:
        require(rules.can_declare_shared(actor, one.provider), f"{SUBJECT}.declare")
        if one.year < now.year:
            raise Refused("resource_in_the_past", year=one.year)
    standing = _standing({one.provider.pk for one in resources})
    stated = {one.key: one for one in resources}
    kept = [_row(one, standing.get(key)) for key, one in stated.items() if one.amount is not None]
    gone = [standing[key] for key, one in stated.items() if one.amount is None and key in standing]
    with transaction.atomic():
        entries = [_entry("withdraw", row) for row in gone]
        SharedResource.objects.filter(pk__in=[row.pk for row in gone]).delete()
        SharedResource.objects.bulk_update([row for row in kept if row.pk is not None], ["amount"])
        SharedResource.objects.bulk_create([row for row in kept if row.pk is None])
        entries += [_entry("declare", row) for row in kept]
        events.record_many(entries, actor=actor, now=now)
    return kept


def _standing(providers: set[int]) -> dict[Key, SharedResource]:
    rows = SharedResource.objects.filter(provider__in=providers)
    return {(row.provider_id, row.kind, row.year): row for row in rows}


def _row(new: NewShared, standing: SharedResource | None) -> SharedResource:
    row = standing or SharedResource(provider=new.provider, kind=new.kind, year=new.year)
    row.amount = new.amount or 0
    return row


def _entry(act: str, row: SharedResource) -> events.Entry:
    facts = {"provider": row.provider_id, "year": row.year, row.kind: row.amount}
    return events.Entry(f"{SUBJECT}.{act}", (SUBJECT, row.pk), facts=facts)
