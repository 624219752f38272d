from django.utils.translation import gettext_lazy as _

from sheber.registry.enums import Role
from sheber.web.shared.navigation import Entry

ENTRIES = (Entry(_("Cluster passport"), "cluster_home", Role.CLUSTER),)
