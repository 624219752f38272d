"""What is written from the code says what the code says."""

import io

import pytest
from django.core.management import call_command

from sheber.kernel import catalogues
from tools import generated, messages


def test_the_generated_pages_are_current():
    assert generated.stale() == [], "run: .venv/bin/python tools/generated.py"


ROOMS = [(room, language) for room in messages.packages() for language in messages.LANGUAGES]


@pytest.mark.parametrize(("room", "language"), ROOMS, ids=lambda one: getattr(one, "name", one))
def test_every_text_of_a_room_is_translated_and_none_is_left_over(room, language):
    wanted = messages.merged(room, language)
    assert [one.id for one in messages.untranslated(wanted)] == []
    known = messages.known(room, language)
    assert [one.id for one in known if one.id and not wanted.get(one.id, one.context)] == []


def test_every_catalogue_is_found_by_the_compiler():
    expected = {
        messages.catalogue(package, language)
        for package in messages.packages()
        for language in messages.LANGUAGES
    }
    assert expected <= set(catalogues.sources())


def test_migrations_say_what_the_models_say(db):
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes detected" in out.getvalue()
