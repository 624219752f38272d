from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRole(models.TextChoices):
    ANCHOR_EMPLOYER = "anchor_employer", _("anchor employer")
    PARTNER_EMPLOYER = "partner_employer", _("industry partner")
    BASE_COLLEGE = "base_college", _("base college")
    NETWORK_COLLEGE = "network_college", _("network college")
    MANAGEMENT = "management", _("cluster management company")
    COUNCIL = "council", _("cluster council")


class PartnerRole(models.TextChoices):
    LEADS = "leads", _("leads")
    DELIVERS = "delivers", _("delivers")
    HOSTS_PRACTICE = "hosts_practice", _("hosts practice")
    AWARDS = "awards", _("awards")


class ModuleKind(models.TextChoices):
    THEORY = "theory", _("theory")
    PRACTICE = "practice", _("practice")


class MoneySource(models.TextChoices):
    """Whose money it is, since reports must not lose the employers' and the regions' share."""

    STATE = "state", _("state budget")
    REGION = "region", _("regional budget")
    EMPLOYER = "employer", _("employer")
    PERSON = "person", _("the person")
