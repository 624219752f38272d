from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("My application"), "applicant_home", Role.APPLICANT),
    Entry(_("My list"), "applicant_list", Role.APPLICANT),
    Entry(_("My result"), "applicant_result", Role.APPLICANT),
    Entry(_("My contract"), "applicant_contracts", Role.APPLICANT),
    Entry(_("My debt of time"), "applicant_debt", Role.APPLICANT),
    Entry(_("My way"), "applicant_way", Role.APPLICANT),
    Entry(_("My data"), "my_data", Role.APPLICANT),
)
