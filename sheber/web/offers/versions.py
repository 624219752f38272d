"""The history of an offer: its versions, and what each one changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import in_reader_language
from sheber.offers.enums import Question
from sheber.offers.models import Answer, Offer, Terms
from sheber.offers.queries import shown_terms
from sheber.web.accords import labels
from sheber.web.offers import words

# What a version says, in words. What is not stated is None or empty.
FACTS: tuple[tuple[Sentence, Callable[[Terms], str | None]], ...] = (
    (_("What is owed"), words.owed),
    (_("Legal basis"), lambda terms: labels.value(terms.regime)),
    (_("Money"), words.monthly),
    (_("Bed"), words.bed),
    (_("Language of teaching"), lambda terms: words.languages(terms.teaching_language)),
    (_("Office that answers questions"), lambda terms: terms.contact_office),
    (_("Text that prevails"), lambda terms: words.language(terms.prevailing_language)),
)


@dataclass(frozen=True)
class Change:
    """A fact that a version changed; an empty side was not stated."""

    label: Sentence
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    number: int
    dated: datetime
    changes: tuple[Change, ...]


def versions(offer: Offer) -> list[Version]:
    """Every version of an offer's terms, the first one first."""
    rows = list(
        shown_terms()
        .filter(offer=offer)
        .select_related("work_region")
        .prefetch_related("clauses")
        .order_by("version")
    )
    said = _said(rows)
    return [
        Version(row.version, row.dated, tuple(_between(before, row, said)))
        for before, row in zip([None, *rows], rows, strict=False)
    ]


def changes(before: Terms, after: Terms) -> list[Change]:
    """What is different between two versions."""
    return _between(before, after, _said([before, after]))


def _between(before: Terms | None, after: Terms, said: dict[int, dict[str, str]]) -> list[Change]:
    if before is None:
        return []
    pairs = [(label, tell(before) or "", tell(after) or "") for label, tell in FACTS]
    old, new = said[before.pk], said[after.pk]
    pairs += [(one.label, old.get(one, ""), new.get(one, "")) for one in Question]
    pairs.append((_("Clauses"), _clauses(before), _clauses(after)))
    return [Change(label, one, other) for label, one, other in pairs if one != other]


def _clauses(terms: Terms) -> str:
    return ", ".join(sorted(map(str, terms.clauses.all())))


def _said(rows: list[Terms]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {row.pk: {} for row in rows}
    for answer in Answer.objects.filter(terms__in=rows):
        found[answer.terms_id][answer.question] = in_reader_language(answer, "text")
    return found
