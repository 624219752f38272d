from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

READERS = (Role.AUDITOR, Role.OFFICE, Role.REGION, Role.EMPLOYER, Role.COLLEGE)

ENTRIES = (
    Entry(_("Log"), "log", Role.AUDITOR, Role.ADMINISTRATOR),
    Entry(_("Names shown"), "disclosures", Role.AUDITOR, Role.ADMINISTRATOR),
    Entry(_("Trace"), "trace", Role.AUDITOR),
)
