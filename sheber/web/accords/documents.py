"""Sources and documents, which the register keeps as tables, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sheber.accords.models import Evidence
from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import reader_language
from sheber.web.auditor import words


@dataclass(frozen=True)
class Paper:
    """Where something stands: publisher, title, day as the source writes it, place, address."""

    title: str
    publisher: str
    dated: str
    place: Sentence
    url: str


@dataclass(frozen=True)
class Proof:
    """One piece of evidence of a commitment and the state that it supports."""

    supports: Sentence
    dated: Any
    document: str
    place: str
    text: str
    office: str
    kk_status: str
    papers: tuple[Paper, ...]


def papers(given: Iterable[Mapping[str, Any]]) -> tuple[Paper, ...]:
    """Tables of the register as papers."""
    return tuple(map(_paper, given))


def proof(evidence: Evidence) -> Proof:
    """A statement with its sources, or a document."""
    said = evidence.statement
    return Proof(
        supports=words.state(evidence.supports_state),
        dated=evidence.dated,
        document=evidence.document,
        place=evidence.place,
        text=said.text if said else "",
        office=said.office if said else "",
        kk_status=said.kk_status if said else "",
        papers=papers(said.sources) if said else (),
    )


def _paper(given: Mapping[str, Any]) -> Paper:
    address = str(given.get("url", ""))
    return Paper(
        title=str(given.get(f"title_{reader_language()}", given.get("title", ""))),
        publisher=str(given.get("publisher", "")),
        dated=str(given.get("published", given.get("date", ""))),
        place=_place(given),
        url=address if address.startswith(("https://", "http://")) else "",
    )


def _place(given: Mapping[str, Any]) -> Sentence:
    paragraph = given.get("paragraph")
    return _("paragraph %(number)s") % {"number": paragraph} if paragraph else ""
