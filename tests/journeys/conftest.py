import pytest
from django.core.management import call_command

from sheber.flows.demo.build import build


@pytest.fixture(scope="module")
def river(django_db_setup, django_db_blocker):
    """The small demo, built from nothing by the real verbs, and removed after the module."""
    with django_db_blocker.unblock():
        world = build("small", 5, progress=lambda text: None)
    yield world
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
