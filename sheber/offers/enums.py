from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    """What an offer answers, or says “not stated”."""

    MONTHLY_MONEY = "monthly_money", _("How much money a month, and from when?")
    BED = "bed", _("Is there a bed, and what does it cost?")
    LANGUAGE = "language", _("In what language is the teaching?")
    TOWN = "town", _("In what town is the study, and in what town the work?")
    LICENCE = "licence", _("Is the programme licensed, and is the diploma recognised at home?")
    MONTHS_OWED = "months_owed", _("How many months of work are owed, and where?")
    FIRM_CLOSES = "firm_closes", _("What if the firm closes?")
    FIRM_REFUSES = "firm_refuses", _("What if the firm refuses to employ?")
    ONE_LEAVES = "one_leaves", _("What if one leaves the study or the work?")
    MILITARY_SERVICE = "military_service", _("What if one is called up for military service?")
    CONTACT = "contact", _("Which office answers questions?")
