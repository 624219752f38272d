"""A study of an own campaign: what it varies, what it shows, and to whom."""

from dataclasses import replace

import pytest

from sheber.doors.lab.study import study_document
from sheber.flows import lab
from sheber.insights.models import Snapshot
from sheber.kernel.access import Actor
from sheber.kernel.models import Event
from tests.admissions import build
from tests.admissions.build import refused, target_offering, wish
from tests.demand import build as demand
from tests.offers.build import office_actor, rule

pytestmark = [pytest.mark.django_db, pytest.mark.database]
COMMAND = "sheber lab --seeds 2"


@pytest.fixture
def campaign():
    return build.campaign()


@pytest.fixture
def studied(campaign):
    """Two offers of one seat each. Both people like the first best; the better is of Kazakhstan."""
    rule("target_seat.open_to.KZ", True, "boolean")
    open_to = ("KZ", "RU")
    one, first = target_offering(campaign, "T", open_to=open_to)
    line = demand.confirmed_line(of=first.line.call)
    two, second = target_offering(campaign, "U", open_to=open_to, line=line)
    build.open_(campaign)
    both = [wish(one, "target", first), wish(two, "target", second)]
    build.apply(campaign, 300, *both, who=build.person("KZ"))
    build.apply(campaign, 280, *both)
    return build.close(campaign)


def counts(study, offers, claimants, spill="none"):
    [found] = [
        one.counts[0]
        for one in study.scenarios
        if vars(one.policy) == {"offers": offers, "claimants": claimants, "spill": spill}
    ]
    return found


def made(campaign):
    return lab.study(campaign, (1, 2), command=COMMAND)


def test_several_offers_fill_what_one_leaves_empty(studied):
    study = made(studied)
    assert counts(study, "several", "both").filled == 2
    assert counts(study, "one", "both").filled == 1  # both name the first
    assert counts(study, "one", "both").from_abroad == 1
    assert counts(study, "several", "home").filled == 1
    assert counts(study, "one", "both").unseated == 1


def test_the_base_is_the_campaign_as_it_stands(studied):
    study = made(studied)
    assert vars(study.base) == {"offers": "several", "claimants": "both", "spill": "as_set"}
    assert (study.subject, study.code) == ("campaign", studied.code)
    assert len(study.market_sha256) == 64


def test_a_study_of_a_cleared_campaign_is_of_its_first_market(studied):
    before = made(studied)
    clearing = build.compute(studied)
    build.approve(clearing, "RU"), build.approve(clearing, "KZ")
    build.publish(clearing)
    after = made(studied)
    assert after.scenarios == before.scenarios


def test_the_same_seeds_give_the_same_study(studied):
    assert made(studied) == made(studied)


def test_tables_of_the_rule_packs_are_compared_with_the_campaign_s_own(studied):
    rule("admission.spill", build.SPILL_2026, "table")
    study = made(studied)
    assert {one.policy.spill for one in study.scenarios} == {"none", "as_set", "RU-2026"}


def test_an_unknown_table_of_spill_is_not_compared(studied):
    rule("admission.spill", country="KZ")
    assert {one.policy.spill for one in made(studied).scenarios} == {"none", "as_set"}


def test_a_campaign_without_target_contracts_has_nothing_to_compare(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    build.apply(campaign, 300, wish(main))
    with refused("lab_without_wishes"):
        made(build.close(campaign))


def test_the_latest_campaign_with_lists_is_taken_if_none_is_named(studied):
    assert lab.campaign(None) == studied
    assert lab.campaign(studied.code) == studied
    with refused("lab_unknown_campaign"):
        lab.campaign("ADM-1913")


def test_without_any_list_there_is_no_campaign_to_take(campaign):
    with refused("lab_no_campaign"):
        lab.campaign(None)


def large(study):
    """The same study as if of thirty times as many seats, not all of them in fives."""
    return replace(
        study,
        scenarios=tuple(
            replace(
                one,
                counts=tuple(
                    replace(count, **{name: 31 * value for name, value in vars(count).items()})
                    for count in one.counts
                ),
            )
            for one in study.scenarios
        ),
    )


def test_a_published_study_shows_no_number_that_tells_of_fewer_than_five(studied):
    study = large(made(studied))
    row = lab.publish(studied, study, actor=office_actor(), now=build.PUBLISHED)
    shown, snapshot = lab.published(build.PUBLISHED)
    assert snapshot == row
    for scenario in shown.scenarios:
        for count in scenario.counts:
            assert all(value % 5 == 0 for value in vars(count).values())
    seats = shown.scenarios[0].counts[0].seats
    steps = {
        round(gain.filled.mean * study.scenarios[0].counts[0].seats, 6) % 5
        for swing in shown.sensitivity.swings
        for gain in swing.gains
    }
    assert steps <= {0.0}
    assert seats == 60
    event = Event.objects.get(verb="insights.snapshot.publish")
    assert event.facts == {"campaign": studied.code, "digest": row.digest}


def test_a_study_of_few_seats_is_for_the_offices_alone(studied):
    with refused("lab_too_small"):
        lab.publish(studied, made(studied), actor=office_actor(), now=build.PUBLISHED)
    assert not Snapshot.objects.exists()


def test_a_day_has_one_study_of_a_campaign(studied):
    study = large(made(studied))
    lab.publish(studied, study, actor=office_actor(), now=build.PUBLISHED)
    with refused("lab_published_already"):
        lab.publish(studied, study, actor=office_actor(), now=build.PUBLISHED)


def test_only_an_office_publishes(studied):
    with refused("not_allowed"):
        lab.publish(studied, large(made(studied)), actor=Actor("somebody"), now=build.PUBLISHED)


def test_a_study_as_a_file_is_the_command_s(studied):
    study = made(studied)
    assert lab.as_file(study).startswith(b'{\n "format": "sheber.lab/1"')
    assert study_document(study)["command"] == COMMAND
