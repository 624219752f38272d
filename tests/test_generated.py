"""What is written from the code says what the code says."""

import io

from django.core.management import call_command

from sheber.kernel import catalogues
from tools import generated, messages


def test_the_generated_pages_are_current():
    assert generated.stale() == [], "run: .venv/bin/python tools/generated.py"


def test_every_text_is_translated():
    missing = [
        (package.name, language, message.id)
        for package in messages.packages()
        for language in messages.LANGUAGES
        for message in messages.untranslated(messages.merged(package, language))
    ]
    assert missing == []


def test_catalogues_hold_nothing_unused():
    unused = [
        (package.name, language, message.id)
        for package in messages.packages()
        for language in messages.LANGUAGES
        for message in messages.known(package, language)
        if message.id and not messages.merged(package, language).get(message.id, message.context)
    ]
    assert unused == []


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
