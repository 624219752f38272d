from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_graduated": _("The enrolment %(enrolment)s has not ended with a graduation."),
    "award_revoked": _("The award %(number)s has been revoked."),
    "recognised_at_home": _(
        "The award %(number)s was made in this country; it needs no recognition here."
    ),
    "decision_needs_document": _("Name the document with the decision."),
    "partial_needs_hours": _(
        "Recognition in part says how many hours of how many: give both, the first being smaller."
    ),
}
