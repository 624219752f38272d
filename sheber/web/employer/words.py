"""Words of the room: states, grounds, and how a line is called."""

from django.utils.translation import gettext_lazy

from sheber.demand.models import Line
from sheber.kernel.refusals import Sentence

LINE_STATES: dict[str, tuple[Sentence, str]] = {
    "draft": (gettext_lazy("draft"), "turn"),
    "submitted": (gettext_lazy("waits for the region"), "plain"),
    "confirmed": (gettext_lazy("confirmed"), "done"),
    "withdrawn": (gettext_lazy("withdrawn"), "stopped"),
}
CALL_STATES: dict[str, tuple[Sentence, str]] = {
    "draft": (gettext_lazy("draft"), "turn"),
    "published": (gettext_lazy("published"), "done"),
    "closed": (gettext_lazy("closed"), "plain"),
}
OFFER_STATES: dict[str, tuple[Sentence, str]] = {
    "draft": (gettext_lazy("draft"), "turn"),
    "published": (gettext_lazy("published"), "done"),
    "frozen": (gettext_lazy("frozen: no term changes any more"), "done"),
    "expired": (gettext_lazy("expired unpublished"), "stopped"),
    "withdrawn": (gettext_lazy("withdrawn"), "stopped"),
}
# Two levels deep: what it is about, and what exactly.
GROUNDS: tuple[tuple[Sentence, tuple[tuple[str, Sentence], ...]], ...] = (
    (
        gettext_lazy("The posts"),
        (
            ("posts_cut", gettext_lazy("the posts were cut from the staffing plan")),
            ("posts_filled", gettext_lazy("the posts were filled in another way")),
            ("posts_moved", gettext_lazy("the posts moved to another region or occupation")),
        ),
    ),
    (
        gettext_lazy("The project"),
        (
            ("project_delayed", gettext_lazy("the project is delayed")),
            ("project_stopped", gettext_lazy("the project was stopped")),
        ),
    ),
    (
        gettext_lazy("The money"),
        (
            ("money_lacking", gettext_lazy("there is no money for training or support")),
            ("terms_changed", gettext_lazy("the terms of support or work change")),
        ),
    ),
    (
        gettext_lazy("The entry"),
        (
            ("entered_wrong", gettext_lazy("entered by mistake")),
            ("other", gettext_lazy("other; say what")),
        ),
    ),
)
LANGUAGES: dict[str, Sentence] = {
    "en": gettext_lazy("English"),
    "kk": gettext_lazy("Kazakh"),
    "ru": gettext_lazy("Russian"),
}


def line_name(line: Line) -> str:
    return f"{line.call.code}/{line.number_in_call}"


def state(table: dict[str, tuple[Sentence, str]], code: str) -> tuple[str, str]:
    """A state in a word, and the tone in which it is shown."""
    word, tone = table.get(code, (code, "plain"))
    return str(word), tone


def ground(code: str) -> str:
    """A ground in the reader's language."""
    for _about, options in GROUNDS:
        for one, words in options:
            if one == code:
                return str(words)
    return code


def reason(code: str, words: str) -> str:
    """A reason as the log keeps it: the code of its ground first, so that grounds are counted."""
    return f"{code}: {words}" if words else code


def shown_reason(text: str) -> str:
    """A kept reason for a reader: the ground in words, then what was said."""
    code, _colon, words = text.partition(":")
    known = ground(code)
    if known == code:
        return text
    return f"{known}. {words.strip()}" if words.strip() else known


def language_name(code: str) -> str:
    return str(LANGUAGES.get(code, code))
