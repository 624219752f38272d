from django.db import models
from django.utils.translation import gettext_lazy as _


class StatedBy(models.TextChoices):
    """Whose words they are. One side's words never show as agreed by both."""

    RU = "RU", _("the Russian side")
    KZ = "KZ", _("the Kazakhstan side")
    JOINT = "joint", _("both sides together")
    PRESS = "press", _("a press report")


class GapCode(models.TextChoices):
    """What nobody has stated yet; shown as a gap, never left out."""

    OWNER_RU = "owner_ru", _("responsible body in Russia")
    OWNER_KZ = "owner_kz", _("responsible body in Kazakhstan")
    DEADLINE = "deadline", _("deadline")
    BUDGET = "budget", _("budget")
    LEGAL_INSTRUMENT = "legal_instrument", _("legal instrument")
    NUMERIC_TARGET = "numeric_target", _("target in numbers")
    PARTIES = "parties", _("which parties")
    CONTENT = "content", _("what exactly")
