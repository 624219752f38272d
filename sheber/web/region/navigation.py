from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (
    Entry(_("My region"), "my_region", Role.REGION),
    Entry(_("Lines to confirm"), "lines_to_confirm", Role.REGION),
    Entry(_("Plans"), "plans", Role.REGION),
    Entry(_("Opinions of plans"), "opinions", Role.REGION),
    Entry(_("Trace"), "trace", Role.REGION),
)
