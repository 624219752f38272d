from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_graduated": _(
        "The enrolment %(enrolment)s has not ended with a graduation. Record the graduation first."
    ),
    "awards_elsewhere": _(
        "This institution does not award in this programme. Choose the one that the programme "
        "names, or the provider."
    ),
    "award_needs_number": _("Give the number of the diploma."),
    "award_number_taken": _("The number %(number)s is taken. Check it, and give the right one."),
    "awarded_already": _("For the enrolment %(enrolment)s an award has been made already."),
    "award_out_of_time": _(
        "%(day)s is before the graduation or has not come yet. Give the day of the award."
    ),
    "award_revoked": _("The award %(number)s has been revoked, so that nothing rests on it."),
    "recognised_at_home": _(
        "The award %(number)s was made in this country; it needs no recognition here."
    ),
    "body_of_another_country": _(
        "A body of the country %(country)s decides on this. Choose one of that country."
    ),
    "body_does_not_decide": _(
        "This body does not decide about this purpose. For work choose the office of the "
        "country, for further study the office or an institution."
    ),
    "recognition_asked_already": _(
        "Recognition of the award %(number)s has been asked for already. Appeal against the "
        "decision if it is wrong."
    ),
    "decision_needs_document": _("Name the document with the decision."),
    "partial_needs_hours": _(
        "Recognition in part says how many hours of how many: give both, the first being smaller."
    ),
    "partial_needs_tasks": _(
        "Recognition in part says what remains to be done. Name the tasks, and leave out names of "
        "people."
    ),
    "hours_only_in_part": _(
        "Hours and tasks belong to a recognition in part. Leave them out, or decide in part."
    ),
}
