"""Clauses in the reader's language, beside the text that prevails where that is another one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import in_reader_language, reader_language
from sheber.offers.models import ClauseTemplate

# One whole sentence for each language, so that no ending depends on a variable.
PREVAILS: dict[str, Sentence] = {
    "en": _("Working translation: the English text prevails."),
    "kk": _("Working translation: the Kazakh text prevails."),
    "ru": _("Working translation: the Russian text prevails."),
}
OPEN = _("Which language prevails has not been chosen. Until it is, nobody can sign.")


@dataclass(frozen=True)
class Wording:
    """A clause as the reader reads it; `prevailing` is empty where that is the same text."""

    code: str
    text: str
    prevailing: str
    language: str


def wordings(clauses: Iterable[ClauseTemplate], prevailing: str) -> list[Wording]:
    """Clauses with the text that prevails; `prevailing` is a code of a language or empty."""
    other = bool(prevailing) and prevailing != reader_language()
    return [
        Wording(
            str(one),
            in_reader_language(one, "text"),
            str(getattr(one, f"text_{prevailing}")) if other else "",
            prevailing,
        )
        for one in clauses
    ]


def warning(prevailing: str) -> Sentence:
    """What stands above a text that somebody agrees to; empty where the reader's text prevails."""
    if not prevailing:
        return OPEN
    return "" if prevailing == reader_language() else PREVAILS[prevailing]
