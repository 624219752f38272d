import pytest

from tests.web import build


@pytest.fixture
def demo(db):
    """A demo with the whole reference registry."""
    build.demo()
    build.reference()
