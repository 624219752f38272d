from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyRole(models.TextChoices):
    CITIZEN = "citizen", _("citizen")
    GUARDIAN = "guardian", _("guardian")
    CUSTOMER = "customer", _("customer")
    EMPLOYER = "employer", _("employer")
    EDUCATION = "education", _("education organisation")


class SignatureKind(models.TextChoices):
    ELECTRONIC = "electronic", _("signed in the system")
    SCAN = "scan", _("hand-signed, scan kept")


class SuspensionGround(models.TextChoices):
    MILITARY_SERVICE = "military_service", _("military service")
    CARE = "care", _("care of a child or a relative")
    ILLNESS = "illness", _("illness")
    OTHER = "other", _("other")


class BreachGround(models.TextChoices):
    CITIZEN_REFUSES = "citizen_refuses", _("the citizen refuses to sign or leaves")
    CUSTOMER_REFUSES = "customer_refuses", _("the customer refuses or terminates")
    NOT_EMPLOYED = "not_employed", _("the customer does not employ")
    DROPPED_OUT = "dropped_out", _("the citizen did not finish the study")
    LEFT_WORK = "left_work", _("the citizen left the work before the term")
