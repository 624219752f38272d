from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (Entry(_("Our programmes"), "partner_programmes", Role.COLLEGE, Role.EMPLOYER),)
