from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("My child"), "guardian_home", Role.GUARDIAN),
    Entry(_("My data"), "my_data", Role.GUARDIAN),
)
