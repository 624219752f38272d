"""Clauses in the reader's language, beside the text that prevails where that is another one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sheber.kernel.trilingual import in_reader_language, reader_language
from sheber.offers.models import ClauseTemplate, Terms


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


@dataclass
class Text:
    """One set of clauses with the language that prevails, and the offers that have it."""

    language: str
    wordings: list[Wording]
    offers: list[str] = field(default_factory=list)


def texts(terms: Iterable[Terms]) -> list[Text]:
    """What several terms say, each wording once; the terms carry their offers and clauses."""
    found: dict[tuple[object, ...], Text] = {}
    for one in terms:
        clauses = sorted(one.clauses.all(), key=lambda clause: clause.pk)
        key = (one.prevailing_language, *(clause.pk for clause in clauses))
        if key not in found:
            language = one.prevailing_language
            found[key] = Text(language, wordings(clauses, language))
        if one.offer.code not in found[key].offers:
            found[key].offers.append(one.offer.code)
    return list(found.values())
