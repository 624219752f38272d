"""List every Kazakh wording that nobody has reviewed, with its context, in `docs/kk-review.md`.

Usage: python tools/kk_review.py [--check]

Reads the seeds (registry, rules, accords, clauses, the demo, the lab), where each row has a status,
the explanations of the command line and texts for citizens, which are drafts, and the catalogues,
where a comment `# standard` or `# act: …` above a text says that it is no draft: each room's texts
stand on a page of their own in `docs/kk-review/`. The same wording met in several places stands
once. With --check nothing is written and the exit code says whether a page is out of date.
"""

import csv
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from sheber.doors.clearing.explanation_words import LANGUAGES  # noqa: E402
from tools import messages  # noqa: E402  (the folder above stands on the path only now)

SEEDS, PAGE = ROOT / "seeds", ROOT / "docs" / "kk-review.md"
ROOMS = ROOT / "docs" / "kk-review"
TEXTS, DRAFT_TEXT = ROOT / "docs" / "algorithms", "> Жоба:"
DRAFT = "draft"
REVIEWED = ("act", "standard")
MOST_PLACES = 3
HEAD = """# Kazakh wordings to review

Written by `tools/kk_review.py` from the seeds and the catalogues: do not edit by hand. A wording
leaves these pages when its row says `standard` or `act` as its status, or when `# standard` or
`# act: …` stands above it in a catalogue. No draft stands in a clause, a consent or on a signature
page without the words “working translation, the … text prevails”.

"""
ROOM_HEAD = """# Kazakh wordings to review: {room}

Written by `tools/kk_review.py` from `sheber/{room}/locale`: do not edit by hand. Put `# standard`
or `# act: …` above a text in the Kazakh catalogue when it has been reviewed.

| where | English | Russian | Kazakh |
|---|---|---|---|
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
    yield "Names of the demo", list(_demo())
    yield "Assumptions of the policy lab", list(_lab())
    yield "Explanations at the command line", list(_explanations())
    yield "Texts for citizens", list(_citizens())


def page() -> str:
    """The whole page."""
    parts = [HEAD, "| part | drafts |\n|---|---:|\n"]
    found = [(title, merged(rows)) for title, rows in sections()]
    parts += [f"| [{title}](#{_anchor(title)}) | {len(rows)} |\n" for title, rows in found]
    rooms = [(room, merged(_catalogue(room))) for room in messages.packages()]
    parts += ["\n| texts of the program | drafts |\n|---|---:|\n"]
    parts += [
        f"| [{_name(room)}](kk-review/{_file(room).name}) | {len(rows)} |\n" for room, rows in rooms
    ]
    for title, rows in found:
        parts.append(f"\n## {title}\n\n| where | English | Russian | Kazakh |\n|---|---|---|---|\n")
        parts += [_line(one) for one in rows]
    return "".join(parts)


def pages() -> dict[Path, str]:
    """Every page by its file."""
    found = {PAGE: page()}
    for room in messages.packages():
        rows = merged(_catalogue(room))
        head = ROOM_HEAD.format(room=_name(room))
        found[_file(room)] = head + "".join(map(_line, rows))
    return found


def stale() -> list[Path]:
    """Pages that are missing, out of date, or of a room that is gone."""
    wanted = pages()
    left = [path for path in ROOMS.glob("*.md") if path not in wanted]
    return left + [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text("utf-8") != text
    ]


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
    if "--check" in sys.argv[1:]:
        return int(bool(stale()))
    ROOMS.mkdir(exist_ok=True)
    wanted = pages()
    for path in stale():
        if path in wanted:
            path.write_text(wanted[path], "utf-8")
        else:
            path.unlink()
    return 0


def _catalogue(room: Path) -> Iterator[Wording]:
    """Texts of a room whose Kazakh nobody has reviewed."""
    russian = messages.known(room, "ru")
    for one in messages.known(room, "kk"):
        if not one.id or any(said.startswith(REVIEWED) for said in one.user_comments):
            continue
        english = one.id[0] if isinstance(one.id, tuple) else one.id
        same = russian.get(english, one.context)
        place = ", ".join(dict.fromkeys(Path(name).name for name, _line in one.locations))
        context = f" ({one.context})" if one.context else ""
        yield Wording(
            place + context, _text(one.id), _text(same.string if same else ""), _text(one.string)
        )


def _text(given: Any) -> str:
    return " / ".join(dict.fromkeys(given)) if isinstance(given, tuple | list) else given


def _name(room: Path) -> str:
    return room.relative_to(messages.SHEBER).as_posix()


def _file(room: Path) -> Path:
    return ROOMS / f"{_name(room).replace('/', '-')}.md"


def _explanations() -> Iterator[Wording]:
    """Sentences that stand beside the file doors, where no catalogue reaches."""
    english, russian, kazakh = (asdict(LANGUAGES[one]) for one in ("en", "ru", "kk"))
    for name, text in kazakh.items():
        if isinstance(text, dict):
            for code, inner in text.items():
                if inner:
                    place = f"explain {name}, {code}"
                    yield Wording(place, english[name][code], russian[name][code], inner)
        elif isinstance(text, str) and len(text) > 1:
            yield Wording(f"explain {name}", english[name], russian[name], text)


def _citizens() -> Iterator[Wording]:
    """The citizens' texts line by line, each as long as its Kazakh says that it is a draft."""
    for path in sorted(TEXTS.glob("*.kk.md")):
        name = path.name.removesuffix(".kk.md")
        if DRAFT_TEXT in path.read_text("utf-8"):
            texts = [_lines(path.with_name(f"{name}.{one}.md")) for one in ("en", "ru", "kk")]
            for number, rendered in enumerate(zip(*texts, strict=True), 1):
                yield Wording(f"{name}, line {number}", *rendered)


def _lines(path: Path) -> list[str]:
    """Lines with words, without the mark of a draft and the rules of tables."""
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip("|- ") and not line.startswith(DRAFT_TEXT)]


def _lab() -> Iterator[Wording]:
    """Texts of assumptions and of figures that the policy lab is held against."""
    for path in sorted((SEEDS / "lab").glob("*.toml")):
        document = _toml(f"lab/{path.name}")
        for row in (*document["assumption"], *document.get("published", ())):
            if row["kk_status"] == DRAFT:
                place = f"lab {path.stem} {row.get('name') or row['count']}"
                yield Wording(place, row["text_en"], row["text_ru"], row["text_kk"])


def _demo() -> Iterator[Wording]:
    for path in sorted((SEEDS / "demo").glob("*.toml")):
        yield from _nested(path.stem, _toml(f"demo/{path.name}"))


def _nested(place: str, given: Any) -> Iterator[Wording]:
    """Wordings of tables within tables, each with `en`, `ru` and `kk` or names that end so."""
    if isinstance(given, list):
        for number, inner in enumerate(given, 1):
            yield from _nested(f"{place} {number}", inner)
    elif isinstance(given, dict):
        if "kk" in given:
            yield Wording(place, given["en"], given["ru"], given["kk"])
        for name, value in given.items():
            if name.endswith("_kk"):
                field = name.removesuffix("_kk")
                yield Wording(
                    f"{place}, {field}", given[f"{field}_en"], given[f"{field}_ru"], value
                )
            yield from _nested(f"{place} {name}", value)


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
