"""A fund as a reader knows it."""

from django.utils.translation import gettext as _

from sheber.registry.models import Country


def fund_in_words(code: str) -> str:
    """The budget of a state by its country; a code that an office made up stays as it is."""
    kind, _dash, country = code.partition("-")
    found = Country.objects.filter(pk=country).first() if kind == "state" else None
    return _("state budget: %(country)s") % {"country": found.name} if found else code
