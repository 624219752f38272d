from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "unknown_stage": _("There is no stage “%(given)s” in the demo. It knows: %(known)s."),
    "nothing_to_trace": _(
        "There is no job to trace yet. Build the demo to its end, or confirm a first job."
    ),
    "not_a_reference": _("“%(given)s” is not a reference. Give one like employment:12 or line:3."),
    "no_such_row": _("There is no %(given)s in this database."),
}
