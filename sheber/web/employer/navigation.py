from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("My lines"), "employer_lines", Role.EMPLOYER),
    Entry(_("Calls"), "employer_calls", Role.EMPLOYER),
    Entry(_("Opinions of plans"), "opinions", Role.EMPLOYER),
    Entry(_("Target offers"), "employer_offers", Role.EMPLOYER),
    Entry(_("Contracts"), "employer_contracts", Role.EMPLOYER),
    Entry(_("At work"), "employer_work", Role.EMPLOYER),
    Entry(_("Across the border"), "employer_stays", Role.EMPLOYER),
)
