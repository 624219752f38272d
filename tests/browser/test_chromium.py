"""The browser that the other tests walk with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import find_browser

pytestmark = pytest.mark.browser

# A sign that no font has is drawn as an empty box: no letter of ours may look like one.
LOOK = """letters => {
  const draw = sign => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    context.font = '40px sans-serif';
    context.fillText(sign, 20, 60);
    return canvas.toDataURL();
  };
  const box = draw('\\u{10FFFD}');
  return [...letters].filter(letter => draw(letter) === box);
}"""


def test_it_has_a_font_with_every_letter_of_the_three_languages(window: Page) -> None:
    assert window.evaluate(LOOK, "AazZЁёЯяӘәҒғҚқҢңӨөҰұҮүҺһІі") == []


def test_a_named_browser_that_does_not_run_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEBER_BROWSER", "/bin/false")
    assert find_browser() is None
