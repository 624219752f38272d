"""Whole rounds for tests: written by hand in a few words, or drawn by Hypothesis."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from sheber.engine.exchange.assemble import Draft, Institution, Person, assemble
from sheber.engine.exchange.lint import rule_faults
from sheber.engine.exchange.market import LARGEST, TRADING_CYCLES


def round_of(institutions, people, **facts):
    """institutions: Institution rows or country numbers (everybody may leave and come); people:
    (home, places)."""
    many = len(people)
    rows = [
        one if isinstance(one, Institution) else Institution(one, many, many)
        for one in institutions
    ]
    facts.setdefault("procedure", TRADING_CYCLES)
    return assemble(Draft(institutions=rows, people=[Person(*one) for one in people], **facts))


@st.composite
def drafts(draw, procedure=None, max_institutions=4, max_people=6, max_places=3, countries=3):
    """A lawful round with orders, caps, tolerances and opening balances. Sizes are drawn (and
    shrink); the rest follows from a drawn seed."""
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311
    size = draw(st.integers(2, max_institutions))
    homes = [random.randrange(size) for _ in range(draw(st.integers(1, max_people)))]
    draft = Draft(
        procedure=procedure or random.choice([TRADING_CYCLES, LARGEST]),
        institution_tolerance=random.choice([0, 0, 1, 2]),
        country_tolerance=random.choice([None, 0, 1, 3]),
        respect_send_order=random.random() < 0.4,
        people=[Person(home, _places(random, home, size, max_places)) for home in homes],
    )
    number = random.randint(1, countries)
    draft.institutions = [
        _institution(random, one, homes, number, draft.institution_tolerance) for one in range(size)
    ]
    return lawful(draft)


def lawful(draft):
    """The draft without what the linter would refuse: pairs out of the theorem's reach."""
    if list(rule_faults(assemble(draft))):
        return replace(draft, country_tolerance=None)
    return draft


def rounds(**sizes):
    return drafts(**sizes).map(assemble)


def _places(random, home, size, most):
    others = [one for one in range(size) if one != home]
    return random.sample(others, random.randint(0, min(most, len(others))))


def _institution(random, number, homes, countries, tolerance):
    everybody = list(range(len(homes)))
    own = [person for person in everybody if homes[person] == number]
    return Institution(
        country=random.randrange(min(countries, number + 1)),
        send_cap=random.choice([0, 1, 2, 9]),
        host_cap=random.choice([0, 1, 2, 9]),
        send_order=_order(random, own),
        host_order=_order(random, everybody),
        opening_balance=random.randint(-tolerance, tolerance) if random.random() < 0.4 else 0,
    )


def _order(random, people):
    """Some of the people in some order, all of them, or no order."""
    if random.random() < 0.4:
        return None
    short = random.random() < 0.3
    return random.sample(people, random.randint(0, len(people)) if short else len(people))
