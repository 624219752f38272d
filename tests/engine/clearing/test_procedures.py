"""Russia's staged lists and Kazakhstan's serial choice, carried out step by step as an office
would, give what one clearing gives. Nothing of the engine is used to carry them out."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.solve import solve
from tests.engine.clearing.build import held_pools

TARGET, SPECIAL, SEPARATE, MAIN = range(4)
STAGES = ((TARGET, SPECIAL), (SEPARATE,), (MAIN,))
FLOWS_TO = {TARGET: SEPARATE, SPECIAL: SEPARATE, SEPARATE: MAIN}
"""Russia 2026: target and special to separate, separate to main, once a stage is closed."""


class Person:
    """Who is entitled to which kinds of seats, with a score on each list, and priorities."""

    def __init__(self, random, programmes, number):
        kinds = random.sample((TARGET, SPECIAL, SEPARATE), random.randint(0, 3))
        self.entitled = sorted([*kinds, MAIN])
        self.priorities = random.sample(range(programmes), random.randint(1, programmes))
        self.scores = {
            (programme, kind): random.randint(0, 5) + number / 100
            for programme in range(programmes)
            for kind in range(4)
        }

    def order(self, kinds):
        """The lists of a stage on which the person stands, as they would have them."""
        return [
            (programme, kind)
            for programme in self.priorities
            for kind in kinds
            if kind in self.entitled
        ]


def staged_lists(people, seats):
    """By person, (programme, kind) or None: stage by stage, each closed before the next."""
    seats = dict(seats)
    enrolled = [None] * len(people)
    for kinds in STAGES:
        waiting = [who for who, place in enumerate(enrolled) if place is None]
        for who, place in _lists_of_a_stage(people, waiting, kinds, seats).items():
            enrolled[who] = place
        for place in [place for place in seats if place[1] in kinds]:
            left = seats[place] - enrolled.count(place)
            if place[1] in FLOWS_TO:
                seats[place[0], FLOWS_TO[place[1]]] += left
    return enrolled


def _lists_of_a_stage(people, waiting, kinds, seats):
    """Everybody stands on the list they want most; whoever does not pass goes to the next one,
    until nobody moves."""
    place_in_order = dict.fromkeys(waiting, 0)
    while True:
        lists = {}
        for who, place in place_in_order.items():
            order = people[who].order(kinds)
            if place < len(order):
                lists.setdefault(order[place], []).append(who)
        dropped = [
            who
            for place, named in lists.items()
            for who in sorted(named, key=lambda one: -people[one].scores[place])[seats[place] :]
        ]
        if not dropped:
            return {who: place for place, named in lists.items() for who in named}
        for who in dropped:
            place_in_order[who] += 1


def as_one_market(people, programmes, seats):
    """Pools of a programme in the order of stages; everybody's list, stage after stage."""
    pools = [
        [
            (seats[programme, kind], 4 * programme + FLOWS_TO[kind] if kind in FLOWS_TO else -1)
            for kind in range(4)
        ]
        for programme in range(programmes)
    ]
    lists = [
        [
            [(4 * programme + kind, person.scores[programme, kind], [])]
            for kinds in STAGES
            for programme, kind in person.order(kinds)
        ]
        for person in people
    ]
    return assemble(Draft(pools=pools, applicants=lists))[0]


def cleared(market):
    held = solve(market).held_claim
    return [int(market.claim_pool[claim]) if claim >= 0 else None for claim in held.tolist()]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_russian_staged_lists_are_one_clearing(seed):
    random = Random(seed)  # noqa: S311
    programmes = random.randint(1, 3)
    people = [Person(random, programmes, number) for number in range(random.randint(1, 9))]
    seats = {
        (programme, kind): random.randint(0, 2)
        for programme in range(programmes)
        for kind in range(4)
    }
    expected = [
        None if place is None else 4 * place[0] + place[1] for place in staged_lists(people, seats)
    ]
    assert cleared(as_one_market(people, programmes, seats)) == expected


RURAL, OPEN = 0, 1


def serial_choice(people, grants):
    """By person, (place in their list, group, quota) or None. Highest score first; each takes the
    first wish in whose group a grant is left that they may have, one of the quota before an open
    one."""
    left, given = dict(grants), [None] * len(people)
    for who in sorted(range(len(people)), key=lambda one: -people[one]["score"]):
        wanted = [
            (place, group, quota)
            for place, (group, _university) in enumerate(people[who]["wishes"])
            for quota in quotas_of(people[who])
        ]
        given[who] = next((wish for wish in wanted if left[wish[1:]]), None)
        if given[who]:
            left[given[who][1:]] -= 1
    return given


def quotas_of(person):
    return (RURAL, OPEN) if person["rural"] else (OPEN,)


def somebody(random, score, groups):
    """Up to four groups of programmes, at up to two universities each, in any order."""
    chosen = random.sample(range(groups), random.randint(1, min(4, groups)))
    wishes = [(group, university) for group in chosen for university in range(random.randint(1, 2))]
    random.shuffle(wishes)
    return {"score": score, "rural": random.random() < 0.4, "wishes": wishes}


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_kazakh_serial_choice_is_one_clearing(seed):
    """A group of programmes is an offering, its quota and the open competition are its pools, and
    the university is the terms: one offering stands in a list several times."""
    random = Random(seed)  # noqa: S311
    groups = random.randint(1, 5)
    scores = random.sample(range(50, 141), random.randint(1, 12))
    people = [somebody(random, score, groups) for score in scores]
    grants = {(group, quota): random.randint(0, 2) for group in range(groups) for quota in (0, 1)}
    lists = [
        [
            [(2 * group + quota, person["score"], []) for quota in quotas_of(person)]
            for group, _university in person["wishes"]
        ]
        for person in people
    ]
    pools = [[(grants[group, quota], -1) for quota in (RURAL, OPEN)] for group in range(groups)]
    market = assemble(Draft(pools=pools, applicants=lists))[0]
    expected = [
        None if wish is None else (wish[0], 2 * wish[1] + wish[2])
        for wish in serial_choice(people, grants)
    ]
    assert held_pools(market, solve(market).held_claim) == expected
