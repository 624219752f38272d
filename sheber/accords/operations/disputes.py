"""Open identities and claims that disagree: only a person with a document ends them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sheber.accords import rules
from sheber.accords.models import Commitment, Conflict, ConflictingClaim
from sheber.accords.operations.papers import check_paper
from sheber.accords.states import COMMITMENT
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.enums import OrganisationStatus
from sheber.registry.models import Organisation


def resolve_party(
    commitment: Commitment,
    *,
    organisations: Sequence[Organisation],
    document: str,
    dated: date,
    actor: Actor,
    now: datetime,
) -> Commitment:
    """Say with a document which organisations are meant; they take the place of the open ones."""
    require(rules.can_keep(actor), "accords.commitment.resolve_party")
    if not commitment.unresolved_party:
        raise Refused("no_party_to_resolve", code=commitment.code)
    if not organisations:
        raise Refused("party_needs_body", code=commitment.code)
    for one in organisations:
        if one.status == OrganisationStatus.UNRESOLVED:
            raise Refused("party_still_unresolved", organisation=one.name)
    check_paper(document, dated, now)
    commitment.unresolved_party = False
    commitment.resolution_document, commitment.resolved_on = document, dated
    still_open = commitment.organisations.filter(status=OrganisationStatus.UNRESOLVED)
    with transaction.atomic():
        commitment.save(update_fields=("unresolved_party", "resolution_document", "resolved_on"))
        commitment.organisations.remove(*still_open)
        commitment.organisations.add(*organisations)
        events.record(
            events.Entry(
                "accords.commitment.resolve_party",
                (COMMITMENT.subject, commitment.pk),
                facts={
                    "organisations": [one.pk for one in organisations],
                    "dated": dated.isoformat(),
                },
            ),
            actor=actor,
            now=now,
        )
    return commitment


def settle(
    conflict: Conflict,
    *,
    document: str,
    dated: date,
    upheld: ConflictingClaim | None = None,
    actor: Actor,
    now: datetime,
) -> Conflict:
    """Settle claims that disagree; `upheld` stays empty where several hold, or none.

    The claims stay, so that what was said can still be read.
    """
    require(rules.can_keep(actor), "accords.conflict.settle")
    if conflict.settled_with:
        raise Refused("conflict_already_settled", code=conflict.code)
    if upheld is not None and upheld.conflict_id != conflict.pk:
        raise Refused("claim_of_another_conflict", code=conflict.code)
    check_paper(document, dated, now)
    conflict.settled_with, conflict.settled_on, conflict.upheld = document, dated, upheld
    facts = {"upheld": upheld.pk if upheld else None, "dated": dated.isoformat()}
    with transaction.atomic():
        conflict.save(update_fields=("settled_with", "settled_on", "upheld"))
        events.record(
            events.Entry("accords.conflict.settle", ("accords.conflict", conflict.pk), facts=facts),
            actor=actor,
            now=now,
        )
    return conflict
