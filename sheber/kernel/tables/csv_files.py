"""CSV as offices of both countries save it: UTF-8 or windows-1251; semicolon, comma or tab."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from sheber.kernel.refusals import Refused
from sheber.kernel.tables.lines import Limits, Line, clean

# KZ-1048 is windows-1251 with Kazakh letters where that one has Ukrainian and Serbian ones:
# every Russian file reads the same in both, and files with Kazakh letters read right.
LEGACY = "kz1048"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
PDF = b"%PDF"
# Signs that no spreadsheet writes into text: whoever finds one has another kind of file before him.
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
SEPARATORS = (";", ",", "\t")
HINT = "sep="


def lines(content: bytes, limits: Limits) -> Iterator[Line]:
    """Every line with its number, counted from 1 by the head of a record."""
    text, skipped = _without_hint(decoded(content))
    separator = _separator(text)
    csv.field_size_limit(limits.size)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = skipped + 1
    try:
        for cells in reader:
            yield Line(number, tuple(map(clean, cells)))
            number = reader.line_num + skipped + 1
    except csv.Error as broken:
        raise Refused("file_quote_open", line=number) from broken


def decoded(content: bytes) -> str:
    """The text, whichever of the usual encodings it is in."""
    if not content.startswith(UTF_16) and (content.startswith(PDF) or CONTROL.search(content)):
        raise Refused("file_not_a_table")
    encodings = ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", LEGACY)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("file_encoding_unknown")


def _without_hint(text: str) -> tuple[str, int]:
    """Excel may write its separator on a line before the head."""
    first, _, rest = text.partition("\n")
    return (rest, 1) if first.lower().startswith(HINT) else (text, 0)


def _separator(text: str) -> str:
    """The sign that cuts the head into the most cells."""
    head = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([head], delimiter=sign))))
