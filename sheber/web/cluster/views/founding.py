"""A cluster begins: founded, applied, agreed; its programmes are written with their modules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.programmes import operations
from sheber.programmes.enums import ROLES_OF_CLUSTER, ClusterKind
from sheber.programmes.models import Cluster
from sheber.programmes.operations import NewCluster, NewModule, NewProgramme
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.cluster import reads, words
from sheber.web.cluster.founding_forms import (
    AgreementForm,
    ClusterForm,
    ModuleForm,
    Nothing,
    ProgrammeForm,
)
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def found(request: HttpRequest) -> HttpResponse:
    """Found a cluster that one's own organisation manages."""
    who = actor(request)
    manager = get_object_or_404(Organisation, pk=int(who.organisation or 0))

    def act(given: Given) -> str:
        operations.found_cluster(NewCluster(**given, manager=manager), actor=who, now=clock.now())
        return _("The cluster is founded. Add its members, then hand in the application.")

    page = Page(
        _("Found a cluster"),
        _("Found it"),
        reverse("cluster_home"),
        _("My clusters"),
        lede=_("It begins as an idea, and your organisation manages it."),
    )
    form = ClusterForm(**acting.data(request), country=manager.country_id)
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def apply(request: HttpRequest, key: int) -> HttpResponse:
    """Hand in the application of a cluster whose members stand."""
    cluster = reads.cluster_for(actor(request), key)

    def act(_given: Given) -> str:
        operations.apply_cluster(cluster, actor=actor(request), now=clock.now())
        return _("The application is handed in; the office selects.")

    needed = ", ".join(words.member(role) for role in ROLES_OF_CLUSTER[ClusterKind(cluster.kind)])
    page = _page(
        cluster,
        _("Hand in the application"),
        _("Hand it in"),
        notes=(_("Members without whom it is not taken: %(roles)s") % {"roles": needed},),
    )
    return acting.ask(request, page, Nothing(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def agree(request: HttpRequest, key: int) -> HttpResponse:
    """Record the agreement that the members have signed."""
    cluster = reads.cluster_for(actor(request), key)

    def act(given: Given) -> str:
        operations.agree_cluster(cluster, **given, actor=actor(request), now=clock.now())
        return _("The agreement is recorded; the office lets the cluster begin.")

    page = _page(cluster, _("Record the agreement of the members"), _("Record it"))
    return acting.ask(request, page, AgreementForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def programme(request: HttpRequest, key: int) -> HttpResponse:
    """Write a programme, as a draft."""
    cluster = reads.cluster_for(actor(request), key)

    def act(given: Given) -> str:
        languages = tuple(given.pop("teaching_languages"))
        new = NewProgramme(**given, teaching_languages=languages, cluster=cluster)
        operations.create_programme(new, actor=actor(request), now=clock.now())
        return _("The programme is written as a draft. Add its modules and partners.")

    page = _page(cluster, _("Write a programme"), _("Write it"))
    form = ProgrammeForm(**acting.data(request), country=cluster.country)
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def module(request: HttpRequest, key: int) -> HttpResponse:
    """Add a module after those that stand."""
    row = reads.programme_for(actor(request), key)

    def act(given: Given) -> str:
        new = NewModule(row, **given)
        operations.add_modules([new], actor=actor(request), now=clock.now())
        return _("The module was added.")

    page = Page(
        _("Add a module"),
        _("Add the module"),
        reverse("cluster_programme", args=[row.pk]),
        row.name,
        lede=row.name,
        notes=(_("The share of practice has to agree with the modules before approval."),),
    )
    return acting.ask(request, page, ModuleForm(**acting.data(request), programme=row), act)


def _page(cluster: Cluster, title: str, button: str, notes: tuple[str, ...] = ()) -> Page:
    back = reverse("cluster_passport", args=[cluster.pk])
    return Page(title, button, back, cluster.name, lede=cluster.name, notes=notes)
