"""What a manager writes down of members: who joins, and whose part ends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.programmes import operations
from sheber.programmes.models import Cluster, Member
from sheber.programmes.operations import NewMember
from sheber.registry.enums import Role
from sheber.web.cluster import reads, words
from sheber.web.cluster.forms import LeavingForm, MemberForm
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def member(request: HttpRequest, key: int) -> HttpResponse:
    """Add a member."""
    cluster = reads.cluster_for(actor(request), key)

    def act(given: Given) -> str:
        new = NewMember(cluster, given["organisation"], given["role"])
        operations.add_member(new, actor=actor(request), now=clock.now())
        return _("The member was added.")

    page = _page(cluster, _("Add a member"), _("Add the member"))
    return acting.ask(request, page, MemberForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def end_member(request: HttpRequest, key: int) -> HttpResponse:
    """End a member's part in the cluster."""
    rows = Member.objects.filter(cluster__in=reads.own(actor(request)))
    row = get_object_or_404(rows.select_related("cluster", "organisation"), pk=key)

    def act(given: Given) -> str:
        operations.end_member(row, **given, actor=actor(request), now=clock.now())
        return _("The member's part ends.")

    page = _page(
        row.cluster,
        _("%(organisation)s leaves the cluster") % {"organisation": row.organisation.name},
        _("End the part"),
        lede=words.member(row.role),
        notes=(_("Its parts in programmes go on: end them on each programme's page."),),
        danger=True,
    )
    form = LeavingForm(**acting.data(request), initial={"on": clock.now().date()})
    return acting.ask(request, page, form, act)


def _page(
    cluster: Cluster,
    title: str,
    button: str,
    lede: str = "",
    notes: tuple[str, ...] = (),
    danger: bool = False,
) -> Page:
    return Page(
        title,
        button,
        reverse("cluster_passport", args=[cluster.pk]),
        cluster.name,
        lede=lede or cluster.name,
        notes=notes,
        danger=danger,
    )
