from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("What waits"), "office", Role.OFFICE),
    Entry(_("The year"), "office_years", Role.OFFICE, Role.AUDITOR),
    Entry(_("Plans"), "plans", Role.OFFICE, Role.AUDITOR),
    Entry(_("Campaigns"), "campaigns", Role.OFFICE, Role.AUDITOR),
    Entry(_("Clusters"), "office_programmes", Role.OFFICE, Role.AUDITOR),
    Entry(_("Recognition"), "recognitions", Role.OFFICE, Role.COLLEGE, Role.AUDITOR),
    Entry(_("Register"), "register", Role.OFFICE),
    Entry(_("Unknown rules"), "questions", Role.OFFICE),
    Entry(_("Trace"), "trace", Role.OFFICE),
)
