"""A cluster is founded, applies, is selected, signs its agreement and operates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.accords.models import Commitment
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import rules
from sheber.programmes.enums import ROLES_OF_CLUSTER, ClusterKind, MemberRole
from sheber.programmes.models import Cluster, Member
from sheber.programmes.operations.checks import (
    check_body,
    check_commitment,
    check_open,
    in_words,
)
from sheber.programmes.states import CLUSTER
from sheber.registry.models import Organisation, Region


@dataclass(frozen=True)
class NewCluster:
    """A cluster to be founded. `region` and `sector` are codes; only industry needs a sector."""

    code: str
    name_en: str
    name_ru: str
    name_kk: str
    region: str
    manager: Organisation
    sector: str = ""
    kind: str = ClusterKind.INDUSTRY
    commitment: Commitment | None = None


@dataclass(frozen=True)
class Agreement:
    """The paper that the members of a cluster signed, and when."""

    cluster: Cluster
    document: str
    signed_on: date


def found_cluster(cluster: NewCluster, *, actor: Actor, now: datetime) -> Cluster:
    """Found one cluster, as an idea."""
    return found_clusters([cluster], actor=actor, now=now)[0]


def found_clusters(clusters: Sequence[NewCluster], *, actor: Actor, now: datetime) -> list[Cluster]:
    """Found clusters, as ideas; members are added before they apply."""
    regions = Region.objects.in_bulk([one.region for one in clusters])
    rows = []
    for one in clusters:
        if one.region not in regions:
            raise Refused("cluster_region_unknown", region=one.region)
        country = regions[one.region].country_id
        require(rules.can_found(actor, one.manager.pk, country), "programmes.cluster.begin")
        if one.kind == ClusterKind.INDUSTRY and not one.sector:
            raise Refused("cluster_needs_sector")
        check_body(one.manager)
        rows.append(
            Cluster(
                code=one.code,
                kind=one.kind,
                name_en=one.name_en,
                name_ru=one.name_ru,
                name_kk=one.name_kk,
                country_id=country,
                region=regions[one.region],
                sector_id=one.sector or None,
                manager=one.manager,
                commitment=one.commitment,
            )
        )
    facts = [{"manager": row.manager_id} for row in rows]
    return states.begin_many(CLUSTER, rows, actor=actor, now=now, facts=facts)


def apply_cluster(cluster: Cluster, *, actor: Actor, now: datetime) -> Cluster:
    """Hand in one cluster's application."""
    return apply_clusters([cluster], actor=actor, now=now)[0]


def apply_clusters(clusters: Sequence[Cluster], *, actor: Actor, now: datetime) -> list[Cluster]:
    """Hand in applications of clusters whose members stand."""
    roles: dict[int, set[str]] = defaultdict(set)
    members = Member.objects.filter(cluster__in=clusters, valid_to=None)
    for cluster, role in members.values_list("cluster_id", "role"):
        roles[cluster].add(role)
    for row in clusters:
        _may(actor, row, "apply")
        needed = ROLES_OF_CLUSTER[ClusterKind(row.kind)]
        missing = [MemberRole(role).label for role in needed if role not in roles[row.pk]]
        if missing:
            raise Refused("cluster_incomplete", cluster=row.code, roles=in_words(missing))
    return states.move_many(CLUSTER, clusters, "apply", actor=actor, now=now)


def select_cluster(cluster: Cluster, *, actor: Actor, now: datetime) -> Cluster:
    """Select one cluster that has applied."""
    return select_clusters([cluster], actor=actor, now=now)[0]


def select_clusters(clusters: Sequence[Cluster], *, actor: Actor, now: datetime) -> list[Cluster]:
    """Select clusters that have applied."""
    return _move(clusters, "select", actor=actor, now=now)


def agree_cluster(
    cluster: Cluster, *, document: str, signed_on: date, actor: Actor, now: datetime
) -> Cluster:
    """Record the agreement of one cluster's members."""
    return agree_clusters([Agreement(cluster, document, signed_on)], actor=actor, now=now)[0]


def agree_clusters(
    agreements: Sequence[Agreement], *, actor: Actor, now: datetime
) -> list[Cluster]:
    """Record the agreements of clusters' members: no document, no agreement."""
    for one in agreements:
        _may(actor, one.cluster, "agree")
        if not one.document.strip() or one.signed_on > now.date():
            raise Refused("cluster_agreement_missing", cluster=one.cluster.code)
    rows = [one.cluster for one in agreements]
    facts = [{"signed_on": one.signed_on.isoformat()} for one in agreements]
    with transaction.atomic():
        states.move_many(CLUSTER, rows, "agree", actor=actor, now=now, facts=facts)
        for one in agreements:
            one.cluster.agreement_document, one.cluster.agreed_on = one.document, one.signed_on
        Cluster.objects.bulk_update(rows, ("agreement_document", "agreed_on"))
    return rows


def operate_cluster(cluster: Cluster, *, actor: Actor, now: datetime) -> Cluster:
    """Let one cluster begin its work."""
    return operate_clusters([cluster], actor=actor, now=now)[0]


def operate_clusters(clusters: Sequence[Cluster], *, actor: Actor, now: datetime) -> list[Cluster]:
    """Let clusters whose members have agreed begin their work."""
    return _move(clusters, "operate", actor=actor, now=now)


def rest_on(
    cluster: Cluster, *, commitment: Commitment | None, actor: Actor, now: datetime
) -> Cluster:
    """Let one cluster and its programmes rest on a commitment; None takes the link away."""
    return rest_on_many([(cluster, commitment)], actor=actor, now=now)[0]


def rest_on_many(
    links: Sequence[tuple[Cluster, Commitment | None]], *, actor: Actor, now: datetime
) -> list[Cluster]:
    """Let clusters rest on commitments: none with an open party, and none that has ended."""
    for cluster, commitment in links:
        require(rules.can_found_on(actor, cluster), "programmes.cluster.rest_on")
        check_open(cluster)
        check_commitment(commitment)
    entries = [
        events.Entry(
            "programmes.cluster.rest_on",
            (CLUSTER.subject, cluster.pk),
            facts={
                "from": cluster.commitment_id,
                "to": commitment.pk if commitment else None,
            },
        )
        for cluster, commitment in links
    ]
    rows = [cluster for cluster, _ in links]
    with transaction.atomic():
        for cluster, commitment in links:
            cluster.commitment = commitment
        Cluster.objects.bulk_update(rows, ("commitment",))
        events.record_many(entries, actor=actor, now=now)
    return rows


def close_cluster(cluster: Cluster, *, reason: str, actor: Actor, now: datetime) -> Cluster:
    """Close a cluster, and say why. Its programmes are closed by acts of their own."""
    return _move([cluster], "close", reason=reason, actor=actor, now=now)[0]


def _move(
    clusters: Sequence[Cluster], name: str, *, reason: str = "", actor: Actor, now: datetime
) -> list[Cluster]:
    for row in clusters:
        _may(actor, row, name)
    return states.move_many(CLUSTER, clusters, name, actor=actor, now=now, reason=reason)


def _may(actor: Actor, cluster: Cluster, move: str) -> None:
    require(rules.can_move_cluster(actor, cluster, move), f"programmes.cluster.{move}")
