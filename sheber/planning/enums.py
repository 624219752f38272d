"""Words of a few choices that rows of planning are made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Moment(TextChoices):
    """When an opinion is given: before a plan is made, on a draft, or on what is proposed."""

    PRIOR = "prior", _("before the plan")
    CONSULTATIVE = "consultative", _("on the draft")
    FINAL = "final", _("on the proposed plan")


class View(TextChoices):
    """What an opinion says."""

    FAVOURABLE = "favourable", _("favourable")
    RESERVED = "reserved", _("reserved")
    ADVERSE = "adverse", _("adverse")
