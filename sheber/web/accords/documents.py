"""Sources and documents, which the register keeps as tables, in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.accords.models import Evidence, GapKind, Statement
from sheber.accords.queries import Stated
from sheber.flows.telling import words
from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import reader_language, sort_key
from sheber.registry.models import Organisation
from sheber.web.accords.phrases import DETAIL_VALUES, DETAILS


@dataclass(frozen=True)
class Paper:
    """Where something stands: publisher, title, day as the source writes it, place, address."""

    title: str
    publisher: str
    dated: str
    place: Sentence
    url: str


@dataclass(frozen=True)
class Check:
    """What another source says of the same: its office, day, words and address."""

    office: str
    dated: str
    note: str
    url: str


@dataclass(frozen=True)
class Area:
    """A place that the source names loosely, and what that leaves open."""

    name: str
    note: str


@dataclass(frozen=True)
class Said:
    """One thing that every commitment is asked, as it is stated: bodies or papers."""

    kind: GapKind
    owners: tuple[Organisation, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Remarks:
    """What stands beside a statement: its wording, details, what it leaves open, other sources."""

    ambiguity: str
    facts: tuple[tuple[Sentence, Sentence], ...]
    areas: tuple[Area, ...]
    checks: tuple[Check, ...]
    twin: Statement | None


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
    remarks: Remarks | None


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
        remarks=remarks(said) if said else None,
    )


def stated(one: Stated) -> Said:
    """What the register holds to be stated, with its papers."""
    return Said(one.kind, one.owners, papers(one.documents))


def remarks(said: Statement) -> Remarks:
    """Everything that the register keeps of a statement beside its words and sources."""
    return Remarks(
        ambiguity=said.ambiguity,
        facts=tuple(_facts(said)),
        areas=areas(said.named_areas),
        checks=tuple(map(_check, said.cross_checks)),
        twin=said.same_as,
    )


def areas(given: Iterable[Mapping[str, str]]) -> tuple[Area, ...]:
    """Places named loosely, by the alphabet of the reader."""
    language = reader_language()
    found = [Area(one[f"name_{language}"], one[f"note_{language}"]) for one in given]
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def _facts(said: Statement) -> Iterator[tuple[Sentence, Sentence]]:
    details = {**said.details, "wording": said.wording}
    for name, label in DETAILS.items():
        if value := details.get(name):
            yield label, _value(value)
    if derived := said.details.get("derived"):
        caution = derived[f"caution_{reader_language()}"]
        number = number_format(derived["value"], force_grouping=True)
        yield _("Counted from it"), f"{number} = {derived['formula']}. {caution}"


def _value(value: Any) -> Sentence:
    if isinstance(value, list):
        return ", ".join(str(_value(one)) for one in value)
    if isinstance(value, Mapping):
        return f"{value['numerator']}/{value['denominator']}"
    return DETAIL_VALUES.get(str(value), str(value))


def _check(given: Mapping[str, Any]) -> Check:
    language = reader_language()
    return Check(
        office=str(given[f"office_{language}"]),
        dated=str(given.get("said_at", "")),
        note=str(given[f"note_{language}"]),
        url=_address(given),
    )


def _paper(given: Mapping[str, Any]) -> Paper:
    return Paper(
        title=str(given.get(f"title_{reader_language()}", given.get("title", ""))),
        publisher=str(given.get("publisher", "")),
        dated=str(given.get("published", given.get("date", ""))),
        place=_place(given),
        url=_address(given),
    )


def _address(given: Mapping[str, Any]) -> str:
    address = str(given.get("url", ""))
    return address if address.startswith(("https://", "http://")) else ""


def _place(given: Mapping[str, Any]) -> Sentence:
    paragraph = given.get("paragraph")
    return _("paragraph %(number)s") % {"number": paragraph} if paragraph else ""
