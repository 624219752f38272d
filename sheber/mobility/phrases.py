from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "agreement_within_a_country": _(
        "An exchange joins organisations of two countries. Choose a partner in the other one."
    ),
    "agreement_needs_document": _("Name the document that both organisations have signed."),
    "interval_is_empty": _("The end must come after the start."),
    "agreement_of_others": _(
        "The agreement is between other organisations. Choose the one of the home and the host."
    ),
    "stay_outside_the_agreement": _(
        "The stay is not within the dates of the agreement. Change the dates, or renew the "
        "agreement first."
    ),
    "stay_needs_enrolment": _("A student's stay belongs to an enrolment. Choose it."),
    "secondment_of_a_student": _(
        "A secondment is of a specialist. Choose study or practice abroad for a student."
    ),
    "enrolment_of_others": _(
        "The enrolment is of another person or another college. Choose the person's own at the "
        "home college."
    ),
    "not_enrolled": _(
        "The enrolment %(enrolment)s has ended, so that nobody can be sent abroad from it."
    ),
    "stays_overlap": _(
        "This person has another stay from %(start)s to %(end)s. Choose other dates, or cancel "
        "that stay first."
    ),
    "learning_agreement_signed": _("This side has already signed (%(side)s)."),
    "learning_agreement_replaced": _(
        "A newer version of the learning agreement waits (version %(version)s). Read and sign that "
        "one."
    ),
    "learning_agreement_missing": _(
        "The stay %(stay)s has no learning agreement that everybody has signed. Write one down and "
        "have it signed."
    ),
    "learning_agreement_unsigned": _(
        "The learning agreement of the stay %(stay)s still needs signatures: %(sides)s."
    ),
    "learning_agreement_without_hours": _("Say how many hours are to be learned: at least one."),
    "learning_agreement_hash_malformed": _(
        "The hash of the learning agreement must be SHA-256: 64 digits from 0 to f."
    ),
    "secondment_has_no_learning_agreement": _(
        "A secondment has no learning agreement. Confirm it as it is."
    ),
    "student_is_of_age": _("The student is of age and signs alone; no guardian's signature fits."),
    "stay_not_begun": _("The stay begins on %(day)s. Record the arrival on that day or later."),
    "stay_not_over": _(
        "The stay lasts until %(day)s. If the person is back before, end the stay early."
    ),
    "day_outside_the_stay": _("%(day)s is not a day of the stay. Give a day within it."),
    "day_has_not_come": _("%(day)s has not come yet. Record what has happened, on its day."),
    "secondment_is_not_recognised": _("A secondment is work and has no hours of study to count."),
    "hours_of_early_stay": _(
        "The stay %(stay)s ended early. Say how many of the %(hours)s hours count."
    ),
    "more_than_agreed_hours": _(
        "%(hours)s hours were given and %(agreed)s agreed. Give a number from 0 to that."
    ),
}
