from dataclasses import replace
from datetime import date

import pytest

from sheber.accords import operations, queries
from sheber.accords.enums import PROJECT_GAPS
from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from tests.accords import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW


def refused(code, verb, *given, **named):
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_a_project_is_announced_started_and_opened():
    row = build.announced()
    operations.start(row, actor=build.office("KZ"), now=NOW)
    operations.open_project(row, actor=build.office("KZ"), now=NOW)
    row.refresh_from_db()
    assert (row.state, row.opens_on, row.document) == ("opened", date(2028, 6, 1), "Order 7")
    assert list(queries.projects()) == [row]


def test_a_project_under_discussion_has_no_date_to_start_from():
    refused("wrong_state", operations.start, build.project(), actor=build.office("KZ"), now=NOW)


def test_an_announcement_names_its_document():
    refused(
        "accord_needs_document",
        operations.announce,
        build.project(),
        opens_on=date(2028, 6, 1),
        document="",
        actor=build.office("KZ"),
        now=NOW,
    )


def test_a_delay_keeps_the_old_and_the_new_date_and_the_reason():
    row = build.announced()
    operations.delay(
        row,
        opens_on=date(2029, 6, 1),
        reason="Turbines are late",
        actor=build.office("KZ"),
        now=NOW,
    )
    row.refresh_from_db()
    assert (row.state, row.opens_on) == ("delayed", date(2029, 6, 1))
    last = events.of("accords.project", [row.pk])[-1]
    assert last.facts == {"from": "2028-06-01", "to": "2029-06-01"}
    assert last.reason_hash


def test_a_delay_without_a_reason_writes_nothing():
    row = build.announced()
    given = {"opens_on": date(2029, 6, 1), "actor": build.office("KZ"), "now": NOW}
    refused("missing_reason", operations.delay, row, reason="", **given)
    row.refresh_from_db()
    assert (row.state, row.opens_on) == ("announced", date(2028, 6, 1))


def test_a_delay_moves_only_later():
    row = build.announced()
    given = {"reason": "Sooner", "actor": build.office("KZ"), "now": NOW}
    refused("delay_must_be_later", operations.delay, row, opens_on=date(2028, 6, 1), **given)


def test_a_delayed_project_is_delayed_again_and_opens():
    row, kazakhstan = build.announced(), build.office("KZ")
    for year in (2029, 2030):
        operations.delay(row, opens_on=date(year, 6, 1), reason="Late", actor=kazakhstan, now=NOW)
    operations.open_project(row, actor=kazakhstan, now=NOW)
    assert (row.state, row.opens_on.year) == ("opened", 2030)


def test_a_cancelled_project_stays_cancelled():
    row, kazakhstan = build.announced(), build.office("KZ")
    operations.cancel(row, reason="No investor", actor=kazakhstan, now=NOW)
    refused("wrong_state", operations.start, row, actor=kazakhstan, now=NOW)


def test_the_office_of_the_other_country_does_not_move_a_project():
    row = build.announced()
    refused("not_allowed", operations.start, row, actor=build.office("RU"), now=NOW)


def test_either_office_moves_a_project_without_a_region():
    row = build.announced(region="")
    assert operations.start(row, actor=build.office("KZ"), now=NOW).state == "started"


def test_what_nobody_has_stated_of_a_project_is_a_gap():
    placed, open_ = build.project(), build.project("D-P2", region="", site="Demo valley")
    kinds = [
        set(queries.gaps_of_project(one).values_list("kind_id", flat=True))
        for one in (placed, open_)
    ]
    assert kinds[0] == set(PROJECT_GAPS)
    assert kinds[1] == {*PROJECT_GAPS, "regions"} - {"site"}


def test_an_announced_day_of_opening_is_no_gap_any_more():
    gap = queries.gaps_of_project(build.announced()).get(kind="opening_date")
    assert (gap.is_open, gap.filled_with, gap.document) == (False, "2028-06-01", "Order 7")


def test_a_project_that_is_not_invented_rests_on_what_somebody_has_said():
    build.gap_kinds(*PROJECT_GAPS, "regions")
    new = operations.NewProject("D-P9", "a", "b", "c", build.sector().pk)
    refused("evidence_missing", operations.enter_project, new, actor=build.office(), now=NOW)
    said = replace(new, statements=(build.statement(),))
    row = operations.enter_project(said, actor=build.office(), now=NOW)
    assert [one.pk for one in row.statements.all()] == ["D-01"]


def test_a_project_stands_in_a_region_or_in_a_group_and_its_code_is_its_own():
    build.project()
    refused("accord_code_taken", build.project)
    refused("project_stands_in_one_place", build.project, "D-P3", region_group="KZ-NORTH")


def test_an_employer_enters_no_project():
    new = operations.NewProject("D-P9", "a", "a", "a", build.sector().pk)
    employer = registry.actor(Role.EMPLOYER, registry.organisation())
    refused("not_allowed", operations.enter_project, new, actor=employer, now=NOW)
