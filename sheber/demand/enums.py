from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    """How sure the employer is that the posts will stand open in that year."""

    FIRM = "firm", _("firm: posts are in the staffing plan")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possible")


class Payer(models.TextChoices):
    EMPLOYER = "employer", _("the employer")
    STATE = "state", _("the state budget")
    REGION = "region", _("the regional budget")
    SHARED = "shared", _("shared by agreement")
