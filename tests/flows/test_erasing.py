"""Who a person is goes without a trace; what is left is a pseudonym, facts and a whole chain."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from sheber.admissions.states import APPLICATION
from sheber.flows import erasing
from sheber.kernel import events
from sheber.kernel.models import Reason
from sheber.registry import operations
from sheber.registry.models import Person
from tests.admissions import build as admissions
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
    said_about(person)
    events.seal(now=build.NOW)
    assert NAME in everything()

    erasing.erase_person(person, actor=build.ADMINISTRATOR, now=build.NOW)

    assert events.verify().holds
    assert Person.objects.filter(pk=person.pk).exists()
    left = everything().casefold()
    assert not [
        word for word in (*NAME.split(), "Zhumagaliqyzy", "aizerdeli") if word.casefold() in left
    ]


def said_about(person: Person) -> None:
    """A reason in free words in which somebody has written the name."""
    entry = events.Entry(
        "registry.account.close", ("registry.person", person.pk), reason=f"{NAME} asked for it"
    )
    events.record(entry, actor=build.ADMINISTRATOR, now=build.NOW)


@pytest.mark.database
@pytest.mark.django_db
def test_the_reason_of_a_rejected_application_goes_with_its_applicant():
    campaign = admissions.campaign()
    admissions.offering(campaign)
    row = admissions.draft(admissions.open_(campaign))
    events.record(
        events.Entry("admissions.application.reject", (APPLICATION.subject, row.pk), reason=NAME),
        actor=build.ADMINISTRATOR,
        now=build.NOW,
    )
    erasing.erase_person(row.person, actor=build.ADMINISTRATOR, now=build.NOW)
    assert not Reason.objects.exists()


@pytest.mark.database
@pytest.mark.django_db
def test_reasons_about_others_stay():
    build.country("KZ"), build.region("KZ-27")
    erased, other = admissions.person(), admissions.person()
    said_about(other)
    erasing.erase_person(erased, actor=build.ADMINISTRATOR, now=build.NOW)
    assert Reason.objects.count() == 1


def test_every_row_about_a_person_that_lives_in_the_log_is_known():
    """A new kind of row with a life and a person must be erased, too."""
    known = {model for model, _way in erasing.ABOUT_A_PERSON.values()}
    alive = {
        model
        for model in apps.get_models()
        if any(field.related_model is Person for field in model._meta.fields)
        and any(field.name == "state" for field in model._meta.fields)
    }
    assert alive <= known


def everything() -> str:
    """Every row of every table; on SQLite the very bytes of the file, free pages included."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(connection.settings_dict["NAME"]).read_bytes().decode(errors="replace")
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump, verbosity=0)
    return dump.getvalue()
