from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "agreement_within_a_country": _(
        "An exchange joins organisations of two countries. Choose a partner in the other one."
    ),
    "interval_is_empty": _("The end must come after the start."),
    "agreement_of_others": _(
        "The agreement is between other organisations. Choose the one of the home and the host."
    ),
    "stay_outside_the_agreement": _(
        "The stay is not within the dates of the agreement. Change the dates, or renew the "
        "agreement first."
    ),
    "learning_agreement_signed": _("This side has already signed (%(side)s)."),
    "learning_agreement_unsigned": _(
        "The learning agreement of the stay %(stay)s needs three signatures: student, home and "
        "host."
    ),
    "day_outside_the_stay": _("%(day)s is not a day of the stay."),
}
