from django.db import models
from django.utils.translation import gettext_lazy as _


class StayKind(models.TextChoices):
    STUDY = "study", _("study abroad")
    PRACTICE = "practice", _("practice abroad")
    SECONDMENT = "secondment", _("secondment of a specialist")


class EndedEarly(models.TextChoices):
    ILLNESS = "illness", _("illness")
    OWN_WISH = "own_wish", _("own wish")
    HOST = "host", _("the host ended it")
    LEGAL_STAY = "legal_stay", _("the legal stay ended")
    OTHER = "other", _("other")


class Side(models.TextChoices):
    """Who signs a learning agreement; a guardian only for a student under age."""

    STUDENT = "student", _("the student")
    GUARDIAN = "guardian", _("a guardian")
    HOME = "home", _("the home organisation")
    HOST = "host", _("the host organisation")


class Sides(tuple[str, ...]):
    """Codes of sides as the fact of a refusal: said late, in the reader's language."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(str(Side(side).label) for side in self)
