"""The check that every act of this room shares: a paper is named, and it is not from tomorrow."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models

from sheber.kernel.refusals import Refused


def check_paper(document: str, dated: date, now: datetime) -> None:
    """Refuse an act without a document, or with one that is dated after the act."""
    if not document.strip():
        raise Refused("accord_needs_document")
    check_date(dated, now)


def check_codes(model: type[models.Model], codes: Sequence[str]) -> None:
    """Refuse a code that stands in the register already, or twice among these."""
    taken = set(model._default_manager.filter(code__in=codes).values_list("code", flat=True))
    for code in codes:
        if code in taken:
            raise Refused("accord_code_taken", code=code)
        taken.add(code)


def check_date(dated: date, now: datetime) -> None:
    if dated > now.date():
        raise Refused("evidence_from_the_future", dated=dated.isoformat())
