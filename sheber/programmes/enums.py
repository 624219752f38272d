from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClusterKind(models.TextChoices):
    """What a cluster is for. Upskilling of managers and schools live in the same model."""

    INDUSTRY = "industry", _("industrial cluster")
    SERVICES = "services", _("cluster of services")
    MANAGEMENT = "management", _("training of managers")
    SCHOOL = "school", pgettext_lazy("cluster", "school")


class MemberRole(models.TextChoices):
    ANCHOR_EMPLOYER = "anchor_employer", _("anchor employer")
    PARTNER_EMPLOYER = "partner_employer", _("industry partner")
    BASE_COLLEGE = "base_college", _("base college")
    NETWORK_COLLEGE = "network_college", _("network college")
    UNIVERSITY = "university", pgettext_lazy("member", "university")
    ACADEMY = "academy", _("academy or school")
    MANAGEMENT = "management", _("cluster management company")
    COUNCIL = "council", _("cluster council")
    FOUNDER = "founder", _("founding region or ministry")


# Without these a cluster cannot apply. How many of each the law asks for is a rule's business.
ROLES_OF_CLUSTER = {
    ClusterKind.INDUSTRY: (MemberRole.ANCHOR_EMPLOYER, MemberRole.BASE_COLLEGE),
    ClusterKind.SERVICES: (MemberRole.ANCHOR_EMPLOYER, MemberRole.BASE_COLLEGE),
    ClusterKind.MANAGEMENT: (MemberRole.ACADEMY,),
    ClusterKind.SCHOOL: (MemberRole.ACADEMY,),
}


class PartnerRole(models.TextChoices):
    LEADS = "leads", pgettext_lazy("part", "leads")
    DELIVERS = "delivers", pgettext_lazy("part", "delivers")
    HOSTS_PRACTICE = "hosts_practice", pgettext_lazy("part", "hosts practice")
    AWARDS = "awards", pgettext_lazy("part", "awards")


# Without these nobody can be taught to the end; practice needs a host only where there is some.
NEEDED_ROLES = (PartnerRole.LEADS, PartnerRole.DELIVERS, PartnerRole.AWARDS)


class ModuleKind(models.TextChoices):
    THEORY = "theory", pgettext_lazy("module", "theory")
    PRACTICE = "practice", pgettext_lazy("module", "practice")


class Cycle(models.TextChoices):
    """The part of the curriculum to which a module belongs."""

    GENERAL = "general", _("general cycle")
    PROFESSIONAL = "professional", _("professional cycle")


class PracticeOf(models.TextChoices):
    """Of which hours the practice share is a part; two shares compare only if this is equal."""

    ALL = "all", _("of all hours")
    PROFESSIONAL = "professional", _("of the professional cycle")


class ResourceKind(models.TextChoices):
    """What teaching takes up and what runs out; each is a number of a capacity, too."""

    BEDS = "beds", _("beds")
    PRACTICE_PLACES = "practice_places", _("places of practice")
    TEACHERS = "teachers", _("teachers")
    WORKSHOPS = "workshops", _("workshops")


class MoneySource(models.TextChoices):
    """Whose money it is, since reports must not lose the employers' and the regions' share."""

    STATE = "state", pgettext_lazy("money", "state budget")
    REGION = "region", pgettext_lazy("money", "regional budget")
    EMPLOYER = "employer", pgettext_lazy("money", "employer")
    PERSON = "person", pgettext_lazy("money", "the person")


class ClusterState(models.TextChoices):
    """The words for the states of `states.CLUSTER`."""

    IDEA = "idea", pgettext_lazy("cluster", "idea")
    APPLICATION = "application", pgettext_lazy("cluster", "applied")
    SELECTED = "selected", pgettext_lazy("cluster", "selected")
    AGREEMENT = "agreement", pgettext_lazy("cluster", "agreement signed")
    OPERATING = "operating", pgettext_lazy("cluster", "operating")
    CLOSED = "closed", pgettext_lazy("cluster", "closed")


class ProgrammeState(models.TextChoices):
    """The words for the states of `states.PROGRAMME`."""

    DRAFT = "draft", pgettext_lazy("programme", "draft")
    APPROVED = "approved", pgettext_lazy("programme", "approved")
    SUSPENDED = "suspended", pgettext_lazy("programme", "suspended")
    CLOSED = "closed", pgettext_lazy("programme", "closed")
