"""Which text prevails: one sentence above every clause, consent and signature."""

from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import reader_language

# One whole sentence for each language, so that no ending depends on a variable.
PREVAILS: dict[str, Sentence] = {
    "en": _("Working translation: the English text prevails."),
    "kk": _("Working translation: the Kazakh text prevails."),
    "ru": _("Working translation: the Russian text prevails."),
}
OPEN = _("Which language prevails has not been chosen. Until it is, nobody can sign.")
# Of the site's own words, where no contract names a language: its Kazakh ones are drafts.
OWN_WORDS = "ru"


def sentence(language: str) -> Sentence:
    """For the code of the language that prevails; empty where that is what the reader reads."""
    if not language:
        return OPEN
    return "" if language == reader_language() else PREVAILS[language]
