from django.utils.translation import gettext_lazy as _

from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("Regions"), "regions"),
    Entry(_("Organisations"), "organisations"),
    Entry(_("Occupations"), "occupations"),
    Entry(_("Policy lab"), "lab"),
)
