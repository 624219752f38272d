"""The country's size on a few clusters and people: by the same verbs, ready for its clearing."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.core.management import call_command

from sheber.admissions import operations
from sheber.admissions.models import Application, Campaign, Clearing, RankedContract
from sheber.flows.demo.build import build, stages_of
from sheber.flows.demo.world import read_size
from sheber.kernel import clock, events
from sheber.kernel.models import Event, Installation
from sheber.kernel.refusals import Refused
from sheber.registry.models import Account, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
PEOPLE, BATCH = 50, 20


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built from nothing, and removed after the module."""
    measure = read_size(settings.SEEDS / "demo", "national")
    few = replace(measure, applicants={2026: PEOPLE}, clusters=measure.clusters[:2], batch=BATCH)
    with django_db_blocker.unblock():
        built = build("national", 5, measure=few, progress=lambda text: None)
    yield built
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


def test_everybody_s_list_is_verified_and_the_campaign_waits_for_its_clearing():
    campaign = Campaign.objects.get()
    assert (campaign.state, bool(campaign.lottery_seed)) == ("closed", True)
    assert list(Application.objects.values_list("state", flat=True)) == ["verified"] * PEOPLE
    lengths = RankedContract.objects.filter(position__gt=5)
    assert not lengths.exists()
    assert RankedContract.objects.count() > 4 * PEOPLE
    assert not Clearing.objects.exists()
    assert Installation.objects.get().is_finished


def test_every_row_has_its_event_and_the_chain_holds():
    for verb, number in (
        ("registry.person.enter", PEOPLE),
        ("admissions.application.begin", PEOPLE),
        ("admissions.application.rank", PEOPLE),
        ("admissions.application.submit", PEOPLE),
        ("admissions.application.verify", PEOPLE),
    ):
        assert Event.objects.filter(verb=verb).count() == number, verb
    verdict = events.verify()
    assert verdict.holds
    assert verdict.unsealed == 0


def test_nobody_of_the_crowd_has_an_account():
    assert Person.objects.count() == PEOPLE
    assert not Account.objects.filter(person__isnull=False).exists()


def test_an_office_can_clear_it_on_the_demo_s_day_and_publish(world):
    campaign, now = Campaign.objects.get(), clock.now()
    clearing = operations.compute(campaign, actor=world.office("RU"), now=now)
    assert clearing.people == PEOPLE
    assert clearing.held > 0
    for country, office in sorted(world.offices.items()):
        operations.approve(
            clearing, office=office, digest=clearing.digest, actor=world.office(country), now=now
        )
    published = operations.publish(clearing, actor=world.office("RU"), now=now)
    assert published.state == "published"


def test_it_ends_at_admissions_and_says_so():
    assert stages_of("national", 5, None)[-1] == "admissions"
    with pytest.raises(Refused) as refusal:
        stages_of("national", 5, "training")
    assert "training" in str(refusal.value)
    assert "mobility" not in str(refusal.value)
