"""Rows as columns, in and out of both databases."""

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheber.kernel import columns
from sheber.kernel.models import Event
from sheber.registry.models import Country
from tests.registry import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Signs that a text format would have to quote, and letters of three alphabets.
WORDS = st.text(st.sampled_from(list("aбқ\" ,;\n\r\\'|{}")), max_size=12)
KINDS = {"pk": columns.WHOLE, "actor": columns.TEXT, "subject_key": columns.TEXT}


def append(actors, **given):
    fixed = {"at": build.NOW, "verb": "test", "subject_type": "test", "facts": {"one": [1, "a"]}}
    keys = [str(number) for number in range(len(actors))]
    return columns.append(
        Event, {**fixed, "actor": actors, "subject_key": keys, **given}, len(actors)
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=30))
def test_what_is_appended_is_read_as_it_was(actors):
    with transaction.atomic():
        keys = append(actors)
        found = columns.read(Event.objects.filter(pk__in=keys.tolist()).order_by("pk"), KINDS)
        transaction.set_rollback(True)
    assert found["pk"].tolist() == keys.tolist()
    assert found["actor"].tolist() == actors
    assert found["subject_key"].tolist() == [str(number) for number in range(len(actors))]


def test_appended_rows_are_the_rows_that_objects_would_be():
    key = append(["someone"])[0]
    found = Event.objects.get(pk=key)
    assert (found.at, found.facts, found.seal_id) == (build.NOW, {"one": [1, "a"]}, None)
    assert (found.organisation, found.reason_hash) == ("", "")


def test_keys_go_on_from_one_another_however_rows_come():
    first = append(["a", "b"])
    by_object = Event.objects.create(at=build.NOW, verb="x", actor="y", subject_type="z")
    last = append(["c"])
    assert first[1] < by_object.pk < last[0]


def test_a_row_that_breaks_a_constraint_takes_all_of_them_along():
    taken = build.region("RU-ORE").country_id
    codes = [f"{taken}x", taken]
    with pytest.raises(IntegrityError), transaction.atomic():
        columns.append(Event, {"pk": [1, 1], "at": None, "verb": codes}, 2)
    assert not Event.objects.filter(verb__in=codes).exists()


def test_texts_and_numbers_are_as_wide_as_they_need_to_be():
    build.region("RU-ORE")
    rows = Country.objects.annotate(named=F("pk")).order_by("pk")
    found = columns.read(rows, {"named": columns.TEXT})
    assert found["named"].tolist() == [row.pk for row in rows]
    assert columns.read(rows.none(), {"named": columns.TEXT})["named"].tolist() == []


def test_large_numbers_are_whole():
    event = Event.objects.create(at=build.NOW, verb="x", actor="y", subject_type="z")
    rows = Event.objects.filter(pk=event.pk).annotate(large=F("pk") * 0 + 2**62)
    assert columns.read(rows, {"large": columns.WHOLE})["large"].dtype == np.int64
    assert columns.read(rows, {"large": columns.WHOLE})["large"][0] == 2**62
