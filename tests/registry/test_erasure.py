import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from sheber.kernel import events
from sheber.registry import operations
from sheber.registry.models import Person
from tests.registry import build

NAME = "Жұмағалиқызы Айзерделі"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_an_erased_person_leaves_no_byte_of_the_name_and_the_chain_whole():
    build.country("KZ"), build.region("KZ-27")
    person = operations.enter_person(
        operations.NewPerson(
            name_original=NAME,
            name_latin="Zhumagaliqyzy Aizerdeli",
            born=build.date(2009, 1, 2),
            citizenship="KZ",
            home_region="KZ-27",
            home_store="KZ",
            email="aizerdeli@example.org",
        ),
        actor=build.ADMINISTRATOR,
        now=build.NOW,
    )
    operations.open_account(
        operations.NewAccount("aizerdeli", "applicant", person=person),
        actor=build.ADMINISTRATOR,
        now=build.NOW,
    )
    events.seal(now=build.NOW)
    assert NAME in everything()

    operations.erase_person(person, actor=build.ADMINISTRATOR, now=build.NOW)

    assert events.verify().holds
    assert Person.objects.filter(pk=person.pk).exists()
    left = everything().casefold()
    assert not [
        word for word in (*NAME.split(), "Zhumagaliqyzy", "aizerdeli") if word.casefold() in left
    ]


def everything() -> str:
    """Every row of every table; on SQLite the very bytes of the file, free pages included."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(connection.settings_dict["NAME"]).read_bytes().decode(errors="replace")
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump, verbosity=0)
    return dump.getvalue()
