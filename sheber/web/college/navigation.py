from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("My cohorts"), "college_home", Role.COLLEGE),
    Entry(_("Exchanges"), "college_exchanges", Role.COLLEGE),
    Entry(_("Documents given"), "college_awards", Role.COLLEGE),
    Entry(_("Capacity"), "college_capacity", Role.COLLEGE),
    Entry(_("What programmes share"), "college_shared", Role.COLLEGE),
    Entry(_("Applications to check"), "admissions_home", Role.ADMISSIONS),
)
