"""The curriculum: modules with hours, in the order in which they are taught."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import rules
from sheber.programmes.enums import Cycle
from sheber.programmes.models import Module, Programme
from sheber.programmes.states import PROGRAMME


@dataclass(frozen=True)
class NewModule:
    """A module to be added after those that stand."""

    programme: Programme
    code: str
    name_en: str
    name_ru: str
    name_kk: str
    hours: int
    kind: str
    cycle: str = Cycle.PROFESSIONAL


def add_modules(modules: Sequence[NewModule], *, actor: Actor, now: datetime) -> list[Module]:
    """Add modules to drafts, in this order, numbered within each programme."""
    for one in modules:
        require(rules.can_manage(actor, one.programme.cluster), "programmes.module.add")
        if one.programme.state != PROGRAMME.start:
            raise Refused("programme_not_draft", programme=one.programme.code)
        if one.hours < 1:
            raise Refused("module_without_hours", module=one.code)
    last = _last({one.programme.pk for one in modules})
    rows = []
    for one in modules:
        last[one.programme.pk] = last.get(one.programme.pk, 0) + 1
        rows.append(_row(one, last[one.programme.pk]))
    with transaction.atomic():
        saved = Module.objects.bulk_create(rows)
        events.record_many([_entry(row) for row in saved], actor=actor, now=now)
    return saved


def _last(programmes: set[int]) -> dict[int, int]:
    """The number of the last module of each programme that has any."""
    rows = Module.objects.filter(programme__in=programmes).order_by().values("programme_id")
    return dict(rows.annotate(last=Max("order")).values_list("programme_id", "last"))


def _row(module: NewModule, order: int) -> Module:
    return Module(
        programme=module.programme,
        code=module.code,
        name_en=module.name_en,
        name_ru=module.name_ru,
        name_kk=module.name_kk,
        hours=module.hours,
        kind=module.kind,
        cycle=module.cycle,
        order=order,
    )


def _entry(row: Module) -> events.Entry:
    return events.Entry(
        "programmes.module.add",
        (PROGRAMME.subject, row.programme_id),
        facts={"module": row.pk, "hours": row.hours, "kind": str(row.kind)},
    )
