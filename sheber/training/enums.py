from collections.abc import Iterable

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence


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


class PracticeCondition(models.TextChoices):
    """What the work of a practice involves; by the codes of rules about people under age."""

    UNDERGROUND = "underground", _("underground")
    NIGHT = "night", _("at night")
    OVERTIME = "overtime", _("overtime")
    HAZARDOUS_CONDITIONS = "hazardous_conditions", _("harmful or dangerous conditions")
    HEAVY_WORK = "heavy_work", _("heavy work")
    HEAVY_LIFTING = "heavy_lifting", _("heavy lifting")
    MORAL_HARM = "moral_harm", _("harm to morals")
    BUSINESS_TRIPS = "business_trips", _("business trips")


def conditions_in_words(codes: Iterable[str]) -> Sentence:
    """What the work involves, one after another; a code that nobody has named stays a code."""
    known = dict(PracticeCondition.choices)
    words = [known.get(code, code) for code in codes]
    return format_lazy(", ".join(["{}"] * len(words)), *words)
