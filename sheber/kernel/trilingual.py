"""Text in English, Russian and Kazakh that stands in rows rather than in catalogues."""

from typing import Any

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("en", "ru", "kk")

# The order of the Kazakh alphabet, in which no collation of SQLite or of the C locale sorts.
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
KAZAKH_PLACES = {letter: 0x400 + place for place, letter in enumerate(KAZAKH)}


class KazakhStatus(models.TextChoices):
    """How far a Kazakh rendering may be trusted."""

    ACT = "act", _("from an act")
    STANDARD = "standard", _("standard usage")
    DRAFT = "draft", pgettext_lazy("Kazakh wording", "draft")


class NamedInThree(models.Model):
    """A row with a name in three languages."""

    name_en = models.CharField(max_length=250)
    name_ru = models.CharField(max_length=250)
    name_kk = models.CharField(max_length=250)
    kk_status = models.CharField(
        max_length=10, choices=KazakhStatus.choices, default=KazakhStatus.DRAFT
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_reader_language(self, "name")


def reader_language() -> str:
    """`en`, `ru` or `kk`."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"


def in_reader_language(row: Any, field: str) -> str:
    """The value of `field_en`, `field_ru` or `field_kk`, whichever the reader reads."""
    return str(getattr(row, f"{field}_{reader_language()}"))


def sort_key(text: str) -> tuple[int, ...]:
    """Alphabetical order in the reader's language, for `sorted(…, key=…)`."""
    folded = text.casefold()
    if reader_language() == "kk":
        return tuple(KAZAKH_PLACES.get(letter, ord(letter)) for letter in folded)
    return tuple(map(ord, folded.replace("ё", "е")))
