"""An offer in a few lines, for lists: what is owed first, then what is given."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.offers.queries import OfferCard
from sheber.web.offers import words


@dataclass(frozen=True)
class Summary:
    """An offer's card, and its facts as pairs of a word and a value; an empty one: not stated."""

    card: OfferCard
    facts: tuple[tuple[Sentence, str | None], ...]


def of(card: OfferCard) -> Summary:
    terms = card.terms
    study = _("%(programme)s, %(provider)s") % {
        "programme": card.programme.name,
        "provider": card.provider.name,
    }
    return Summary(
        card,
        (
            (_("You owe"), words.owed(terms)),
            (_("You get"), words.monthly(terms)),
            (_("Bed"), words.bed(terms)),
            (_("Study"), study),
            (_("Language of teaching"), words.languages(terms.teaching_language)),
        ),
    )
