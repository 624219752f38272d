from django.utils.translation import gettext_lazy as _

from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("Accords"), "accords"),
    Entry(_("Rules"), "rules"),
    Entry(_("Assumptions"), "assumptions"),
)
