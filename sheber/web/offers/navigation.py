from django.utils.translation import gettext_lazy as _

from sheber.web.shared.navigation import Entry

ENTRIES = (Entry(_("Offers"), "offers", early=True),)
