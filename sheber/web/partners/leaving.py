"""A departure in words: what it would leave to nobody and what rests on that, and what it did."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sheber.flows.partners import RestingOnProgramme, resting_on_programme
from sheber.programmes import queries
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Partner, Programme
from sheber.programmes.operations import Departure
from sheber.registry.models import Organisation
from sheber.web.cluster import words


def consequences(row: Programme, body: Organisation, on: date) -> list[str]:
    """What would be left to nobody without this organisation as of a day, and what rests on it."""
    said = list(_left_bare(row, body, on))
    if said:
        said.append(_("On that day the programme is suspended: no plan counts on it."))
        said += resting(resting_on_programme(row, on))
        said.append(_("Those who study go on; find them another partner."))
        return said
    said.append(_("Every part stays covered by others."))
    if Partner.objects.filter(
        programme=row, organisation=body, role=PartnerRole.DELIVERS, valid_to=None
    ).exists():
        said.append(_("What it holds itself goes to nobody else by this: give it to others."))
        said += resting(resting_on_programme(row, on, provider=body))
    return said


def resting(found: RestingOnProgramme) -> list[str]:
    """Planned seats, live offers and students, each with its number."""
    return [
        _("Seats that approved plans mean for coming intakes: %(seats)d.")
        % {"seats": found.seats_planned},
        _("Live offers on these seats: %(offers)d, seats in them: %(seats)d.")
        % {"offers": len(found.offers), "seats": found.seats_offered},
        _("Students in training: %(students)d.") % {"students": found.students},
    ]


def tell(request: HttpRequest, done: Departure, on: date) -> None:
    """What the departure has left behind, as messages."""
    if done.uncovered:
        parts = words.parts(done.uncovered)
        messages.warning(request, _("Left to nobody: %(parts)s") % {"parts": parts})
    if done.lacks_a_country:
        messages.warning(request, _("Only one country remains in a joint programme."))
    if done.suspended:
        messages.error(request, _("The programme is suspended until its parts are covered."))
    elif done.uncovered or done.lacks_a_country:
        day = date_format(on, "DATE_FORMAT")
        messages.warning(
            request, _("It is suspended on %(day)s unless covered before.") % {"day": day}
        )


def suspended(row: Programme, on: date) -> str:
    """For those who rely on a programme: that it is suspended and what it lacks; else empty."""
    if row.state != "suspended":
        return ""
    found = queries.coverage(row, on)
    lacking = [words.part(code) for code in found.uncovered]
    if found.lacks_a_country:
        lacking.append(_("a partner of the second country"))
    if not lacking:
        return _("This programme is suspended. Every part is covered: its office can resume it.")
    return _("This programme is suspended. Left to nobody: %(parts)s.") % {
        "parts": ", ".join(lacking)
    }


def _left_bare(row: Programme, body: Organisation, on: date) -> Iterator[str]:
    rest = list(
        Partner.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), programme=row, valid_from__lte=on
        )
        .exclude(organisation=body)
        .select_related("organisation")
    )
    roles = {one.role for one in rest}
    if uncovered := [code for code in queries.needed_roles(row) if code not in roles]:
        yield _("Left to nobody without it: %(parts)s") % {"parts": words.parts(uncovered)}
    if row.joint and len({one.organisation.country_id for one in rest}) < 2:
        yield _("The programme is joint, and only one country would remain.")
