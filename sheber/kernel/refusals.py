"""A refusal is a code, facts, and a sentence translated late.

`Refused("seat_taken", seat=…)` is raised by a verb; the API sends code and facts, a page
shows `str(refusal)` in the reader's language. Each room teaches its sentences once, at start.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise

_sentences: dict[str, Sentence] = {}


class UnknownSentence(LookupError):
    """A refusal was raised whose code no room has taught."""


def teach(sentences: Mapping[str, Sentence]) -> None:
    """Add a room's sentences; a code belongs to one sentence only."""
    for code, sentence in sentences.items():
        if _sentences.setdefault(code, sentence) is not sentence:
            raise UnknownSentence(f"two sentences for the refusal {code!r}")


def sentences() -> Mapping[str, Sentence]:
    """Every refusal known, for the docs and the tests that hold them complete."""
    return dict(_sentences)


class Refused(Exception):
    """The act was not done. Nothing was written."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        try:
            sentence = _sentences[self.code]
        except KeyError as missing:
            raise UnknownSentence(self.code) from missing
        return str(sentence) % self.facts
