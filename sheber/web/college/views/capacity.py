"""What the institution can hold: declared for coming intakes, corrected by the same form."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.money import MINOR_UNITS, Money
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Partner, Programme
from sheber.programmes.operations import NewCapacity, declare_capacity
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.college import acting, reads
from sheber.web.college.acting import Given, Page
from sheber.web.college.forms import CapacityForm
from sheber.web.shared.actors import actor, needs_role

COPIED = (
    "group_size",
    "minimum_group",
    "groups_maximum",
    "teachers",
    "workshops",
    "beds",
    "practice_places",
    "currency",
)


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def capacity(request: HttpRequest) -> HttpResponse:
    """Declare one intake; the form begins with what was declared last."""
    rows = programmes(actor(request))
    options = [(one.pk, one.name) for one in rows.values()]
    form = CapacityForm(
        **acting.data(request), programmes=options, initial=_initial(actor(request))
    )

    def act(given: Given) -> str:
        minor = int(given["cost"] * MINOR_UNITS[given["currency"]])
        measures = {name: given[name] for name in COPIED if name != "currency"}
        new = NewCapacity(
            programme=rows[given["programme"]],
            provider=Organisation.objects.get(pk=reads.house(actor(request))),
            intake_year=given["intake_year"],
            cost_per_seat=Money(minor, given["currency"]),
            **measures,
        )
        row = declare_capacity(new, actor=actor(request), now=clock.now())
        return _("Declared: seats %(seats)s, year %(year)s.") % {
            "seats": row.seats_maximum,
            "year": row.intake_year,
        }

    page = Page(
        _("Declare what a coming intake can hold"),
        _("Declare"),
        reverse("college_home"),
        _("My cohorts"),
        lede=_(
            "A plan counts on these numbers; the same year again corrects them. Teachers, "
            "workshops, beds and places are those kept for this intake alone."
        ),
        dense=True,
        notes=() if rows else (_("No programme names your institution as one that delivers it."),),
    )
    return acting.ask(request, page, form, act)


def programmes(who: Actor) -> dict[int, Programme]:
    """Programmes in which the institution delivers, and which are not closed."""
    today = clock.now().date()
    parts = Partner.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        organisation=reads.house(who),
        role=PartnerRole.DELIVERS,
    )
    rows = Programme.objects.filter(pk__in=parts.values("programme")).exclude(state="closed")
    return {one.pk: one for one in rows.select_related("cluster")}


def _initial(who: Actor) -> dict[str, object]:
    last = reads.cohorts(who).first()
    if last is None:
        return {"intake_year": clock.now().year}
    given = {name: getattr(last, name) for name in COPIED}
    cost = last.cost_per_seat_minor / MINOR_UNITS[last.currency]
    year = max(last.intake_year + 1, clock.now().year)
    return {**given, "programme": last.programme_id, "cost": f"{cost:.2f}", "intake_year": year}
