from django.db import models
from django.utils.translation import gettext_lazy as _


class StayKind(models.TextChoices):
    STUDY = "study", _("study abroad")
    PRACTICE = "practice", _("practice abroad")
    SECONDMENT = "secondment", _("secondment of a specialist")


class EndedEarly(models.TextChoices):
    ILLNESS = "illness", _("illness")
    OWN_WISH = "own_wish", _("own wish")
    HOST = "host", _("the host ended it")
    LEGAL_STAY = "legal_stay", _("the legal stay ended")
    OTHER = "other", _("other")
