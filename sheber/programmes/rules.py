"""Who may found clusters, write programmes and declare capacities."""

from django.db.models import Q, QuerySet

from sheber.kernel.access import Actor
from sheber.programmes.enums import MoneySource
from sheber.programmes.models import Cluster, Programme
from sheber.programmes.states import CLUSTER, PROGRAMME
from sheber.registry.enums import Role
from sheber.registry.models import Organisation


def can_found(actor: Actor, manager_id: int, country: str) -> bool:
    """The future manager itself, or the office of the country."""
    return _manages(actor, manager_id) or _is_office_of(actor, country)


def can_move_cluster(actor: Actor, cluster: Cluster, move: str) -> bool:
    if not actor.has_role(*CLUSTER[move].who):
        return False
    return can_manage(actor, cluster)


def can_found_on(actor: Actor, cluster: Cluster) -> bool:
    """Say on which commitment a cluster rests: the office of its country alone."""
    return _is_office_of(actor, cluster.country_id)


def can_manage(actor: Actor, cluster: Cluster) -> bool:
    """Write down members, programmes, modules and partners of this cluster."""
    return _manages(actor, cluster.manager_id) or _is_office_of(actor, cluster.country_id)


def can_enter_money(actor: Actor, cluster: Cluster, source: str) -> bool:
    """Who manages the cluster; of its own budget its region too, whose money must not be lost."""
    if actor.has_role(Role.REGION) and actor.region == cluster.region_id:
        return source == MoneySource.REGION
    return can_manage(actor, cluster)


def can_move_programme(actor: Actor, programme: Programme, move: str) -> bool:
    """The office of the cluster's country; the calendar where a part is left to nobody."""
    if not actor.has_role(*PROGRAMME[move].who):
        return False
    return actor.has_role("calendar") or _is_office_of(actor, programme.cluster.country_id)


def can_declare(actor: Actor, programme: Programme, provider_id: int) -> bool:
    """The provider for itself, or who manages the cluster."""
    if actor.has_role(Role.COLLEGE) and actor.acts_for(provider_id):
        return True
    return can_manage(actor, programme.cluster)


def can_declare_shared(actor: Actor, provider: Organisation) -> bool:
    """The provider for itself, or the office of its country."""
    own = actor.has_role(Role.COLLEGE) and actor.acts_for(provider.pk)
    return own or _is_office_of(actor, provider.country_id)


def can_leave(actor: Actor, programme: Programme, organisation_id: int) -> bool:
    """The partner itself, or who manages the cluster and has learnt of it."""
    own = actor.has_role(Role.EMPLOYER, Role.COLLEGE, Role.CLUSTER)
    return (own and actor.acts_for(organisation_id)) or can_manage(actor, programme.cluster)


def visible(actor: Actor) -> QuerySet[Programme]:
    """Programmes are public once approved; drafts are seen by those who work on them."""
    rows = Programme.objects.select_related("cluster__commitment", "field", "level")
    if actor.has_role(Role.OFFICE, Role.AUDITOR, Role.ADMINISTRATOR):
        return rows
    return rows.filter(~Q(state="draft") | Q(cluster__manager_id=actor.organisation or None))


def _manages(actor: Actor, manager_id: int) -> bool:
    return actor.has_role(Role.CLUSTER) and actor.acts_for(manager_id)


def _is_office_of(actor: Actor, country: str) -> bool:
    return actor.has_role(Role.OFFICE) and actor.country == country
