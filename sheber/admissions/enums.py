from django.db import models
from django.utils.translation import gettext_lazy as _


class PoolKind(models.TextChoices):
    TARGET = "target", _("target seats of an employer")
    SPECIAL = "special", _("special quota")
    SEPARATE = "separate", _("separate quota")
    RURAL = "rural", _("rural quota")
    MAIN = "main", _("main competition seats")
    GRANT = "grant", _("grant")
    PAID = "paid", _("fee-paying seats")


# Seats of these kinds are claimed with a verified entitlement of the same name.
PROTECTED_POOLS = (PoolKind.SPECIAL, PoolKind.SEPARATE, PoolKind.RURAL)
OPEN_POOLS = (PoolKind.MAIN, PoolKind.GRANT)
STATE_POOLS = (*PROTECTED_POOLS, *OPEN_POOLS)


class TermsKind(models.TextChoices):
    """What a person signs for a seat."""

    STATE = "state", _("state-funded, no service owed")
    TARGET = "target", _("target contract with an employer")
    PAID = "paid", _("fee-paying")


class Channel(models.TextChoices):
    """The official channel through which a seat is applied for."""

    PROGRAMME = "programme", _("this programme")
    RABOTA_V_ROSSII = "rabota_v_rossii", _("Работа в России")
    GOSUSLUGI = "gosuslugi", _("Gosuslugi")
    EGOV = "egov", _("eGov")


class FactKind(models.TextChoices):
    """What an admissions office has checked; the document stays where it was shown."""

    SCORE = "score", _("score")
    SPECIAL_QUOTA = "special", _("entitled to the special quota")
    SEPARATE_QUOTA = "separate", _("entitled to the separate quota")
    RURAL_QUOTA = "rural", _("entitled to the rural quota")
    EARLIER_DIPLOMA = "earlier_diploma", _("earlier diploma recognised")
