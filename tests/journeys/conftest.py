import pytest

from sheber.flows.demo.build import build


@pytest.fixture(scope="session")
def river(django_db_setup, django_db_blocker):
    """The small demo, built once from nothing by the real verbs."""
    with django_db_blocker.unblock():
        yield build("small", 5, progress=lambda text: None)
        _empty()


def _empty() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
