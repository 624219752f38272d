from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "call_not_published": _("Publish the call %(call)s first; then its lines can be submitted."),
    "call_has_drafts": _(
        "The call %(call)s holds lines that were never sent to a region: %(drafts)s. Send or "
        "withdraw them first, then close it."
    ),
    "call_closed": _("The call %(call)s is closed. Open a new one to add lines."),
    "cut_must_lower": _(
        "A cut lowers the number: give less than %(number)s and at least 1, or withdraw the line."
    ),
    "line_asks_for_nobody": _("Ask for at least one person."),
    "line_in_the_past": _("The year %(year)s has passed. Give the year in which work starts."),
    "line_moves_later": _(
        "The line is for %(year)s. Give a later year, or withdraw the line and add a new one."
    ),
}
