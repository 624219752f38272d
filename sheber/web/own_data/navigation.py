from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

KEEPERS = (Role.ADMINISTRATOR, Role.OFFICE)

ENTRIES = (
    Entry(_("First steps"), "first_steps", Role.ADMINISTRATOR, early=True),
    Entry(_("Own data"), "own_data", Role.EMPLOYER, Role.ADMISSIONS, *KEEPERS),
    Entry(_("Accounts"), "accounts", *KEEPERS),
    Entry(_("Enter a person"), "person_enter", Role.ADMISSIONS, *KEEPERS, begins=False),
    Entry(_("Change the password"), "change_password", *Role, begins=False),
)
