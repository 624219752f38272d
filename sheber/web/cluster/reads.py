"""What a cluster's manager sees: own clusters, load of practice and mentors, what is at risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from sheber.kernel.access import Actor
from sheber.programmes.models import Cluster, Programme
from sheber.programmes.queries import Coverage, coverages
from sheber.registry.enums import Role
from sheber.training.models import Placement, PracticeDay

OPEN = ("planned", "briefed", "running")


def own(actor: Actor) -> QuerySet[Cluster]:
    """Clusters that the actor's organisation manages."""
    rows = Cluster.objects.filter(manager_id=int(actor.organisation or 0))
    return rows.select_related("region", "country", "sector", "manager").order_by("code")


def cluster_for(actor: Actor, key: int) -> Cluster:
    found: Cluster = get_object_or_404(own(actor), pk=key)
    return found


def ledgers(actor: Actor) -> QuerySet[Cluster]:
    """Clusters whose ledger the actor writes in: the manager's own, and a region's own."""
    if not actor.has_role(Role.REGION):
        return own(actor)
    rows = Cluster.objects.filter(region_id=actor.region)
    return rows.select_related("region", "country").order_by("code")


def ledger_for(actor: Actor, key: int) -> Cluster:
    found: Cluster = get_object_or_404(ledgers(actor), pk=key)
    return found


def programme_for(actor: Actor, key: int) -> Programme:
    rows = Programme.objects.filter(cluster__in=own(actor)).select_related("cluster")
    found: Programme = get_object_or_404(rows, pk=key)
    return found


@dataclass(frozen=True)
class Load:
    """A mentor's open placements, and the minutes confirmed in a month."""

    mentor: str
    host: str
    students: int
    minutes: int


def loads(cluster: Cluster, month: date) -> list[Load]:
    """Who mentors students of the cluster, how many, and what was confirmed in the month."""
    rows = Placement.objects.filter(enrolment__capacity__programme__cluster=cluster)
    keys = ("mentor_id", "mentor__username", "host_id")
    open_now = dict(
        _keyed(rows.filter(state__in=OPEN).order_by().values(*keys).annotate(n=Count("pk")), "n")
    )
    start, end = month.replace(day=1), following(month)
    days = PracticeDay.objects.filter(placement__in=rows, day__gte=start, day__lt=end)
    sums = days.order_by().values(
        "placement__mentor_id", "placement__mentor__username", "placement__host_id"
    )
    done = dict(_keyed(sums.annotate(n=Sum("minutes")), "n"))
    hosts = {row.host_id: row.host.name for row in rows.select_related("host")}
    return [
        Load(name, hosts[host], open_now.get(key, 0), done.get(key, 0))
        for key in sorted(open_now.keys() | done.keys())
        for _mentor, name, host in (key,)
    ]


def _keyed(
    rows: Iterable[dict[str, int | str]], counted: str
) -> Iterable[tuple[tuple[int, str, int], int]]:
    for row in rows:
        one, two, three = (value for name, value in row.items() if name != counted)
        yield (int(one), str(two), int(three)), int(row[counted])


def following(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + 1, 1, 1) if month.month == 12 else date(month.year, month.month + 1, 1)


@dataclass(frozen=True)
class Risk:
    """A programme with a part that nobody has, or one country only, or that is suspended."""

    programme: Programme
    coverage: Coverage


def risks(programmes: Iterable[Programme], on: date) -> list[Risk]:
    """Programmes that cannot be taught to the end as they stand."""
    rows = list(programmes)
    found = coverages(rows, on)
    return [
        Risk(one, found[one.pk])
        for one in rows
        if one.state == "suspended" or (one.state == "approved" and not found[one.pk].holds)
    ]
