"""Texts for citizens: written in `docs/algorithms/`, held to the code by tests, shown as pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = settings.ROOT / "docs" / "algorithms"


@dataclass(frozen=True)
class Text:
    """A text as HTML without its title, which the page sets itself."""

    title: str
    body: SafeString


@cache
def text(name: str, language: str) -> Text:
    """The text of this name in a language of the site."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", _table_close)
    markdown.add_render_rule("blockquote_open", _message_open)
    markdown.add_render_rule("blockquote_close", _message_close)
    source = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    title, _, rest = source.removeprefix("# ").partition("\n")
    # Our own file, with raw HTML switched off.
    return Text(title, mark_safe(markdown.render(rest)))  # noqa: S308


def _table_open(_renderer: object, tokens: Sequence[Token], place: int, *_rest: object) -> str:
    """A table that scrolls by itself, named by the heading above it."""
    heading = next(
        tokens[before + 1].content
        for before in range(place, -1, -1)
        if tokens[before].type == "heading_open"
    )
    return format_html(
        '<div class="table-box" role="region" tabindex="0" aria-label="{}"><table class="table">',
        heading,
    )


def _table_close(*_given: object) -> str:
    return "</table></div>"


def _message_open(*_given: object) -> str:
    return '<div class="message">'


def _message_close(*_given: object) -> str:
    return "</div>"
