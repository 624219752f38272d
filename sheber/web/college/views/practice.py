"""Practice at enterprises: planned for many, closed for many, called off with a reason."""

from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Capacity, Member, Partner
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Membership
from sheber.training import operations
from sheber.training.models import Enrolment, Placement
from sheber.training.operations import NewPlacement
from sheber.web.college import acting, reads, words
from sheber.web.college.acting import Chosen, Given, Page
from sheber.web.college.forms import PlaceForm, ReasonForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def plan(request: HttpRequest, key: int) -> HttpResponse:
    """Plan practice for several of a cohort with one mentor."""
    cohort = reads.cohort_for(actor(request), key)
    studying = reads.students(actor(request)).filter(capacity=cohort, state="enrolled")
    rows = {one.pk: one for one in studying}
    waiting = {one.pk for one in reads.unplaced(actor(request))}
    mentors = mentors_for(cohort, list(rows.values()), clock.now().date())
    form = PlaceForm(
        **acting.data(request),
        options=[(pk, words.student_name(one)) for pk, one in rows.items()],
        mentors=mentors,
    )
    form.fields["rows"].initial = [pk for pk in rows if pk in waiting]

    def act(given: Given) -> str:
        held = next(one for one in mentors if one.pk == given["mentor"])
        new = [_placement(rows[pk], held, given) for pk in given["rows"]]
        done = operations.plan_many(new, actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s placement was planned.", "%(count)s placements were planned.", len(done)
        ) % {"count": len(done)}

    page = Page(
        _("Plan practice: %(cohort)s") % {"cohort": words.cohort_name(cohort)},
        _("Plan the practice"),
        reverse("college_cohort", args=[key]),
        words.cohort_name(cohort),
        lede=_("Enterprises of the programme and of the contracts, with those who mentor there."),
    )
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def close(request: HttpRequest) -> HttpResponse:
    """Close the placements whose mentors have confirmed the hours."""
    rows = {one.pk: one for one in reads.to_close(actor(request))}
    options = [(pk, f"{one.enrolment.person_id} — {one.host.name}") for pk, one in rows.items()]

    def act(given: Given) -> str:
        chosen = [rows[pk] for pk in given["rows"]]
        done = operations.close_many(chosen, actor=actor(request), now=clock.now())
        return ngettext(
            "%(count)s placement was closed.", "%(count)s placements were closed.", len(done)
        ) % {"count": len(done)}

    page = Page(
        _("Close practice whose hours are confirmed"),
        _("Close them"),
        reverse("college_home"),
        _("My cohorts"),
    )
    return acting.ask(request, page, Chosen(**acting.data(request), options=options), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Call one placement off; its days count no more."""
    own = Placement.objects.filter(enrolment__in=reads.students(actor(request)))
    row = get_object_or_404(own.select_related("host", "enrolment"), pk=key)

    def act(given: Given) -> str:
        operations.cancel(row, reason=given["reason"], actor=actor(request), now=clock.now())
        return _("The placement was called off.")

    page = Page(
        _("Call the placement off"),
        _("Call it off"),
        reverse("college_student", args=[row.enrolment_id]),
        words.student_name(row.enrolment),
        lede=row.host.name,
        notes=(_("Its days count no more; the student needs another place of practice."),),
        danger=True,
    )
    return acting.ask(request, page, ReasonForm(**acting.data(request)), act)


def mentors_for(cohort: Capacity, rows: list[Enrolment], on: date) -> list[Membership]:
    """Who mentors where the cohort may practise: hosts, firms of the cluster, customers."""
    programme = cohort.programme
    hosts = Partner.objects.filter(programme=programme, role=PartnerRole.HOSTS_PRACTICE)
    members = Member.objects.filter(cluster=programme.cluster_id)
    customers = {
        one.contract.terms.offer.line.call.employer_id for one in rows if one.contract is not None
    }
    where = (
        Q(organisation__in=hosts.values("organisation"))
        | Q(organisation__in=members.values("organisation"))
        | Q(organisation__in=customers)
    )
    held = Membership.objects.filter(
        where,
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        role=Role.MENTOR,
        organisation__kind=OrganisationKind.ENTERPRISE,
    )
    return list(held.select_related("organisation", "account").order_by("organisation", "pk"))


def _placement(one: Enrolment, held: Membership, given: Given) -> NewPlacement:
    if held.organisation is None:
        raise LookupError(f"membership {held.pk} is of no organisation")
    return NewPlacement(
        enrolment=one,
        host=held.organisation,
        mentor=held.account,
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        hours_planned=given["hours"],
        conditions=tuple(given["conditions"]),
    )
