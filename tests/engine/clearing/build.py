"""Whole markets for tests: written by hand in a few words, or drawn by Hypothesis."""

from random import Random

from hypothesis import strategies as st

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.lottery import lottery_ranks


def market_of(pools, applicants, funds=(), lottery=None, regions=(), targets=()):
    """pools: per offering, (capacity, spill_to or −1); applicants: lists of contracts, each a
    dict {pool: score} or {pool: (score, tie, …)}; funds: (cap, pools); regions: (cap, offerings
    in their turns); targets: of every offering, if any."""
    draft = Draft(
        pools=[list(offering) for offering in pools],
        funds=[(cap, list(members)) for cap, members in funds],
        applicants=[[_claims(contract) for contract in contracts] for contracts in applicants],
        lottery=lottery,
        regions=[(cap, list(members)) for cap, members in regions],
        targets=list(targets),
    )
    return assemble(draft)[0]


def _claims(contract):
    return [
        (pool, score[0], score[1:]) if isinstance(score, tuple) else (pool, score, ())
        for pool, score in contract.items()
    ]


def held_pools(market, held_claim):
    """Per applicant, (place of the held contract in their list from 0, pool), or None."""
    rows = []
    for applicant, claim in enumerate(held_claim.tolist()):
        if claim < 0:
            rows.append(None)
            continue
        place = int(market.claim_contract[claim] - market.applicant_start[applicant])
        rows.append((place, int(market.claim_pool[claim])))
    return rows


@st.composite
def drafts(draw, max_applicants=6, max_offerings=3, max_contracts=4, with_regions=True):
    """A lawful market: 1–4 pools an offering, forward spill, funds, several contracts of one
    person for one offering, ties, a lottery. Sizes are drawn (and shrink); the rest follows from
    a drawn seed, which is many times faster than drawing each number."""
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311
    offerings, most = draw(st.integers(1, max_offerings)), draw(st.integers(0, max_contracts))
    return whole(random, offerings, most, draw(st.integers(1, max_applicants)), with_regions)


def whole(random, offerings, most_contracts, applicants, with_regions=True):
    """A draft with all features mixed, of so many offerings and applicants."""
    pools, free = _pools(random, offerings)
    funds = _funds(random, free)
    lists = [
        [_contract(random, pools) for _ in range(random.randint(0, most_contracts))]
        for _ in range(applicants)
    ]
    lottery = lottery_ranks(random.randbytes(4), [f"A{number}" for number in range(applicants)])
    regions, targets = _regions(random, pools, funds) if with_regions else ([], [])
    return Draft(pools, funds, lists, lottery, regions=regions, targets=targets)


def markets(**sizes):
    return drafts(**sizes).map(lambda draft: assemble(draft)[0])


def _pools(random, offerings):
    """Pools with forward spill, and the pools that spill touches nowhere."""
    pools, free, first = [], [], 0
    for _ in range(offerings):
        size = random.randint(1, 4)
        numbers = range(first, first + size)
        targets = [random.choice([-1, *numbers[place + 1 :]]) for place in range(size)]
        pools.append([(random.randint(0, 2), target) for target in targets])
        free += [
            pool
            for pool, target in zip(numbers, targets, strict=True)
            if target < 0 and pool not in targets
        ]
        first += size
    return pools, free


def _funds(random, free):
    """At most two funds over pools that neither spill nor receive."""
    member = {pool: random.choice([-1, 0, 0, 1]) for pool in free}
    groups = [[pool for pool in free if member[pool] == fund] for fund in (0, 1)]
    return [(random.randint(0, 3), group) for group in groups if group]


def _regions(random, pools, funds):
    """At most two regions over offerings without a fund, targets within their caps."""
    funded = {pool for _, members in funds for pool in members}
    firsts = [sum(map(len, pools[:offering])) for offering in range(len(pools))]
    free = [
        offering
        for offering, first in enumerate(firsts)
        if not funded & set(range(first, first + len(pools[offering])))
    ]
    random.shuffle(free)
    cut = random.randint(0, len(free))
    targets, regions = [0] * len(pools), []
    for members in (free[:cut], free[cut:]):
        left = cap = random.randint(0, 4)
        for offering in members:
            targets[offering] = random.randint(0, left)
            left -= targets[offering]
        if members and random.random() < 0.8:
            regions.append((cap, members))
        else:
            targets = [0 if one in members else target for one, target in enumerate(targets)]
    return regions, targets


def _contract(random, pools, offering=None, top=3):
    if offering is None:
        offering = random.randrange(len(pools))
    first = sum(len(earlier) for earlier in pools[:offering])
    numbers = range(first, first + len(pools[offering]))
    chosen = random.sample(numbers, random.randint(1, len(numbers)))
    return [(pool, random.randint(0, top), [random.randint(0, 1)]) for pool in chosen]


@st.composite
def contested(draw, applicants=4, offerings=4, most_pools=2, with_regions=False):
    """Markets with many lawful outcomes: few seats, long lists, and everybody ranked anew in each
    offering."""
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311
    pools = [
        [(random.choice([1, 1, 2]), -1) for _ in range(random.randint(1, most_pools))]
        for _ in range(offerings)
    ]
    regions, targets = _regions(random, pools, []) if with_regions else ([], [])
    lists = [
        [_contract(random, pools, place, top=99) for place in random.sample(range(offerings), 3)]
        for _ in range(applicants)
    ]
    draft = Draft(pools, [], lists, range(1, applicants + 1), regions=regions, targets=targets)
    return assemble(draft)[0]
