from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.web import build


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English: a page asked for in another language leaves it switched on."""
    with translation.override("en"):
        yield


@pytest.fixture
def demo(db: None) -> None:
    """A demo with the whole reference registry."""
    build.demo()
    build.reference()
