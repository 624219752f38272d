"""What the state of one's own row means, in a sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sheber.admissions.states import APPLICATION, SEAT
from sheber.kernel.refusals import Sentence
from sheber.web.applicant.mine import Mine
from sheber.web.applicant.reasons import reason

APPLICATIONS: Mapping[str, Sentence] = {
    "draft": _("Your list is a draft. It counts only once you have submitted it."),
    "submitted": _(
        "Your application is submitted. An admissions office of your country checks it."
    ),
    "returned": _(
        "An admissions office sent your application back. Change it and submit it again."
    ),
    "verified": _("Your application has been checked. It takes part in the clearing."),
    "rejected": _("Your application was rejected. It takes part in no clearing."),
    "withdrawn": _("You have taken your application back."),
}
SEATS: Mapping[str, Sentence] = {
    "offered": _("You have been given a seat. It is yours only if you consent in time."),
    "consented": _("You have consented to your seat."),
    "enrolled": _("You are enrolled on your seat."),
    "lapsed": _(
        "You were given a seat and did not consent in time. It went to the next round, and this "
        "campaign gives you no other. If you were prevented, ask the programme office of your "
        "country; next year you may apply again."
    ),
    "given_up": _("You gave up your seat. This campaign gives you no other."),
    "refuted": _(
        "Your seat was taken back, since what it rested on was refuted. You may ask the admissions "
        "office for its reasons in writing and complain to the programme office of your country."
    ),
    "superseded": _("Your seat was replaced by one that you had ranked higher."),
}
NOTHING_IN_THE_END = _("No round of this campaign gave you a seat, and the campaign has ended.")
NOTHING = _("The published rounds gave you no seat. A further round may, until the campaign ends.")
TONES = {
    "draft": "turn",
    "returned": "turn",
    "rejected": "stopped",
    "withdrawn": "stopped",
    "offered": "turn",
    "lapsed": "stopped",
    "given_up": "stopped",
    "refuted": "stopped",
    "intended": "turn",
    "amended": "turn",
    "refused_by_citizen": "stopped",
    "refused_by_customer": "stopped",
    "breached": "stopped",
    "terminated": "stopped",
}
CONTRACTS: Mapping[str, Sentence] = {
    "intended": _("The contract is written out and waits for signatures."),
    "signed": _("Everybody has signed. The contract is in force."),
    "amended": _(
        "New terms have been proposed. Until everybody has signed them, the old ones stand."
    ),
    "suspended": _("The contract is suspended: these days do not count."),
    "refused_by_citizen": _(
        "The contract was not signed on the citizen’s side. Nothing is owed and there is no fine; "
        "the target seat goes with the contract."
    ),
    "refused_by_customer": _(
        "The employer refused. You owe nothing; what the employer pays is stated below."
    ),
    "lapsed": _("The contract was closed without having been signed."),
    "terminated": _("The contract was ended by agreement. Nobody broke it."),
    "breached": _("The contract was broken. What follows is stated below."),
    "released": _("You have been released from the contract."),
    "superseded": _("A later contract has taken this one’s place."),
    "fulfilled": _("The contract is fulfilled. Nothing more is owed."),
}


def application(mine: Mine) -> tuple[Sentence, str, str]:
    """(sentence, reason, tone) of the application; empty if there is none."""
    row = mine.application
    if row is None:
        return "", "", "plain"
    why = ""
    if row.state in ("returned", "rejected"):
        why = reason(APPLICATION.subject, row.pk, "return", "reject")
    return APPLICATIONS[row.state], why, TONES.get(row.state, "done")


def seat(mine: Mine) -> tuple[Sentence, str, str]:
    """(sentence, reason, tone) of the seat; empty if there is none."""
    row = mine.seat
    if row is None:
        return _nothing(mine)
    why = reason(SEAT.subject, row.pk, "refute") if row.state == "refuted" else ""
    return SEATS[row.state], why, TONES.get(row.state, "done")


def _nothing(mine: Mine) -> tuple[Sentence, str, str]:
    row = mine.application
    if row is None or row.state != "verified" or not mine.published:
        return "", "", "plain"
    ended = row.campaign.state == "ended"
    return NOTHING_IN_THE_END if ended else NOTHING, "", "stopped"
