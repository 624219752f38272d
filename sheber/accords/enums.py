from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


# What a page says of every commitment, as stated or as a gap.
USUAL_GAPS = ("owner_ru", "owner_kz", "deadline", "budget", "legal_instrument")
# What nobody has stated of a project when it is first written down.
PROJECT_GAPS = ("site", "opening_date", "investor", "capacity", "posts")
OPENING, PLACE, SITE = "opening_date", "regions", "site"


class CommitmentState(models.TextChoices):
    """The words for the states of `states.COMMITMENT`. None of them alone means “agreed”."""

    MENTIONED = "mentioned", pgettext_lazy("commitment", "mentioned")
    PROPOSED = "proposed", pgettext_lazy("commitment", "proposed")
    UNDER_DISCUSSION = "under_discussion", pgettext_lazy("commitment", "under discussion")
    IN_ELABORATION = "in_elaboration", pgettext_lazy("commitment", "being worked out")
    PLANNED = "planned", pgettext_lazy("commitment", "planned")
    AGREED_IN_PRINCIPLE = (
        "agreed_in_principle",
        pgettext_lazy("commitment", "reported as agreed in principle"),
    )
    SIGNED = "signed", pgettext_lazy("commitment", "signed")
    RATIFIED = "ratified", pgettext_lazy("commitment", "ratified")
    IN_FORCE = "in_force", pgettext_lazy("commitment", "in force")
    RUNNING = "running", pgettext_lazy("commitment", "running")
    DONE = "done", pgettext_lazy("commitment", "done")
    LAPSED = "lapsed", pgettext_lazy("commitment", "lapsed")
    SUPERSEDED = "superseded", pgettext_lazy("commitment", "superseded")
    DISPUTED = "disputed", pgettext_lazy("commitment", "disputed")


class ProjectState(models.TextChoices):
    """The words for the states of `states.PROJECT`."""

    UNDER_DISCUSSION = "under_discussion", pgettext_lazy("project", "under discussion")
    ANNOUNCED = "announced", pgettext_lazy("project", "announced")
    STARTED = "started", pgettext_lazy("project", "being built")
    DELAYED = "delayed", pgettext_lazy("project", "delayed")
    OPENED = "opened", pgettext_lazy("project", "opened")
    CANCELLED = "cancelled", pgettext_lazy("project", "cancelled")
