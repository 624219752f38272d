"""Bring every room's catalogues up to date with its code and templates.

Usage: python tools/messages.py [--check] [ROOM …]      for instance: demand web/public

Each package under sheber/ that has translatable text keeps `locale/{ru,kk}/LC_MESSAGES/django.po`.
Missing entries are added empty, entries no longer used are dropped. With --check nothing is
written and the exit code says whether something is missing or untranslated.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

SHEBER = Path(__file__).resolve().parent.parent / "sheber"
LANGUAGES = ("ru", "kk")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def packages() -> list[Path]:
    """Every room that owns text: the stages, the kernel, and each audience of the web."""
    rooms = [path for path in SHEBER.iterdir() if path.is_dir() and path.name != "web"]
    audiences = [path for path in (SHEBER / "web").iterdir() if path.is_dir()]
    return sorted(path for path in (*rooms, *audiences) if any(messages(path)))


def messages(package: Path) -> Iterator[tuple[object, str, int, str | None]]:
    """(id or ids, file, line, context) of every translatable text of a package."""
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt"))):
        text = path.read_text()
        if path.suffix != ".py":
            text = _as_python(text, str(path))
        for line, ids, _, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            if ids and ids != "":
                yield ids, path.relative_to(SHEBER).as_posix(), line, context


def _as_python(text: str, origin: str) -> str:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize

    return templatize(text, origin=origin)


def catalogue(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def known(package: Path, language: str) -> Catalog:
    """What the catalogue holds now."""
    path = catalogue(package, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(package: Path, language: str) -> Catalog:
    """What the catalogue should hold: every text in use, with the translations there are."""
    old_catalogue = known(package, language)
    wanted = Catalog(
        locale=language,
        project="Sheber",
        charset="utf-8",
        fuzzy=False,
        # Kept: a date of its own in every catalogue would make two branches differ for nothing.
        creation_date=old_catalogue.creation_date,
    )
    for ids, file, _, context in messages(package):
        old = old_catalogue.get(ids[0] if isinstance(ids, tuple) else ids, context)
        wanted.add(
            ids,
            string=old.string if old else None,
            locations=[(file, 0)],
            context=context,
            user_comments=old.user_comments if old else (),
        )
    return wanted


def untranslated(wanted: Catalog) -> list[Message]:
    def is_empty(message: Message) -> bool:
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        return not all(strings)

    return [message for message in wanted if message.id and is_empty(message)]


def main() -> int:
    check = "--check" in sys.argv[1:]
    named = [SHEBER / name for name in sys.argv[1:] if not name.startswith("--")]
    missing = 0
    for package in named or packages():
        for language in LANGUAGES:
            wanted = merged(package, language)
            empty = untranslated(wanted)
            missing += len(empty)
            for message in empty:
                print(f"{package.name} {language}: {message.id!r}")
            if not check:
                path = catalogue(package, language)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as file:
                    write_po(
                        file,
                        wanted,
                        width=100,
                        omit_header=False,
                        include_lineno=False,
                        sort_output=True,
                    )
    print(f"{missing} texts without a translation")
    return 1 if missing and check else 0


if __name__ == "__main__":
    sys.exit(main())
