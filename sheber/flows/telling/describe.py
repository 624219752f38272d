"""A row of a trace in a line of words: what it is, where, how many, until when."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.admissions.models import Application, Clearing, Seat
from sheber.contracts.models import Contract
from sheber.credentials.models import Award, Recognition
from sheber.demand.models import Call, Line
from sheber.mobility.models import Stay
from sheber.offers.models import Offer
from sheber.outcomes.models import Employment, Obligation
from sheber.planning.models import Plan
from sheber.training.models import Enrolment, Placement


def described(row: models.Model) -> str:
    """A sentence about the row in the reader's language."""
    return WORDS[type(row)](row)


def _call(row: Call) -> str:
    return f"{row.code} · {row.employer.name}, {row.year}"


def _line(row: Line) -> str:
    people = ngettext("%(number)d person", "%(number)d people", row.number) % {"number": row.number}
    return f"{people} · {row.occupation.name} · {row.region.name}, {row.year}"


def _plan(row: Plan) -> str:
    years = str(row.first_year)
    if row.last_year != row.first_year:
        years += f"–{row.last_year}"
    return f"{row.code} · {years}"


def _offer(row: Offer) -> str:
    return f"{row.code} · {row.allocation.capacity.provider.name}"


def _application(row: Application) -> str:
    return f"{row.person_id} · {row.campaign.name}"


def _clearing(row: Clearing) -> str:
    return _("round %(number)s") % {"number": row.round}


def _seat(row: Seat) -> str:
    return f"{row.pool.get_kind_display()} · {row.pool.offering.capacity.provider.name}"


def _contract(row: Contract) -> str:
    months = row.terms.months_owed
    owed = ngettext("%(number)d month owed", "%(number)d months owed", months)
    return f"{row.terms.work_region.name} · {owed % {'number': months}}"


def _enrolment(row: Enrolment) -> str:
    return f"{row.capacity.programme.name} · {_span(row.starts_on, row.ended_on)}"


def _placement(row: Placement) -> str:
    return f"{row.host.name} · {_span(row.starts_on, row.ends_on)}"


def _stay(row: Stay) -> str:
    return f"{row.host.name} · {_span(row.starts_on, row.ends_on)}"


def _award(row: Award) -> str:
    return f"{row.awarding.name}"


def _recognition(row: Recognition) -> str:
    return f"{row.country.name} · {row.body.name}"


def _employment(row: Employment) -> str:
    span = _span(row.starts_on, row.ended_on)
    return f"{row.employer.name} · {row.occupation.name} · {row.region.name} · {span}"


def _obligation(row: Obligation) -> str:
    owed = ngettext("%(number)d month owed", "%(number)d months owed", row.months)
    return f"{owed % {'number': row.months}} · {_span(row.starts_on, None)}"


def _span(start: Any, end: Any) -> str:
    """From when until when; what has not ended says since when."""
    begins = date_format(start, "DATE_FORMAT")
    if not end:
        return _("since %(day)s") % {"day": begins}
    return f"{begins} – {date_format(end, 'DATE_FORMAT')}"


WORDS: dict[type[models.Model], Callable[[Any], str]] = {
    Application: _application,
    Award: _award,
    Call: _call,
    Clearing: _clearing,
    Contract: _contract,
    Employment: _employment,
    Enrolment: _enrolment,
    Line: _line,
    Obligation: _obligation,
    Offer: _offer,
    Placement: _placement,
    Plan: _plan,
    Recognition: _recognition,
    Seat: _seat,
    Stay: _stay,
}
