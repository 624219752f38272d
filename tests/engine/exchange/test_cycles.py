"""Trading cycles on whole rounds: the rule word for word, truth, and what is promised of it."""

from dataclasses import replace
from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.exchange.assemble import assemble
from sheber.engine.exchange.cycles import trading_cycles
from sheber.engine.exchange.lint import lint
from sheber.engine.exchange.market import TRADING_CYCLES
from sheber.engine.exchange.solve import solve
from tests.engine.exchange.brute import HOME, Small, literal_cycles
from tests.engine.exchange.build import drafts

cycles = drafts(procedure=TRADING_CYCLES)


def hosts(draft, look_first=None):
    return tuple(trading_cycles(assemble(draft), look_first).tolist())


@settings(max_examples=300, deadline=None)
@given(cycles, st.integers(0, 2**32))
def test_same_as_the_rule_word_for_word_with_cycles_in_any_order(draft, seed):
    expected = literal_cycles(draft, Random(seed))  # noqa: S311
    assert tuple(solve(assemble(draft)).host.tolist()) == expected


@settings(max_examples=200, deadline=None)
@given(cycles, st.randoms(use_true_random=False))
def test_where_cycles_are_looked_for_first_does_not_matter(draft, random):
    order = list(range(len(draft.institutions)))
    random.shuffle(order)
    assert hosts(draft, order) == hosts(draft)


@settings(max_examples=200, deadline=None)
@given(cycles)
def test_lawful_free_of_envy_and_nothing_better_for_all(draft):
    small, found = Small(draft), hosts(draft)
    outcomes = list(small.outcomes())
    assert found in outcomes
    assert small.free_of_envy(found)
    assert not any(small.better(found, other) for other in outcomes)


@settings(max_examples=200, deadline=None)
@given(cycles)
def test_nobody_is_worse_off_than_at_home(draft):
    small, found = Small(draft), hosts(draft)
    for person, host in enumerate(found):
        assert small.rank(person, host) <= small.rank(person, HOME)


def misreports(draft, person):
    """Every list that the person could hand in instead of the true one."""
    home = draft.people[person].home
    others = [one for one in range(len(draft.institutions)) if one != home]
    for length in range(len(others) + 1):
        for places in permutations(others, length):
            people = list(draft.people)
            people[person] = replace(people[person], places=places)
            yield replace(draft, people=people)


@settings(max_examples=120, deadline=None)
@given(drafts(procedure=TRADING_CYCLES, max_people=5, max_institutions=4))
def test_nobody_gains_by_any_other_list(draft):
    assert lint(assemble(draft)).truthful
    small, found = Small(draft), hosts(draft)
    for person in range(len(found)):
        truth = small.rank(person, found[person])
        listed = draft.people[person].places
        for other in misreports(draft, person):
            host = hosts(other)[person]
            if host == HOME or host in listed:
                assert truth <= small.rank(person, host)


@settings(max_examples=200, deadline=None)
@given(drafts(procedure=TRADING_CYCLES), st.integers(0, 3))
def test_certifying_one_more_person_changes_nothing_for_those_above(draft, number):
    """Dur & Ünver 2019, respect for internal priorities: shown there without a tolerance."""
    number %= len(draft.institutions)
    row = draft.institutions[number]
    draft = replace(draft, institution_tolerance=0, country_tolerance=None)
    draft.institutions = [replace(one, opening_balance=0) for one in draft.institutions]
    more = replace(draft, institutions=list(draft.institutions))
    more.institutions[number] = replace(draft.institutions[number], send_cap=row.send_cap + 1)
    before, after = hosts(draft), hosts(more)
    for person in (row.send_order or ())[: row.send_cap]:
        assert before[person] == after[person]
