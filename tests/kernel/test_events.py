from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sheber.kernel import events, ids
from sheber.kernel.access import Actor
from sheber.kernel.models import Event, Reason, Seal
from sheber.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = datetime(2026, 2, 2, tzinfo=UTC)
ACTOR = Actor(key="account:7", organisation="3")


def record(number: int = 1, **given) -> Event:
    entry = events.Entry("room.row.act", ("room.row", number), **given)
    return Event.objects.get(pk=events.record(entry, actor=ACTOR, now=NOW))


def test_an_event_says_who_for_whom_what_and_when():
    event = record(from_state="draft", to_state="open", facts={"seats": 4})
    assert (event.actor, event.organisation, event.verb) == ("account:7", "3", "room.row.act")
    assert (event.from_state, event.to_state, event.facts) == ("draft", "open", {"seats": 4})
    assert event.at == NOW


def test_free_words_are_refused_as_facts():
    with pytest.raises(Refused) as refusal:
        record(facts={"why": "Алия moved away"})
    assert refusal.value.code == "fact_is_not_a_code"
    assert not Event.objects.exists()


CODES = st.text("abcXYZ019_.:+/-", max_size=12)
FACTS = st.dictionaries(
    CODES.filter(bool), st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | CODES
)


@given(CODES, FACTS)
def test_what_is_sealed_is_canonical_json_as_the_standard_has_it(word, facts):
    row = {"verb": word, "id": 3, "at": "2026-02-02T00:00:00+00:00", "facts": facts}
    assert events.canonical(row) == rfc8785.dumps(row)


def test_the_chain_holds_over_several_batches():
    for number in range(3):
        record(number)
        events.seal(now=NOW)
    verdict = events.verify()
    assert verdict.holds
    assert (verdict.seals, verdict.events, verdict.unsealed) == (3, 3, 0)


def test_sealing_nothing_leaves_no_link():
    assert events.seal(now=NOW) is None
    assert not Seal.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"seats": 5}},
        {"actor": "account:8"},
        {"to_state": "closed"},
        {"at": NOW.replace(day=3)},
    ],
)
def test_a_changed_event_shows(change):
    record()
    event = record(2, facts={"seats": 4})
    seal = events.seal(now=NOW)
    Event.objects.filter(pk=event.pk).update(**change)
    assert events.verify().broken == seal.pk


def test_a_removed_event_shows():
    event = record()
    record(2)
    seal = events.seal(now=NOW)
    event.delete()
    assert events.verify().broken == seal.pk


def test_a_removed_link_shows():
    record(1)
    first = events.seal(now=NOW)
    record(2)
    second = events.seal(now=NOW)
    Seal.objects.filter(pk=second.pk).update(previous=None)
    Event.objects.filter(seal=first).delete()
    first.delete()
    assert events.verify().broken == second.pk


def test_an_erased_reason_leaves_the_chain_whole():
    event = record(reason="The firm moved to another town")
    events.seal(now=NOW)
    reason = Reason.objects.get(event=event)
    assert events.reason_holds(event, reason)
    reason.delete()
    assert events.verify().holds


def test_other_words_are_not_the_reason_that_was_given():
    event = record(reason="The firm moved")
    reason = Reason.objects.get(event=event)
    reason.text = "The firm closed"
    assert not events.reason_holds(event, reason)


def test_an_event_that_comes_late_goes_into_the_next_link():
    record(1)
    events.seal(now=NOW)
    record(2)
    assert events.verify().unsealed == 1


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_the_same_seed_gives_the_same_pseudonyms(seed):
    with ids.seeded(seed):
        first = [ids.pseudonym() for _ in range(3)]
    with ids.seeded(seed):
        assert [ids.pseudonym() for _ in range(3)] == first


def test_a_long_log_is_sealed_in_links_that_can_be_checked_apart(monkeypatch):
    monkeypatch.setattr(events, "BATCH", 2)
    recorded = [record(number) for number in range(5)]
    events.seal(now=NOW)
    assert [one.count for one in Seal.objects.order_by("pk")] == [2, 2, 1]
    assert events.verify().holds
    last = Event.objects.filter(pk=recorded[4].pk)
    assert (events.verify_of(last).seals, events.verify_of(last).events) == (1, 1)


def test_a_check_of_some_events_finds_what_was_changed_in_their_link(monkeypatch):
    monkeypatch.setattr(events, "BATCH", 2)
    recorded = [record(number) for number in range(4)]
    events.seal(now=NOW)
    Event.objects.filter(pk=recorded[0].pk).update(verb="room.row.other")
    assert not events.verify_of(Event.objects.filter(pk=recorded[1].pk)).holds
    assert events.verify_of(Event.objects.filter(pk=recorded[3].pk)).holds
    assert not events.verify().holds


def test_a_check_of_some_events_counts_those_that_wait_for_their_seal():
    record()
    verdict = events.verify_of(Event.objects.all())
    assert (verdict.holds, verdict.unsealed, verdict.whole) == (True, 1, False)
