"""The log: filtered, taken away, its chain walked, people of another country withheld."""

import csv
import io

import pytest
from django.urls import reverse

from sheber.kernel.models import Event, Reason
from sheber.registry.enums import Role
from tests.demand import build as demand
from tests.demand.build import operations as verbs
from tests.registry import build as registry
from tests.web import pages
from tests.web.auditor.build import auditor, job, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def rows(answer) -> list[list[str]]:
    """The lines of a file of the log below its head; the last of the file is the demo's mark."""
    text = answer.content.decode("utf-8-sig")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    return list(csv.reader(io.StringIO(text), delimiter=separator))[1:]


def test_the_log_holds_to_the_rules_of_a_page(client):
    job()
    text = pages.check(auditor(client), "log")["en"]
    assert "Walk the chain again" in text


def test_the_log_is_filtered_by_kind_act_account_and_day(client):
    line = job().line
    client = auditor(client)
    url = reverse("log")
    shown = rows(client.get(url, {"download": "log.csv", "subject": "demand.line"}))
    assert {row[3] for row in shown[:-1]} == {"demand.line"}
    shown = rows(client.get(url, {"download": "log.csv", "verb": "line.confirm"}))
    assert {row[2] for row in shown[:-1]} == {"demand.line.confirm"}
    event = Event.objects.get(verb="demand.line.confirm", subject_key=str(line.pk))
    number = event.actor.removeprefix("account:")
    shown = rows(client.get(url, {"download": "log.csv", "account": number}))
    assert {row[7] for row in shown[:-1]} == {event.actor}
    day = event.at.date().isoformat()
    shown = rows(client.get(url, {"download": "log.csv", "since": day, "until": day}))
    assert {row[1][:10] for row in shown[:-1]} == {day}


def test_a_filter_that_finds_nothing_says_so(client):
    shown = auditor(client).get(reverse("log"), {"verb": "nothing.at.all"}).content.decode()
    assert "The log holds no such event." in shown


def test_a_file_of_the_log_says_that_it_is_a_demo(client):
    job()
    shown = rows(auditor(client).get(reverse("log"), {"download": "log.csv"}))
    assert "Demo data" in shown[-1][0]


def test_events_about_people_of_another_country_are_withheld(client):
    found = job(citizenship="KZ")
    client = auditor(client, "RU")
    shown = rows(client.get(reverse("log"), {"download": "log.csv"}))
    of_contract = [row for row in shown[:-1] if row[3] == "contracts.contract"]
    assert of_contract
    assert {row[4] for row in of_contract} == {"withheld"}
    assert not any(found.person_id in cell for row in shown for cell in row)
    assert found.person_id not in client.get(reverse("log")).content.decode()
    own = auditor(client, "KZ")
    shown = rows(own.get(reverse("log"), {"download": "log.csv"}))
    assert str(found.contract_id) in {
        row[4] for row in shown[:-1] if row[3] == "contracts.contract"
    }


def test_the_chain_is_walked_and_a_change_shows(client):
    job()
    client = auditor(client)
    assert "chain holds" in client.post(reverse("log_chain")).content.decode()
    Event.objects.filter(verb="demand.call.publish").update(organisation="0")
    assert "chain is broken" in client.post(reverse("log_chain")).content.decode()


def test_a_reason_that_was_altered_shows_as_altered(client):
    line = demand.line()
    actor = registry.actor(Role.EMPLOYER, line.call.employer)
    verbs.withdraw(line, reason="The plant closed", actor=actor, now=registry.NOW)
    client = auditor(client)
    assert "The plant closed" in client.get(reverse("log")).content.decode()
    Reason.objects.update(text="Something else")
    shown = client.get(reverse("log")).content.decode()
    assert "does not match its seal" in shown
    assert "Something else" not in shown
    Reason.objects.all().delete()
    assert "has been erased" in client.get(reverse("log")).content.decode()


@pytest.mark.parametrize("view", ["log", "disclosures"])
def test_only_auditors_and_administrators_read_the_log(client, view):
    assert signed_in(client, Role.OFFICE).get(reverse(view)).status_code == 403
    assert auditor(client).get(reverse(view)).status_code == 200
