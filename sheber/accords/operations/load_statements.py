"""Words for gaps and statements, from their files."""

from pathlib import Path
from typing import Any

from sheber.accords.models import GapKind, Statement
from sheber.accords.operations.links import about, link, named_areas, registry, upsert
from sheber.accords.operations.records import LANGUAGES, Record, plain, records

CONFIRMATION = frozenset({"confirmed_by_other", "confirmed_on"})
# What only single statements carry; kept as it stands in the file.
DETAILS = (
    "date_text",
    "derived",
    "elements",
    "institution_types",
    "missing",
    "model",
    "party_types",
    "purpose",
    "scope",
    "share",
)
FIELDS = frozenset(
    {
        *DETAILS,
        *CONFIRMATION,
        *(
            f"{field}_{language}"
            for field in ("text", "office", "ambiguity")
            for language in LANGUAGES
        ),
        "id",
        "kind",
        "status",
        "said_at",
        "stated_by",
        "kk_status",
        "parties",
        "regions",
        "named_areas",
        "sectors",
        "topics",
        "institutions",
        "sources",
        "cross_checks",
        "same_as",
        "value",
        "unit",
        "qualifier",
        "measure",
        "wording",
    }
)


def load_gap_kinds(folder: Path) -> int:
    """Load the words for what can be missing."""
    rows = []
    for record in records(folder, "gaps"):
        record.only({"code", "kk_status", *LANGUAGES})
        names = {f"name_{language}": record.need(language) for language in LANGUAGES}
        rows.append(GapKind(code=record.code, kk_status=record.need("kk_status"), **names))
        record.check(rows[-1])
    upsert(rows, ("code",))
    return len(rows)


def load_statements(folder: Path) -> int:
    """Load statements; confirmations that people have entered stay."""
    known = registry()
    rows, links, twins = [], [], {}
    for record in records(folder, "statements"):
        row = _statement(record)
        record.check(row)
        if not row.sources:
            raise record.fault("missing", field="sources")
        rows.append(row)
        links.append(about(record, known))
        if "same_as" in record.given:
            twins[record.code] = (record, record.given["same_as"])
    upsert(rows, ("code",), CONFIRMATION | {"same_as"})
    for row, given in zip(rows, links, strict=True):
        link(row, given)
    _pair(twins)
    return len(rows)


def _statement(record: Record) -> Statement:
    record.only(FIELDS)
    return Statement(
        code=record.code,
        kind=record.need("kind"),
        status=record.need("status"),
        said_on=record.need_day("said_at"),
        stated_by=record.need("stated_by"),
        confirmed_by_other=record.given.get("confirmed_by_other", ""),
        confirmed_on=record.day("confirmed_on"),
        kk_status=record.need("kk_status"),
        parties=record.listed("parties"),
        topics=record.listed("topics"),
        named_areas=named_areas(record),
        sources=plain(record.listed("sources")),
        cross_checks=plain(record.listed("cross_checks")),
        details={name: plain(record.given[name]) for name in DETAILS if name in record.given},
        value=_value(record),
        **{
            name: record.given.get(name, "") for name in ("unit", "qualifier", "measure", "wording")
        },
        **record.in_three("text"),
        **record.in_three("office"),
        **record.perhaps_in_three("ambiguity"),
    )


def _value(record: Record) -> str:
    """The figure as it is said: a whole number, or a share as two numbers."""
    share: dict[str, Any] | None = record.given.get("share")
    if share:
        return f"{share['numerator']}/{share['denominator']}"
    return str(record.given.get("value", ""))


def _pair(twins: dict[str, tuple[Record, str]]) -> None:
    """Name the statement that says the same; twins name each other, so that this comes last."""
    known = {code: code for code in Statement.objects.values_list("pk", flat=True)}
    rows = Statement.objects.in_bulk(list(twins))
    for code, (record, twin) in twins.items():
        rows[code].same_as_id = record.known("same_as", [twin], known)[0]
    Statement.objects.bulk_update(rows.values(), ("same_as",))
