from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    EMPLOYER_ORDER = "employer_order", _("order of the employer")
    PENSION_CONTRIBUTIONS = "pension_contributions", _("pension contributions")
    WORK_BOOK = "electronic_work_book", _("electronic work book")
    PAPERS = "papers_brought", _("papers brought by the person")


class NoLine(models.TextChoices):
    """Why a job does not go back to a line of demand; such jobs count apart."""

    NO_CONTRACT = "no_contract", _("the person had no target contract")
    RELEASED = "released", _("released from the contract")
    OTHER_EMPLOYER = "other_employer", _("works for another employer")
    OTHER_WORK = "other_work", _("works in another occupation or region")
    BREACHED = "breached", _("the contract was broken")
    SERVED = "served", _("the time under the contract is served")


class EndGround(models.TextChoices):
    DISMISSED = "dismissed", _("dismissed by the employer")
    LEFT = "left", _("left by own wish")
    FIRM_CLOSED = "firm_closed", _("the firm closed")
    OTHER = "other", _("other")


# Grounds on which a person lost the job without a fault of their own.
LOST = (EndGround.DISMISSED, EndGround.FIRM_CLOSED)
