"""Words of a few choices: where a planned seat was lost, why, and what a plan foretold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Place(TextChoices):
    """Where on its way a planned seat was lost: the first of the two levels of a reason."""

    OFFER = "offer", _("before it was offered")
    ADMISSION = "admission", _("before somebody took it")
    CONTRACT = "contract", _("before the contract was signed")
    BEGINNING = "beginning", _("before the study began")
    TRAINING = "training", _("during the study")
    WORK = "work", _("between graduation and work")


class Reason(TextChoices):
    """Why a planned seat was lost there: the second level. The list is short on purpose.

    `NOT_DUE` is no loss: the day by which it could be one has not come.
    """

    NOT_DUE = "not_due", _("not yet due")
    TAKEN_BACK = "taken_back", _("the employer took the line back or cut it")
    STOPPED = "stopped", _("the programme was suspended or closed")
    OFFER_WITHDRAWN = "offer_withdrawn", _("the offer was withdrawn")
    NEVER_OFFERED = "never_offered", _("it was never offered")
    OFFERED_LATE = "offered_late", _("it was offered after applications had opened")
    TOO_FEW = "too_few", _("too few people applied")
    NOT_TAKEN_UP = "not_taken_up", _("whoever was given it did not take it up")
    PREFERRED = "preferred", _("applicants took seats that they preferred")
    CITIZEN_REFUSED = "citizen_refused", _("the person did not want to sign")
    EMPLOYER_REFUSED = "employer_refused", _("the employer did not want to sign")
    UNSIGNED = "unsigned", _("the contract was not signed in time")
    NEVER_BEGAN = "never_began", _("the study was never begun")
    LEFT = "left", _("left by own wish")
    FAILED = "failed", _("failed the assessments")
    LATE = "late", _("still studies after the end of the programme")
    NOT_HIRED = "not_hired", _("the employer did not take the graduate on")
    CONTRACT_ENDED = "contract_ended", _("the contract ended before the work began")
    MOVED_AWAY = "moved_away", _("works in another region")
    ANOTHER_EMPLOYER = "another_employer", _("works for another employer of the region")
    NO_JOB = "no_job", _("no job is confirmed")
    OTHER = "other", _("another reason")


class Foretold(TextChoices):
    """What a plan foretold or took for granted, and can be held to."""

    COMPLETION = "completion", _("Who finishes a programme")
    PROPENSITY = "propensity", _("Who moves for work")
    GRADUATES = "graduates", _("People at work on a line")
    DEMAND = "demand", _("People asked for in a line")
    CONFIDENCE = "confidence", _("How sure employers are")
