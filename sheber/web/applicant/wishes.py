"""Each wish of a list in words: what is studied, what is owed for it, where it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sheber.admissions import queries
from sheber.admissions.enums import Channel, TermsKind
from sheber.admissions.models import Application, RankedContract, SeatSource
from sheber.offers.models import Terms
from sheber.offers.rules import SHOWN
from sheber.web.offers import words
from sheber.web.offers.versions import Change, changes
from sheber.web.shared.moments import moment


@dataclass(frozen=True)
class Elsewhere:
    """An official channel outside of the programme, and until when, in the reader's own time."""

    channel: str
    number: str
    deadline: str


@dataclass(frozen=True)
class Wish:
    """A ranked contract as a page shows it.

    `changes` are what an amendment changed since it was ranked; `withdrawn`: the employer took
    the offer back. `here`: the programme decides it. `prevailing` is the language of its contract.
    """

    row: RankedContract
    title: str
    detail: str
    owed: str
    given: tuple[str, ...]
    here: bool
    elsewhere: tuple[Elsewhere, ...]
    sources: tuple[SeatSource, ...]
    amended: bool
    changes: tuple[Change, ...]
    withdrawn: bool
    prevailing: str
    first: bool
    last: bool


def lines(application: Application, wishes: Sequence[RankedContract], zone: str) -> list[Wish]:
    """The whole list, best first."""
    terms = _versions(wishes)
    receipt = {line.contract.pk: line for line in queries.receipt(application)}
    return [
        _wish(row, terms, receipt[row.pk], zone, number, len(wishes))
        for number, row in enumerate(wishes, start=1)
    ]


def title(row: RankedContract) -> str:
    """What is studied."""
    return row.offering.capacity.programme.name


def detail(row: RankedContract) -> str:
    """Where, and on what terms."""
    provider = row.offering.capacity.provider
    terms = str(TermsKind(row.terms_kind).label)
    if row.offer is not None:
        terms = f"{terms}, {row.offer.line.call.employer.name}"
    return f"{provider.name} · {terms}"


def owed(terms_kind: str, terms: Terms | None) -> str:
    """What is owed for it."""
    if terms is not None:
        return words.owed(terms)
    if terms_kind == TermsKind.PAID:
        return _("the fee; no work is owed")
    return _("nothing: no work is owed for this seat")


def _wish(
    row: RankedContract,
    versions: dict[int, list[Terms]],
    receipt: queries.ReceiptLine,
    zone: str,
    number: int,
    total: int,
) -> Wish:
    known = versions.get(row.offer_id or 0, [])
    ranked = next((one for one in known if one.version == row.terms_version), None)
    newest = known[-1] if known else None
    stale = ranked is not None and newest is not None and newest.version != ranked.version
    return Wish(
        row=row,
        title=title(row),
        detail=detail(row),
        owed=owed(row.terms_kind, newest),
        given=tuple(filter(None, (words.monthly(newest), words.bed(newest)))) if newest else (),
        here=receipt.decided_here,
        elsewhere=tuple(_elsewhere(one, zone) for one in receipt.elsewhere),
        sources=receipt.elsewhere,
        amended=stale,
        changes=tuple(changes(ranked, newest)) if stale and ranked and newest else (),
        withdrawn=row.offer is not None and row.offer.state not in SHOWN,
        prevailing=newest.prevailing_language if newest else "",
        first=number == 1,
        last=number == total,
    )


def _elsewhere(source: SeatSource, zone: str) -> Elsewhere:
    due = moment(source.deadline, zone) if source.deadline else ""
    return Elsewhere(str(Channel(source.channel).label), source.number, due)


def _versions(wishes: Sequence[RankedContract]) -> dict[int, list[Terms]]:
    found: dict[int, list[Terms]] = {}
    rows = Terms.objects.filter(offer__in={one.offer_id for one in wishes if one.offer_id})
    for row in rows.select_related("work_region").order_by("version"):
        found.setdefault(row.offer_id, []).append(row)
    return found
