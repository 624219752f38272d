"""Two rounds on whole small campaigns, without a database: nobody who stays is worse off.

The theorem is about lists that only shrink; freezing seats that had flowed in is our own, so
it is tried on many campaigns with quotas, spill, funds and several terms.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.admissions import engine_io
from sheber.admissions.engine_io import Holder, Rows
from sheber.admissions.engine_io.rows import Facts, Score, Wish
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
    wishes, facts = {}, {}
    for number in range(draw(st.integers(1, 8))):
        person = f"P{number}"
        chosen = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=4, unique=True))
        wishes[person] = [
            Wish(number * 10 + place, person, place, one, terms, None, "", "")
            for place, (one, terms) in enumerate(chosen, start=1)
        ]
        entitled = set(draw(st.lists(st.sampled_from(KINDS[:2]), unique=True)))
        score = Score(SCALE, draw(st.integers(0, 3)), ())
        facts[person] = Facts({SCALE: score}, entitled)
    return Rows(tuple(pools), (fund,), wishes, facts, {})


def clear(rows):
    return engine_io.run(engine_io.market_document(rows, "00ff")).held


def next_round(rows, held, fates):
    """What the rows are after everybody who holds a seat met a fate: kept, wishing or lost."""
    code = {pool.code: pool.pk for pool in rows.pools}
    holders, wishes = {}, dict(rows.wishes)
    for (person, position, pool), fate in zip(held, fates, strict=False):
        own = wishes.pop(person)
        if fate == "lost":
            continue
        contract = own[position - 1].key
        holders[person] = Holder(person, contract, position, code[pool], fate == "kept")
        if fate == "wishing":
            wishes[person] = own[:position]
    return Rows(rows.pools, rows.funds, wishes, rows.facts, holders)


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
    offering_of = {pool.code: pool.offering_id for pool in rows.pools}
    taken: dict[int, int] = {}
    for holder in after.holders.values():
        taken[holder.pool // 10] = taken.get(holder.pool // 10, 0) + 1
    for _, _, pool in given_now:
        taken[offering_of[pool]] = taken.get(offering_of[pool], 0) + 1
    for offering, number in taken.items():
        seats = sum(pool.capacity for pool in rows.pools if pool.offering_id == offering)
        assert number <= seats
    funded = {pool.code for pool in rows.pools if pool.fund_id}
    spent = sum(pool in funded for _, _, pool in given_now) + sum(
        holder.pool % 10 == KINDS.index("paid") for holder in after.holders.values()
    )
    assert spent <= rows.funds[0].cap
