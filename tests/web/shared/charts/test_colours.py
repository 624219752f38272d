"""Colours: those of a file are those of the site, and they are told apart."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from sheber.web.shared.charts.colours import COLOURS

TOKENS = Path(settings.ROOT) / "sheber/web/shared/static/shared/tokens.css"
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
THEMES = {"light": 0, "dark": 1}


def tokens(theme: str) -> dict[str, str]:
    found = PAIR.findall(TOKENS.read_text())
    return {name: pair[THEMES[theme]] for name, *pair in found}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_files_carry_the_light_colours_of_the_site():
    light = tokens("light")
    assert {name: light[name] for name in COLOURS} == COLOURS


GROUNDS = {
    "ink": ("paper", "sheet", "sunk", "gold-soft", "red-soft", "land"),
    "ink-soft": ("paper", "sheet", "sunk", "gold-soft", "red-soft"),
    "gold-ink": ("paper", "sheet", "sunk", "gold-soft"),
    "red": ("paper", "sheet", "sunk", "red-soft"),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("words", "ground"), [(words, ground) for words, all_ in GROUNDS.items() for ground in all_]
)
def test_words_can_be_read(theme, words, ground):
    found = tokens(theme)
    assert contrast(found[words], found[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_amounts_are_told_apart_by_lightness_alone(theme):
    found = tokens(theme)
    steps = [luminance(found[f"value-{step}"]) for step in range(1, 6)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert all(abs(a - b) > 0.02 for a, b in pairwise(steps))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("line", ["rule-strong", "kind-1", "kind-3", "kind-4"])
def test_edges_of_controls_can_be_seen(theme, line):
    found = tokens(theme)
    assert contrast(found[line], found["sheet"]) >= 3
