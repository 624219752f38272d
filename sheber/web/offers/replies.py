"""What an offer replies to each question of an applicant, from its terms and in its own words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.offers.enums import Question
from sheber.offers.queries import OfferCard
from sheber.web.offers import words

# Obligations come first: what is owed, and what happens when something goes wrong.
ORDER = (
    Question.MONTHS_OWED,
    Question.ONE_LEAVES,
    Question.FIRM_CLOSES,
    Question.FIRM_REFUSES,
    Question.MILITARY_SERVICE,
    Question.MONTHLY_MONEY,
    Question.BED,
    Question.LANGUAGE,
    Question.TOWN,
    Question.LICENCE,
    Question.CONTACT,
)


@dataclass(frozen=True)
class Reply:
    """A question and the sentences that reply to it; without any: not stated."""

    question: Question
    sentences: tuple[str, ...]

    @property
    def label(self) -> Sentence:
        return self.question.label

    @property
    def text(self) -> str:
        return ". ".join(one.rstrip(".") for one in self.sentences)


def replies(card: OfferCard) -> list[Reply]:
    """Every question once, obligations first."""
    written = {one.question: one.text for one in card.answers}
    return [
        Reply(one, tuple(filter(None, (*_from_terms(one, card), written.get(one)))))
        for one in ORDER
    ]


def _from_terms(question: Question, card: OfferCard) -> tuple[str | None, ...]:
    terms = card.terms
    if question == Question.MONTHS_OWED:
        return (words.owed(terms), words.regime(terms))
    if question == Question.MONTHLY_MONEY:
        return (words.monthly(terms),)
    if question == Question.BED:
        return (words.bed(terms),)
    if question == Question.LANGUAGE:
        return (words.languages(terms.teaching_language),)
    if question == Question.TOWN:
        return (_towns(card),)
    if question == Question.CONTACT:
        return (terms.contact_office,)
    return ()


def _towns(card: OfferCard) -> str:
    return _("Study: %(study)s. Work: %(work)s") % {
        "study": words.place(card.provider),
        "work": card.terms.work_region.name,
    }
