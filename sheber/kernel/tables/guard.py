"""Text that a spreadsheet would run as a formula gets an apostrophe, and loses it on return.

`unguarded(guarded(text)) == text` for every text, so that a file may go out and come back any
number of times. Signs after OWASP, “CSV Injection”, the wide forms of East Asia included.
"""

import re

SIGNS = r"[=+\-@\t\r\nF]".replace("F", "＝＋－＠")
WOULD_RUN = re.compile(rf"'*\s*{SIGNS}")
WAS_GUARDED = re.compile(rf"'+\s*{SIGNS}")


def guarded(value: object) -> object:
    """The value as it may stand in a file. Numbers pass: -5 is no formula."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if WOULD_RUN.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before it was guarded."""
    return text[1:] if WAS_GUARDED.match(text) else text
