from django.db import models
from django.utils.translation import gettext_lazy as _


class StatedBy(models.TextChoices):
    """Whose words they are. One side's words never show as agreed by both."""

    RU = "RU", _("the Russian side")
    KZ = "KZ", _("the Kazakhstan side")
    JOINT = "joint", _("both sides together")
    PRESS = "press", _("a press report")


# The sides whose words a statement may be; a press report is nobody's word.
SIDES = (StatedBy.RU, StatedBy.KZ, StatedBy.JOINT)

# A body responsible in one country is named by that country's office, and by no other.
COUNTRY_OF_GAP = {"owner_ru": "RU", "owner_kz": "KZ"}
