"""An offer's terms in plain words. None stands for “not stated”."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.kernel.money import Money
from sheber.kernel.trilingual import in_reader_language
from sheber.offers.models import Terms
from sheber.registry.models import Organisation
from sheber.web.accords import labels
from sheber.web.public.phrases import LANGUAGES


def language(code: str) -> str:
    """A language in the reader's words; empty for none."""
    return str(LANGUAGES.get(code, code))


def languages(codes: str) -> str | None:
    """One or several languages of teaching, written like “kk+ru”."""
    return ", ".join(language(code) for code in codes.split("+")) if codes else None


def months(number: int) -> str:
    return ngettext("%(number)d month", "%(number)d months", number) % {"number": number}


def owed(terms: Terms) -> str:
    """How long is owed, and where."""
    return _("%(months)s of work, in this region: %(region)s") % {
        "months": months(terms.months_owed),
        "region": terms.work_region.name,
    }


def monthly(terms: Terms) -> str | None:
    """Money a month with its currency; nothing is converted."""
    if terms.monthly_minor is None:
        return None
    return _("%(money)s a month") % {"money": Money(terms.monthly_minor, terms.currency)}


def bed(terms: Terms) -> str | None:
    if terms.bed is None:
        return None
    if not terms.bed:
        return _("no bed is offered")
    if terms.bed_price_minor is None:
        return _("a bed is offered; its price is not stated")
    if terms.bed_price_minor == 0:
        return _("a bed is offered, free of charge")
    return _("a bed is offered for %(money)s a month") % {
        "money": Money(terms.bed_price_minor, terms.currency)
    }


def regime(terms: Terms) -> str:
    """The legal basis of the obligation, in the words of the rule packs."""
    return _("Legal basis: %(regime)s") % {"regime": labels.value(terms.regime)}


def place(organisation: Organisation) -> str:
    """Where an organisation is: its town, or else its region; empty if neither is known."""
    town = in_reader_language(organisation, "town")
    return town or (organisation.region.name if organisation.region else "")
