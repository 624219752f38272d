"""What all programmes of the institution share: declared by years, corrected by the same form."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.programmes.models import SharedResource
from sheber.programmes.operations import NewShared, declare_shared
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.college import acting, reads
from sheber.web.college.acting import Given, Page
from sheber.web.college.forms import SharedForm
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Column, Table


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def shared(request: HttpRequest) -> HttpResponse:
    """Beds, teachers, workshops and places of practice of coming years, for all programmes."""
    year = clock.now().year
    house = reads.house(actor(request))
    form = SharedForm(**acting.data(request), initial={"first_year": year, "last_year": year})
    standing = standing_table(house)

    def act(given: Given) -> str:
        provider = Organisation.objects.get(pk=house)
        years = range(given["first_year"], given["last_year"] + 1)
        new = [NewShared(provider, given["kind"], one, given["amount"]) for one in years]
        declare_shared(new, actor=actor(request), now=clock.now())
        return _("Kept. Plans made from now on count on it.")

    page = Page(
        _("What our programmes share"),
        _("Declare"),
        reverse("college_shared"),
        _("What programmes share"),
        lede=_(
            "A dormitory, a workshop or a teacher that serves several programmes: a plan gives "
            "all of them together no more than this. Who studies here already counts first."
        ),
        dense=True,
        table=standing,
    )
    return tables.requested(request, [standing]) or acting.ask(request, page, form, act)


def standing_table(house: int) -> Table:
    """What is declared, the latest year last."""
    rows = SharedResource.objects.filter(provider=house)
    columns = (
        Column(_("What is shared")),
        Column(_("Year")),
        Column(_("For all programmes together"), numeric=True),
    )
    said = [(one.get_kind_display(), str(one.year), one.amount) for one in rows]
    return Table(_("Declared"), columns, said, "shared")
