"""Two rounds on whole small campaigns, without a database: nobody who stays is worse off.

The theorem is about lists that only shrink; freezing seats that had flowed in is our own, so
it is tried on many campaigns with quotas, spill, funds and several terms.
"""

from collections import Counter
from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.admissions import engine_io
from sheber.admissions.engine_io import Holder, Rows
from sheber.admissions.engine_io.rows import NOTHING, TERMS, Scores, Wishes
from sheber.admissions.models import Fund, Offering, Pool

KINDS = ("special", "separate", "main", "paid")
SCALE = "RU-310"


def pools_of(offering, capacities, spills, fund):
    """Four pools; the paid one stands apart, the others may spill forward."""
    rows = []
    for place, (kind, capacity) in enumerate(zip(KINDS, capacities, strict=True)):
        rows.append(
            Pool(
                pk=offering.pk * 10 + place,
                offering=offering,
                code=f"{offering.code}/{kind}",
                kind=kind,
                order=place,
                capacity=capacity,
                scale=SCALE,
                fund=fund if kind == "paid" else None,
            )
        )
    for place, target in enumerate(spills):
        if target is not None:
            rows[place].spill_to_id = rows[target].pk
    return rows


@st.composite
def campaigns(draw):
    fund = Fund(pk=1, code="F", cap=draw(st.integers(0, 3)))
    pools = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        capacities = [draw(st.integers(0, 2)) for _ in KINDS]
        spills = [draw(st.sampled_from([None, 1, 2])), draw(st.sampled_from([None, 2]))]
        offering = Offering(pk=number, code=f"O{number}")
        pools += pools_of(offering, capacities, spills, fund)
    offerings = sorted({pool.offering_id for pool in pools})
    possible = [(one, terms) for one in offerings for terms in ("state", "paid")]
    people = range(draw(st.integers(1, 8)))
    wishes, points, entitled = [], [], np.zeros((len(people), 3), dtype=np.bool_)
    for person in people:
        chosen = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=4, unique=True))
        wishes += [
            (person * 10 + place, person, place, one, TERMS.index(terms), NOTHING)
            for place, (one, terms) in enumerate(chosen, start=1)
        ]
        for kind in draw(st.lists(st.sampled_from(KINDS[:2]), unique=True)):
            entitled[person, KINDS.index(kind)] = True
        points.append(draw(st.integers(0, 3)))
    none = np.zeros(len(people), dtype=np.int64)
    scores = Scores(np.arange(len(people)), none, np.array(points), none, (SCALE,), ((),))
    names = np.array([f"P{number}" for number in people])
    return Rows(tuple(pools), (fund,), {}, names, columns(wishes), scores, entitled, {})


def columns(wishes):
    return Wishes(*np.array(wishes, dtype=np.int64).reshape(-1, 6).T)


def clear(rows):
    """(person, position, key of the pool) of everybody who is given a seat."""
    given = engine_io.run(engine_io.draft(rows, "00ff")).given
    return list(zip(given.person, given.position, given.pool, strict=True))


def next_round(rows, held, fates):
    """What the rows are after everybody who holds a seat met a fate: kept, wishing or lost."""
    table = np.stack([getattr(rows.wishes, one.name) for one in fields(Wishes)], axis=1).tolist()
    fate_of = {person: fate for (person, *_), fate in zip(held, fates, strict=False)}
    reached = {person: position for person, position, _ in held}
    holders = {
        person: Holder(person, int(person[1:]) * 10 + position, position, pool, fate == "kept")
        for (person, position, pool), fate in zip(held, fates, strict=False)
        if fate != "lost"
    }
    left = [
        row
        for row in table
        for person in [f"P{row[1]}"]
        if fate_of.get(person) in (None, "wishing") and row[2] <= reached.get(person, row[2])
    ]
    return replace(rows, wishes=columns(left), holders=holders)


@settings(max_examples=100)
@given(campaigns(), st.data())
def test_nobody_who_stays_is_worse_off(rows, data):
    held = clear(rows)
    fates = data.draw(
        st.lists(
            st.sampled_from(["kept", "wishing", "lost"]), min_size=len(held), max_size=len(held)
        )
    )
    after = next_round(rows, held, fates)
    reached = {person: position for person, position, _ in clear(after)}
    for holder in after.holders.values():
        if not holder.keeps:
            assert reached[holder.person] <= holder.position


@settings(max_examples=100)
@given(campaigns(), st.data())
def test_two_rounds_never_give_more_seats_than_there_are(rows, data):
    held = clear(rows)
    fates = data.draw(
        st.lists(st.sampled_from(["kept", "lost"]), min_size=len(held), max_size=len(held))
    )
    after = next_round(rows, held, fates)
    given_now = clear(after)
    offering_of = {pool.pk: pool.offering_id for pool in rows.pools}
    pools = [*(holder.pool for holder in after.holders.values()), *(pool for *_, pool in given_now)]
    taken = Counter(offering_of[pool] for pool in pools)
    for offering, number in taken.items():
        seats = sum(pool.capacity for pool in rows.pools if pool.offering_id == offering)
        assert number <= seats
    funded = {pool.pk for pool in rows.pools if pool.fund_id}
    assert sum(pool in funded for pool in pools) <= rows.funds[0].cap
