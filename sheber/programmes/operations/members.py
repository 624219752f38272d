"""Who belongs to a cluster, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import rules
from sheber.programmes.enums import MemberRole
from sheber.programmes.models import Cluster, Member
from sheber.programmes.operations.checks import check_body, check_open
from sheber.programmes.states import CLUSTER
from sheber.registry.models import Organisation


@dataclass(frozen=True)
class NewMember:
    """A part in a cluster; without a date it begins on the day of the act."""

    cluster: Cluster
    organisation: Organisation
    role: str
    valid_from: date | None = None


def add_member(member: NewMember, *, actor: Actor, now: datetime) -> Member:
    """Add one member."""
    return add_members([member], actor=actor, now=now)[0]


def add_members(members: Sequence[NewMember], *, actor: Actor, now: datetime) -> list[Member]:
    """Add members to clusters that are not closed."""
    held = _held(members)
    for one in members:
        require(rules.can_manage(actor, one.cluster), "programmes.member.add")
        check_open(one.cluster)
        check_body(one.organisation)
        key = (one.cluster.pk, one.organisation.pk, str(one.role))
        if key in held:
            role = MemberRole(one.role).label
            raise Refused("already_a_member", organisation=one.organisation.name, role=role)
        held.add(key)
    rows = [
        Member(
            cluster=one.cluster,
            organisation=one.organisation,
            role=one.role,
            valid_from=one.valid_from or now.date(),
        )
        for one in members
    ]
    with transaction.atomic():
        saved = Member.objects.bulk_create(rows)
        events.record_many([_entry(row, "add") for row in saved], actor=actor, now=now)
    return saved


def end_member(member: Member, *, on: date, reason: str, actor: Actor, now: datetime) -> Member:
    """End one member's part on a day; `on` is the first day without it."""
    require(rules.can_manage(actor, member.cluster), "programmes.member.end")
    if member.valid_to is not None:
        raise Refused("part_has_ended", on=member.valid_to.isoformat())
    if on < member.valid_from:
        started = member.valid_from.isoformat()
        raise Refused("part_ends_before_it_starts", valid_from=started, on=on.isoformat())
    member.valid_to = on
    with transaction.atomic():
        member.save(update_fields=("valid_to",))
        events.record(_entry(member, "end", reason), actor=actor, now=now)
    return member


def _held(members: Sequence[NewMember]) -> set[tuple[int, int, str]]:
    """The parts that are held now in these clusters."""
    clusters = {one.cluster.pk for one in members}
    rows = Member.objects.filter(cluster__in=clusters, valid_to=None)
    return set(rows.values_list("cluster_id", "organisation_id", "role"))


def _entry(member: Member, act: str, reason: str = "") -> events.Entry:
    day = member.valid_to or member.valid_from
    return events.Entry(
        f"programmes.member.{act}",
        (CLUSTER.subject, member.cluster_id),
        facts={
            "organisation": member.organisation_id,
            "role": str(member.role),
            "on": day.isoformat(),
        },
        reason=reason,
    )
