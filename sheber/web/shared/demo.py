"""What every page, print and file of demo data says of itself."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sheber.kernel import clock


def note() -> str:
    """A sentence for files; empty on real data."""
    if not clock.is_demo():
        return ""
    day = date_format(clock.now(), "DATE_FORMAT")
    return _("Demo data, demo date %(day)s. Organisations, people and figures are invented.") % {
        "day": day
    }
