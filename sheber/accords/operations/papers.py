"""The check that every act of this room shares: a paper is named, and it is not from tomorrow."""

from datetime import date, datetime

from sheber.kernel.refusals import Refused


def check_paper(document: str, dated: date, now: datetime) -> None:
    """Refuse an act without a document, or with one that is dated after the act."""
    if not document.strip():
        raise Refused("accord_needs_document")
    check_date(dated, now)


def check_date(dated: date, now: datetime) -> None:
    if dated > now.date():
        raise Refused("evidence_from_the_future", dated=dated.isoformat())
