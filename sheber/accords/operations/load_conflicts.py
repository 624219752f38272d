"""Claims that disagree, from their file. What people have settled stays settled."""

from pathlib import Path

from sheber.accords.models import Conflict, ConflictingClaim, Statement
from sheber.accords.operations.links import upsert
from sheber.accords.operations.records import LANGUAGES, Record, records

SETTLED = frozenset({"settled_with", "settled_on", "upheld"})
FIELDS = frozenset(
    {
        *(f"{field}_{language}" for field in ("about", "rule") for language in LANGUAGES),
        "id",
        "kk_status",
        "values",
        "rule_code",
    }
)
CLAIM_FIELDS = frozenset(
    {
        *(f"{field}_{language}" for field in ("value", "office", "note") for language in LANGUAGES),
        "number",
        "said_at",
        "statement",
        "url",
    }
)


def load_conflicts(folder: Path) -> int:
    """Load conflicts with at least two claims each, in the order of the file."""
    statements = {code: code for code in Statement.objects.values_list("pk", flat=True)}
    rows, claims = [], []
    for record in records(folder, "conflicts"):
        rows.append(_conflict(record))
        values = record.listed("values")
        if len(values) < 2:
            raise record.fault("one_claim")
        claims += [
            _claim(record.nested("value", number, one), record.code, number, statements)
            for number, one in enumerate(values, 1)
        ]
    upsert(rows, ("code",), SETTLED)
    upsert(claims, ("conflict", "number_in_conflict"))
    return len(rows)


def _conflict(record: Record) -> Conflict:
    record.only(FIELDS)
    row = Conflict(
        code=record.code,
        kk_status=record.need("kk_status"),
        rule_code=record.given.get("rule_code", ""),
        **record.in_three("about"),
        **record.perhaps_in_three("rule"),
    )
    record.check(row)
    return row


def _claim(
    record: Record, conflict: str, number: int, statements: dict[str, str]
) -> ConflictingClaim:
    record.only(CLAIM_FIELDS)
    named = [record.given["statement"]] if "statement" in record.given else []
    row = ConflictingClaim(
        conflict_id=conflict,
        number_in_conflict=number,
        number=record.given.get("number"),
        said_on=record.day("said_at"),
        statement_id=next(iter(record.known("statement", named, statements)), None),
        url=record.given.get("url", ""),
        **record.in_three("value"),
        **record.in_three("office"),
        **record.perhaps_in_three("note"),
    )
    record.check(row)
    return row
