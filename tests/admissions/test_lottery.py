"""The draw: both offices commit, then reveal; nobody can choose the seed."""

from datetime import timedelta

import pytest

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.models import Application, Lottery, LotteryParty
from sheber.engine.clearing.lottery import from_source, joint_seed
from sheber.kernel import events
from sheber.registry.enums import Role
from sheber.registry.queries import offices
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = build.REVEAL_BY + timedelta(hours=1)
STAND_IN = operations.StandIn("7 14 29 31", "Protocol 12", build.REVEAL_BY)


@pytest.fixture
def campaign():
    """A closed campaign with two people who handed in, one of whom took it back, and a draft."""
    row = build.campaign()
    to = build.offering(row)
    build.open_(row)
    build.apply(row, 200, wish(to))
    away = build.apply(row, 180, wish(to))
    operations.withdraw(
        Application.objects.get(person=away), actor=build.himself(away), now=build.APPLYING
    )
    build.draft(row, None, wish(to))
    return build.closed(row)


@pytest.fixture
def committed(campaign):
    return build.committed(campaign)


def pair():
    return list(offices())


def draw(lottery, now=build.CLEARING):
    return operations.draw(lottery, actor=offers.office_actor(), now=now)


def stand_in(lottery, office, given=STAND_IN, now=LATER):
    return operations.stand_in(lottery, given, office=office, actor=offers.office_actor(), now=now)


def annul(lottery):
    return operations.annul(
        lottery, reason="begin anew", actor=offers.office_actor(), now=build.CLEARING
    )


def test_a_draw_goes_from_commitments_to_the_seed(campaign):
    lottery = build.lottery(campaign)
    assert (lottery.state, lottery.people) == ("committing", 2)
    first, second = pair()
    assert build.commit(lottery, first, build.SECRETS[0]).state == "committing"
    assert build.commit(lottery, second, build.SECRETS[1]).state == "revealing"
    build.reveal(lottery, second, build.SECRETS[1])
    assert build.reveal(lottery, first, build.SECRETS[0]).state == "revealing"
    assert draw(lottery).state == "drawn"
    campaign.refresh_from_db()
    assert campaign.lottery_seed == build.SEED
    verbs = [one.verb.rsplit(".")[-1] for one in events.of("admissions.lottery", [lottery.pk])]
    assert verbs == ["begin", "commit", "commit_last", "reveal", "reveal", "draw"]


def test_the_list_is_of_all_who_handed_in_whatever_became_of_it(campaign):
    people = queries.pseudonyms(campaign)
    handed_in = Application.objects.exclude(state="draft").values_list("person_id", flat=True)
    assert people == sorted(handed_in)
    assert build.lottery(campaign).list_sha256 == engine_io.list_sha256(people)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reveal_by": build.CLOSES}, "lottery_day_outside_campaign"),
        ({"reveal_by": build.ENDS}, "lottery_day_outside_campaign"),
        ({"source": " "}, "lottery_source_missing"),
        ({"parties": []}, "lottery_parties_wrong"),
    ],
)
def test_a_draw_that_cannot_be_is_refused(campaign, given, code):
    with refused(code):
        build.lottery(campaign, **given)
    assert not Lottery.objects.exists()


def test_one_office_alone_draws_nothing_and_none_counts_twice(campaign):
    first, second = pair()
    for parties in ([first], [first, first], [first, second, second]):
        with refused("lottery_parties_wrong"):
            build.lottery(campaign, parties=parties)


def test_the_order_of_parties_is_the_one_that_was_stated(campaign):
    lottery = build.lottery(campaign, parties=pair()[::-1])
    for office, secret in zip(pair(), build.SECRETS, strict=True):
        build.commit(lottery, office, secret)
    for office, secret in zip(pair(), build.SECRETS, strict=True):
        build.reveal(lottery, office, secret)
    draw(lottery)
    campaign.refresh_from_db()
    joined = joint_seed([bytes.fromhex(one) for one in build.SECRETS[::-1]])
    assert campaign.lottery_seed == joined.hex()


def test_a_draw_begins_after_closing_and_once(campaign):
    build.lottery(campaign)
    with refused("lottery_begun_already"):
        build.lottery(campaign)
    other = build.open_(build.campaign(code="ADM-2027", year=2027))
    with refused("wrong_state"):
        build.lottery(other)


def test_only_an_office_begins_and_each_acts_for_itself(campaign):
    employer = registry.actor(Role.EMPLOYER, demand.employer())
    with refused("not_allowed"):
        build.lottery(campaign, actor=employer)
    lottery = build.lottery(campaign)
    first, second = pair()
    with refused("not_allowed"):
        build.commit(lottery, first, build.SECRETS[0], actor=registry.actor(Role.OFFICE, second))


def test_nobody_reveals_before_all_have_committed(campaign):
    lottery = build.lottery(campaign)
    first, _ = pair()
    build.commit(lottery, first, build.SECRETS[0])
    with refused("lottery_reveal_early") as refusal:
        build.reveal(lottery, first, build.SECRETS[0])
    assert refusal.value.facts == {"number": 1}
    assert not LotteryParty.objects.exclude(secret="").exists()


def test_a_commitment_does_not_change(campaign):
    lottery = build.lottery(campaign)
    build.commit(lottery, pair()[0], build.SECRETS[0])
    with refused("lottery_committed_already"):
        build.commit(lottery, pair()[0], build.SECRETS[1])


def test_a_commitment_is_not_copied(campaign):
    lottery = build.lottery(campaign)
    build.commit(lottery, pair()[0], build.SECRETS[0])
    with refused("lottery_commitment_copied"):
        build.commit(lottery, pair()[1], build.SECRETS[0])


@pytest.mark.parametrize("wrong", ["", "0" * 63, "g" * 64, "A" * 64])
def test_a_hash_is_written_in_64_small_digits(campaign, wrong):
    lottery = build.lottery(campaign)
    with refused("lottery_hash_malformed"):
        build.commit(lottery, pair()[0], build.SECRETS[0], commitment=wrong)


def test_an_office_commits_to_the_list_that_is_there(campaign):
    lottery = build.lottery(campaign)
    with refused("lottery_list_differs"):
        build.commit(lottery, pair()[0], build.SECRETS[0], list_sha256="0" * 64)


def test_a_secret_that_does_not_match_its_commitment_is_refused(committed):
    with refused("lottery_secret_differs"):
        build.reveal(committed, pair()[0], build.SECRETS[1])
    assert not LotteryParty.objects.exclude(secret="").exists()


def test_a_secret_is_revealed_once(committed):
    build.reveal(committed, pair()[0], build.SECRETS[0])
    with refused("lottery_revealed_already"):
        build.reveal(committed, pair()[0], build.SECRETS[0])


def altered(campaign):
    """Somebody slips in after the commitments, past every verb."""
    Application.objects.filter(campaign=campaign, state="draft").update(submitted_at=build.APPLYING)


def test_a_list_that_changed_after_the_commitment_stops_the_draw(campaign, committed):
    build.reveal(committed, pair()[0], build.SECRETS[0])
    altered(campaign)
    with refused("lottery_list_differs"):
        build.reveal(committed, pair()[1], build.SECRETS[1])
    assert annul(committed).state == "annulled"
    assert build.lottery(campaign).people == 3


def test_a_list_that_changed_after_the_draw_stops_the_clearing(campaign):
    build.drawn(campaign)
    altered(campaign)
    with refused("lottery_list_differs"):
        build.compute(campaign)


def test_who_reveals_late_is_refused_and_the_source_stands_in(campaign, committed):
    first, second = pair()
    build.reveal(committed, first, build.SECRETS[0])
    with refused("lottery_too_late"):
        build.reveal(committed, second, build.SECRETS[1], now=build.REVEAL_BY)
    stand_in(committed, second)
    draw(committed, LATER)
    campaign.refresh_from_db()
    seed = joint_seed([bytes.fromhex(build.SECRETS[0]), from_source("7 14 29 31")])
    assert campaign.lottery_seed == seed.hex()
    assert not engine_io.draw_faults(
        queries.living_lottery(campaign), queries.lottery_parties(committed)
    )


def test_nothing_stands_in_while_the_office_may_still_reveal(committed):
    with refused("lottery_reveal_still_open"):
        stand_in(committed, pair()[0], now=build.CLEARING)


@pytest.mark.parametrize("published_at", [build.CLEARING, LATER + timedelta(minutes=1)])
def test_what_the_source_said_before_the_deadline_or_later_than_now_is_refused(
    committed, published_at
):
    with refused("lottery_source_too_early"):
        stand_in(committed, pair()[0], operations.StandIn("7", "Protocol 12", published_at))


@pytest.mark.parametrize(("text", "evidence"), [(" ", "Protocol 12"), ("7 14", "")])
def test_what_stands_in_has_its_text_and_its_evidence(committed, text, evidence):
    with refused("lottery_stand_in_incomplete"):
        stand_in(committed, pair()[0], operations.StandIn(text, evidence, build.REVEAL_BY))


def test_nothing_stands_in_for_a_secret_that_was_revealed(committed):
    build.reveal(committed, pair()[0], build.SECRETS[0])
    with refused("lottery_revealed_already"):
        stand_in(committed, pair()[0])


def test_nothing_is_drawn_while_a_part_is_missing(committed):
    build.reveal(committed, pair()[0], build.SECRETS[0])
    with refused("lottery_waits") as refusal:
        draw(committed)
    assert refusal.value.facts == {"number": 1}


def test_a_draw_is_annulled_only_while_no_secret_is_known(committed):
    build.reveal(committed, pair()[0], build.SECRETS[0])
    with refused("lottery_known_already"):
        annul(committed)


def test_an_annulled_draw_gives_way_to_another(campaign):
    annul(build.lottery(campaign))
    assert build.committed(campaign).state == "revealing"


def test_a_seed_does_not_change_any_more(campaign):
    build.drawn(campaign)
    lottery = queries.living_lottery(campaign)
    with refused("wrong_state"):
        draw(lottery)
    with refused("lottery_known_already"):
        annul(lottery)
    build.compute(campaign)
    with refused("lottery_used_already"):
        build.lottery(campaign)


def test_the_public_file_of_a_draw_holds_nobody_and_proves_it(campaign):
    build.drawn(campaign)
    lottery = queries.living_lottery(campaign)
    parties = queries.lottery_parties(lottery)
    document = engine_io.lottery_document(lottery, parties)
    assert document["seed"] == build.SEED
    assert [one["secret"] for one in document["parties"]] == list(build.SECRETS)
    assert not any(person in str(document) for person in queries.pseudonyms(campaign))
    assert engine_io.draw_faults(lottery, parties) == ()


def test_a_row_that_was_changed_by_hand_is_found(campaign):
    build.drawn(campaign)
    LotteryParty.objects.filter(place=1).update(secret="33" * 32)
    lottery = queries.living_lottery(campaign)
    faults = engine_io.draw_faults(lottery, queries.lottery_parties(lottery))
    assert [fault[:2] for fault in faults] == ["L1", "L3"]


def test_each_person_has_an_own_number_and_others_have_none(campaign):
    build.drawn(campaign)
    lottery = queries.living_lottery(campaign)
    numbers = {
        engine_io.own_number(lottery, campaign.lottery_seed, person)[0]
        for person in queries.pseudonyms(campaign)
    }
    assert numbers == {1, 2}
    assert engine_io.own_number(lottery, campaign.lottery_seed, "P0") is None
