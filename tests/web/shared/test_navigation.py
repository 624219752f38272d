"""The menu: what exists, for whom it is."""

import pytest
from django.urls import resolve, reverse

from sheber.kernel.access import Actor
from sheber.registry.enums import Role
from sheber.web.shared import navigation
from sheber.web.shared.actors import ANONYMOUS
from sheber.web.shared.audiences import audiences

ENTRIES = list(navigation.entries())


def test_public_pages_come_first():
    assert audiences()[0] == "public"
    assert "shared" not in audiences()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.view)
def test_every_entry_leads_to_a_page(entry):
    assert resolve(reverse(entry.view)).url_name == entry.view


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.view)
def test_every_role_of_an_entry_exists(entry):
    assert entry.roles <= set(Role.values)


def test_visitor_sees_public_entries_only(rf):
    assert navigation.own_links(rf.get("/en/"), ANONYMOUS) == []
    assert navigation.public_links(rf.get("/en/"))


def test_entry_with_a_role_is_for_that_role():
    entry = navigation.Entry("Lines", "regions", Role.EMPLOYER)
    assert entry.is_for(Actor("a", frozenset({Role.EMPLOYER})))
    assert not entry.is_for(Actor("a", frozenset({Role.OFFICE})))
    assert not entry.is_for(ANONYMOUS)


def test_page_below_an_entry_marks_it(rf):
    links = navigation.public_links(rf.get("/en/regions/KZ-10"))
    assert [link.url for link in links if link.current] == ["/en/regions"]


def test_visitor_s_work_begins_at_home():
    assert navigation.first_page(ANONYMOUS) == "home"
