from django.db import models
from django.utils.translation import gettext_lazy as _


class LeaveGround(models.TextChoices):
    ILLNESS = "illness", _("illness")
    MILITARY_SERVICE = "military_service", _("military service")
    CARE = "care", _("care of a child or a relative")
    OTHER = "other", _("other")


class ExpulsionGround(models.TextChoices):
    OWN_WISH = "own_wish", _("own wish")
    FAILED = "failed", _("failed the assessments")
    CONTRACT_REFUSED = "contract_refused", _("refused to sign the target contract")
    CONDUCT = "conduct", _("breach of the rules of the house")
    OTHER = "other", _("other")
