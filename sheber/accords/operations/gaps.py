"""A gap is filled with a document, or stays and shows."""

from datetime import date, datetime

from django.db import transaction

from sheber.accords import rules
from sheber.accords.models import Gap
from sheber.accords.operations.papers import check_paper
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import Organisation


def fill_gap(
    gap: Gap,
    *,
    filled_with: str,
    document: str,
    dated: date,
    owner: Organisation | None = None,
    actor: Actor,
    now: datetime,
) -> Gap:
    """Fill one gap; `owner` is the body responsible, where the gap asks for one."""
    require(rules.can_fill(actor, gap), "accords.gap.fill")
    if not gap.is_open:
        raise Refused("gap_already_filled", code=_code(gap))
    if not filled_with.strip():
        raise Refused("gap_needs_content")
    check_paper(document, dated, now)
    gap.filled_with, gap.document, gap.filled_on = filled_with, document, dated
    facts = {"gap": gap.kind_id, "dated": dated.isoformat(), "owner": owner.pk if owner else None}
    with transaction.atomic():
        gap.save(update_fields=("filled_with", "document", "filled_on"))
        if owner and gap.commitment:
            gap.commitment.owners.add(owner)
        events.record(
            events.Entry("accords.gap.fill", _subject(gap), facts=facts), actor=actor, now=now
        )
    return gap


def _subject(gap: Gap) -> tuple[str, object]:
    if gap.commitment_id:
        return "accords.commitment", gap.commitment_id
    return "accords.project", gap.project_id


def _code(gap: Gap) -> str:
    holder = gap.commitment or gap.project
    return holder.code if holder else ""
