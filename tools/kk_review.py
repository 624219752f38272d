"""List every Kazakh wording that nobody has reviewed, with its context, in `docs/kk-review.md`.

Usage: python tools/kk_review.py [--check]

Reads the seeds: registry, rules, accords, clauses, where each row has a status. The same wording
met in several places stands once. With --check nothing is written and the exit code says whether
the page is out of date.
"""

import csv
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEEDS, PAGE = ROOT / "seeds", ROOT / "docs" / "kk-review.md"
DRAFT = "draft"
MOST_PLACES = 3
HEAD = """# Kazakh wordings to review

Written by `tools/kk_review.py` from the seeds: do not edit by hand. A wording leaves this page when
its row says `standard` or `act` as its status. No draft stands in a clause, a consent or on a
signature page without the words “working translation, the … text prevails”. The texts of the
program itself stand in `sheber/*/locale/kk`; all of them are drafts as well.

"""


@dataclass(frozen=True)
class Wording:
    """A draft: where it stands, what it is a rendering of, and the rendering."""

    place: str
    english: str
    russian: str
    kazakh: str


def sections() -> Iterator[tuple[str, list[Wording]]]:
    """Title and drafts of each part of the page."""
    yield "Registry", list(_registry())
    yield "Rules: words for codes, values, units and offices", list(_labels())
    yield "Rules: questions and notes", list(_rules())
    yield "Accords", list(_accords())
    yield "Clauses of contracts", list(_clauses())


def page() -> str:
    """The whole page."""
    parts = [HEAD, "| part | drafts |\n|---|---:|\n"]
    found = [(title, merged(rows)) for title, rows in sections()]
    parts += [f"| [{title}](#{_anchor(title)}) | {len(rows)} |\n" for title, rows in found]
    for title, rows in found:
        parts.append(f"\n## {title}\n\n| where | English | Russian | Kazakh |\n|---|---|---|---|\n")
        parts += [_line(one) for one in rows]
    return "".join(parts)


def merged(rows: Iterable[Wording]) -> list[Wording]:
    """Each wording once, with every place where it stands; a long list is cut short."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for one in rows:
        places.setdefault((one.english, one.russian, one.kazakh), []).append(one.place)
    return [Wording(_places(found), *texts) for texts, found in places.items()]


def _places(found: list[str]) -> str:
    named = list(dict.fromkeys(found))
    more = f" and {len(named) - MOST_PLACES} more" if len(named) > MOST_PLACES else ""
    return "; ".join(named[:MOST_PLACES]) + more


def main() -> int:
    written = PAGE.read_text("utf-8") if PAGE.exists() else ""
    wanted = page()
    if "--check" in sys.argv[1:]:
        return int(written != wanted)
    PAGE.write_text(wanted, "utf-8")
    return 0


def _registry() -> Iterator[Wording]:
    for path in sorted((SEEDS / "registry").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("kk_status") == DRAFT:
                    yield from _of_csv(path.stem, row)


def _of_csv(file: str, row: dict[str, str]) -> Iterator[Wording]:
    """Every wording in three languages of a row: names, titles, centres, towns."""
    key = row.get("code") or row.get("national_code") or next(iter(row.values()))
    for field in [name.removesuffix("_kk") for name in row if name.endswith("_kk")]:
        if row[f"{field}_kk"]:
            place = f"{file} {key}" if field in ("name", "title") else f"{file} {key}, {field}"
            english, russian = row.get(f"{field}_en", ""), row.get(f"{field}_ru", "")
            yield Wording(place, english, russian, row[f"{field}_kk"])


def _labels() -> Iterator[Wording]:
    given = _toml("rules/labels.toml")
    for section in sorted(given):
        for one in given[section]:
            if one["kk_status"] == DRAFT:
                yield Wording(f"{section} {one['code']}", one["en"], one["ru"], one["kk"])


def _rules() -> Iterator[Wording]:
    for path in sorted((SEEDS / "rules").glob("??-*.toml")):
        given = _toml(f"rules/{path.name}")
        if given.get("kk_status") == DRAFT:
            yield from _fields(path.stem, given)
        for one in given["rule"]:
            if one.get("kk_status") == DRAFT:
                yield from _fields(f"{path.stem} {one['code']}", one)


def _accords() -> Iterator[Wording]:
    for path in sorted((SEEDS / "accords").glob("*.toml")):
        for rows in _toml(f"accords/{path.name}").values():
            for one in rows:
                if one.get("kk_status") == DRAFT:
                    yield from _fields(str(one.get("id", one.get("code"))), one)


def _clauses() -> Iterator[Wording]:
    for one in _toml("offers/clauses.toml")["clause"]:
        if one.get("kk_status", DRAFT) == DRAFT:
            yield from _fields(one["code"], one)


def _fields(place: str, row: dict[str, Any]) -> Iterator[Wording]:
    """Every wording in three languages of a table, and of the tables inside of it."""
    for name, value in row.items():
        if name.endswith("_kk") and value:
            field = name.removesuffix("_kk")
            yield Wording(
                f"{place}, {field}", row.get(f"{field}_en", ""), row.get(f"{field}_ru", ""), value
            )
        if isinstance(value, list):
            for number, inner in enumerate(value, 1):
                if isinstance(inner, dict):
                    yield from _fields(f"{place}, {name} {number}", inner)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((SEEDS / name).read_text("utf-8"))


def _line(one: Wording) -> str:
    cells = (one.place, one.english, one.russian, one.kazakh)
    return "| " + " | ".join(map(_cell, cells)) + " |\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _anchor(title: str) -> str:
    kept = "".join(sign for sign in title.casefold() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")


if __name__ == "__main__":
    sys.exit(main())
