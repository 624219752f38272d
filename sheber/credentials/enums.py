from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    STUDY = "study", _("further study")
    WORK = "work", _("work")


class Outcome(models.TextChoices):
    FULL = "full", _("recognised in full")
    PARTIAL = "partial", _("recognised in part, with tasks")
    REFUSED = "refused", _("not recognised")
