"""What rests on a project of industry, and what its delays have moved."""

from datetime import date

import pytest

from sheber.demand import operations as demand_operations
from sheber.flows import projects
from tests.accords import build as accords
from tests.demand import build as demand
from tests.flows.test_demand import delay, employer_of, offered, on_project, planned
from tests.planning import build as planning

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_rests_on_a_project_is_counted_by_its_lines():
    project = accords.announced()
    line, second = on_project(project), on_project(project, "demo-enterprise-9", 5)
    offered(line, planned(line), 8, "draft")
    planning.line()
    found = projects.standing(project)
    assert [one.line for one in found.lines] == [line, second]
    assert (found.people, found.seats_planned, found.seats_offered) == (25, 20, 8)


def test_a_draft_is_for_the_offices_and_its_employer_only():
    project = accords.announced()
    stated = on_project(project)
    draft = demand.line(of=stated.call)
    type(draft).objects.filter(pk=draft.pk).update(project=project)
    found = projects.standing(project)
    assert [one.line.pk for one in found.lines] == [stated.pk, draft.pk]
    assert [one.line.pk for one in found.stated.lines] == [stated.pk]


def test_a_withdrawn_line_rests_on_nothing():
    project = accords.announced()
    line = on_project(project)
    demand_operations.withdraw(line, reason="Sold", actor=employer_of(line), now=planning.NOW)
    assert projects.standing(project).lines == ()


def test_a_delay_is_read_back_with_the_old_and_the_new_year_and_the_seats():
    project = accords.announced()
    line = on_project(project)
    planned(line)
    delay(project, date(2030, 6, 1))
    (found,) = projects.delays(project)
    assert (found.before, found.after) == (date(2028, 6, 1), date(2030, 6, 1))
    assert [(one.line, one.before, one.after) for one in found.lines] == [(line, 2029, 2031)]
    assert found.seats_planned == 20


def test_a_year_that_the_employer_moved_is_no_delay_of_the_project():
    project = accords.announced()
    line = on_project(project)
    delay(project, date(2028, 11, 1))
    demand_operations.move_year(
        line, year=2032, reason="Later", actor=employer_of(line), now=planning.NOW.replace(hour=23)
    )
    assert [one.lines for one in projects.delays(project)] == [()]
